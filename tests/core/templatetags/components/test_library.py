"""Every component tag: one template each, and what it prints."""

import re
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory

from core.academic_year import LONDON
from core.components import CalendarItem, Facet, FacetOption, TermWeek, month_weeks
from core.templatetags.components.library import register

TEMPLATES = Path(settings.ROOT) / "templates"
START = datetime(2026, 11, 24, 16, 15, tzinfo=LONDON)


def show(template: str, **context) -> str:
    """The markup with its runs of white space made single, so that indents do not matter."""
    return " ".join(engines["django"].from_string(template).render(context).split())


def test_every_tag_is_documented_in_the_contract():
    from core.templatetags import components

    words = set(components.__doc__.replace("(", " ").replace("{%", " ").split())

    assert {name for name in register.tags if name not in words} == set()


def test_a_misspelt_argument_fails_when_the_template_compiles():
    with pytest.raises(TemplateSyntaxError, match="capasity"):
        show("{% places taken=1 capasity=2 %}")


def test_opening_with_a_kind():
    page = show(
        '{% opening title kind="Study groups" standfirst="Hello" %}after{% endopening %}',
        title="A & B",
    )

    assert "<h1>A &amp; B</h1>" in page
    assert '<p class="aside kind">Study groups</p>' in page
    assert '<p class="standfirst">Hello</p> after' in page


def test_opening_with_a_day_hangs_the_big_date():
    page = show(
        '{% opening "Prompts" day=day over="Group" over_url="/g/" %}{% endopening %}', day=START
    )

    assert '<span>Tue</span> <span class="bigdate__n">24</span> <span>Nov</span>' in page
    assert '<p class="over"><a href="/g/">Group</a></p>' in page


def test_leaf_without_an_aside_keeps_out_of_the_margin():
    assert show("{% leaf %}x{% endleaf %}") == '<section class="leaf"> x </section>'


def test_leaf_with_an_empty_aside_keeps_the_column():
    assert '<section class="leaf hang"> <div class="aside"></div>' in show(
        '{% leaf "" %}x{% endleaf %}'
    )


def test_panel_is_the_element_and_kind_asked_for():
    page = show('{% panel "Full" kind="stop" tag="aside" level=3 sticky=True %}x{% endpanel %}')

    assert page == '<aside class="panel panel--stop sticky"> <h3>Full</h3> x </aside>'


def test_wrapper_escapes_its_title_and_keeps_its_content():
    page = show("{% notice title %}<p>kept</p>{% endnotice %}", title="<script>")

    assert "&lt;script&gt;" in page
    assert "<p>kept</p>" in page


def test_facts_list_pairs():
    page = show('{% facts tight=True %}{% fact "When" %}now{% endfact %}{% endfacts %}')

    assert '<dl class="facts facts--tight"><div><dt>When</dt><dd>now</dd></div>' in page.replace(
        "> <", "><"
    )


def test_crumbs_begin_at_home_and_take_pairs():
    page = show('{% crumbs "Study groups" "/study-groups/" %}')

    steps = re.findall(r'<a itemprop="item" href="(.*?)"><span itemprop="name">(.*?)</span>', page)
    assert steps == [("/", "Home"), ("/study-groups/", "Study groups")]


def test_crumbs_leave_out_what_the_reader_may_not_open():
    page = show('{% crumbs "A school" "" "Subscription" "/subscription/" %}')
    assert "A school" not in page
    assert page.count("<li") == 2


def test_crumbs_take_a_list():
    page = show("{% crumbs steps %}", steps=[("X", "/x/")])
    assert 'href="/x/"><span itemprop="name">X</span></a>' in page


def test_pagination_keeps_the_rest_of_the_query():
    request = RequestFactory().get("/", {"term": "autumn", "page": "2"})
    page = Paginator(range(90), 30).page(2)
    shown = show("{% pagination page %}", page=page, request=request)

    assert 'href="?term=autumn&amp;page=1"' in shown
    assert 'href="?term=autumn&amp;page=3"' in shown
    assert "Page 2 of 3" in shown


def test_pagination_of_one_page_is_nothing():
    assert show("{% pagination page %}", page=Paginator(range(3), 30).page(1)) == ""


def test_button_link_says_more_to_a_screen_reader():
    page = show('{% button_link "Book" "/b/" kind="quiet" size="small" about="on session 2" %}')

    assert '<a class="button button--quiet button--small" href="/b/">Book' in page
    assert '<span class="visually-hidden"> on session 2</span>' in page


def test_post_button_carries_the_token():
    page = show(
        '{% post_button "Remove" "/r/" kind="stop" name="who" value="7" %}', csrf_token="tok"
    )

    assert 'name="csrfmiddlewaretoken" value="tok"' in page
    assert '<button class="button button--stop" name="who" value="7">Remove</button>' in page


def test_term_strip_says_what_each_week_holds():
    weeks = [TermWeek(date(2026, 11, 30), 1), TermWeek(date(2026, 12, 7), 2, "now")]
    page = show("{% term_strip weeks %}", weeks=weeks)

    assert '30 Nov<span class="visually-hidden">: 1 session</span>' in page
    assert '7 Dec<span class="visually-hidden">: 2 sessions, this week</span>' in page
    assert page.count("<path") == 3


def test_calendar_month_says_full_and_cancelled():
    items = [CalendarItem(START, "Sounds first", "/s/", "full")]
    page = show(
        '{% calendar_month weeks "November" %}', weeks=month_weeks(2026, 11, items, START.date())
    )

    assert '<td class="calendar__today">' in page
    assert '<b>Sounds first</b> <span class="small">Full</span>' in page
    assert page.count("<tr>") == 6


def test_calendar_month_with_no_weeks_is_an_empty_table():
    assert "<td" not in show('{% calendar_month weeks "None" %}', weeks=[])


def test_person_is_one_link():
    page = show(
        '{% person "Ada Zouche" "/a/" line="Maths" school="Brindle Down" state="Fridays" %}'
    )

    assert '<h2><a href="/a/">Ada Zouche</a></h2><p>Maths</p>' in page
    assert page.count("<a ") == 1


def test_facets_leave_out_an_empty_group():
    groups = [Facet("t", "Term", [FacetOption("a", "Autumn", 9, True)]), Facet("k", "Kind", [])]
    page = show('{% facets groups "/x/" "Filter" %}{% endfacets %}', groups=groups)

    assert 'name="t" value="a" checked' in page
    assert "(9)" in page
    assert "Kind" not in page


def test_facets_keep_what_was_searched_for_and_other_state():
    page = show(
        '{% facets groups "/x/" "Filter" query=q keep=keep %}{% endfacets %}',
        groups=[],
        q='"><b>',
        keep={"view": "month"},
    )

    assert 'value="&quot;&gt;&lt;b&gt;"' in page
    assert '<input type="hidden" name="view" value="month">' in page


def test_chosen_with_nothing_chosen_is_nothing():
    assert show('{% chosen items "/" %}', items=[]) == ""


def test_register_row_marks_the_one_cell():
    page = show('{% register_row "Finch, Aurelia" "Brindle Down" "r7" value="absent" %}')

    assert page.count(" checked") == 1
    assert 'name="r7" value="absent" checked' in page


def test_changed_puts_words_in_quotation_marks():
    assert "“Too fast”" in show("{% changed pairs %}", pairs=[("Too fast", "Slower")])


def test_bar_chart_has_its_words_and_figures():
    page = show('{% bar_chart groups "By term." "Solid: now." %}', groups=[("Autumn", (1, 2))])

    assert 'aria-label="By term. The same figures are in the table."' in page
    assert page.count("chart__value") == 2
    assert "<figcaption>Solid: now.</figcaption>" in page


class Scales(forms.Form):
    pace = forms.TypedChoiceField(
        label="The pace was right",
        choices=[("", "---"), *((n, str(n)) for n in range(1, 5))],
        widget=forms.RadioSelect,
    )


def test_scale_has_a_cell_a_number_and_words_at_its_ends():
    page = show(
        '{% scale form.pace low="too slow" high="just right" %}', form=Scales({"pace": "3"})
    )

    assert page.count('type="radio"') == 4
    assert page.count(" checked") == 1
    assert "<span>1: too slow</span><span>4: just right</span>" in page


def test_scale_in_error_is_described_by_it():
    page = show("{% scale form.pace %}", form=Scales({}))

    assert 'aria-describedby="id_pace_error"' in page
    assert 'id="id_pace_error"' in page


def test_options_show_hints_by_value():
    page = show("{% options form.pace hints=hints %}", form=Scales(), hints={2: "A little slow"})

    assert "<b>2</b><span>A little slow</span>" in page


def test_error_summary_links_and_takes_focus():
    form = Scales({})
    page = show("{% error_summary form %}", form=form)

    assert 'role="alert" tabindex="-1" autofocus' in page
    assert '<a href="#id_pace_0">Choose the pace was right.</a>' in page


def test_error_summary_of_a_good_form_is_nothing():
    assert show("{% error_summary form %}", form=Scales({"pace": "1"})) == ""


def test_field_group_is_the_same_by_tag_and_by_django():
    form = Scales({})

    assert show("{% field form.pace %}", form=form) == show(
        "{{ form.pace.as_field_group }}", form=form
    )


def test_field_hint_is_escaped():
    form = type("F", (forms.Form,), {"x": forms.CharField(help_text="<script>")})()

    assert "<script>" not in show("{% field form.x %}", form=form)


def test_plate_takes_a_photograph():
    photo = SimpleNamespace(url="/m/a.jpg", width=4, height=5, alt="Ada teaching")

    assert 'alt="Ada teaching"' in show('{% plate "Ada Zouche" photo=photo %}', photo=photo)


def test_components_have_no_style_and_no_script_of_their_own():
    for path in [*TEMPLATES.glob("components/*.html"), *TEMPLATES.glob("account/**/*.html")]:
        text = path.read_text()
        assert " style=" not in text, path
        assert "<script>" not in text, path
        assert " onclick=" not in text, path

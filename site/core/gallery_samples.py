"""What the gallery shows in its components: invented people, one of each state."""

from datetime import date, datetime, timedelta

from django import forms
from django.core.paginator import Paginator

from core.academic_year import LONDON
from core.components import CalendarItem, Facet, FacetOption, month_weeks, term_weeks
from core.forms import SiteForm
from core.icons import ICONS

TODAY = date(2026, 11, 23)
COLOURS = (
    "paper", "paper-raised", "paper-sunk", "ink", "ink-soft", "line-feint", "line-firm",
    "line-margin", "act", "act-soft", "good", "warn", "stop", "note", "sugar-blue",
    "sugar-sage", "sugar-buff", "sugar-brick", "sugar-heather", "sugar-slate",
)  # fmt: skip
SUGAR_NAMES = (
    "Ezra Dovecote-Lunn", "Jonquil Tarrow", "Aurelia Finch",
    "Lettice Wychbold", "Caspian Brill", "Dorothea Merriman",
)  # fmt: skip


def at(day: date, hour: int = 16, minute: int = 15) -> datetime:
    """That moment on a London clock."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


class EveryField(SiteForm):
    """One field of each kind."""

    full_name = forms.CharField(initial="Pearl Hathersedge")
    order_number = forms.CharField(
        label="Purchase order number", help_text="You can add it later", required=False
    )
    email = forms.EmailField(
        label="Work email address", help_text="We send the calendar entry here"
    )
    school = forms.ChoiceField(choices=[("", "Choose a school"), ("1", "Brindle Down Primary")])
    day = forms.DateField(
        label="Date of the visit", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    key_stages = forms.MultipleChoiceField(
        choices=[("1", "Key stage 1"), ("2", "Key stage 2")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick all that apply",
    )
    colleague = forms.ChoiceField(
        choices=[("a", "Aurelia Finch"), ("w", "Winifred Oddy")], widget=forms.RadioSelect
    )
    needs = forms.CharField(label="Access needs", widget=forms.Textarea, required=False)
    file = forms.FileField(label="Notes to hand out", required=False)
    agreed = forms.BooleanField(label="I have read the privacy notice", help_text="Two minutes")
    payment = forms.ChoiceField(
        label="How to pay",
        choices=[("invoice", "By invoice"), ("card", "By card")],
        widget=forms.RadioSelect,
        initial="invoice",
    )
    needs_met = forms.TypedChoiceField(
        label="The session met my needs",
        choices=[(n, str(n)) for n in range(1, 5)],
        widget=forms.RadioSelect,
        initial=3,
        required=False,
    )


def samples() -> dict:
    """Everything templates/core/gallery.html names."""
    tuesday = at(date(2026, 11, 24))
    items = [
        CalendarItem(at(date(2026, 11, 3)), "Reasoning every day", "#main"),
        CalendarItem(tuesday, "Reasoning every day", "#main"),
        CalendarItem(at(date(2026, 11, 25)), "Sounds first", "#main", "full"),
        CalendarItem(at(date(2026, 11, 30)), "Science with a question", "#main", "cancelled"),
        CalendarItem(at(date(2026, 12, 1)), "Small changes (online)", "#main"),
    ]
    counts = {date(2026, 9, 21): 1, date(2026, 10, 12): 2, date(2026, 11, 23): 3}
    return {
        "colours": COLOURS,
        "names": SUGAR_NAMES,
        "icons": sorted(ICONS),
        "days": [tuesday + timedelta(days=n) for n in range(7)],
        "ends": [tuesday + timedelta(days=n, minutes=90) for n in range(7)],
        "weeks": term_weeks(
            date(2026, 9, 7),
            date(2026, 12, 18),
            counts | {date(2026, 11, 30): 4},
            TODAY,
            [(date(2026, 10, 26), date(2026, 10, 30))],
        ),
        "month": month_weeks(2026, 11, items, TODAY),
        "form": EveryField(),
        "wrong": _wrong(),
        "facets": [
            Facet("term", "Term", [FacetOption("autumn", "Autumn", 9, True),
                                   FacetOption("spring", "Spring", 8)], True),
            Facet("where", "Where", [FacetOption("online", "Online", 1)]),
            Facet("none", "Never shown, having nothing in it", []),
        ],
        "chosen_filters": [("Autumn term", "?"), ("Key stage 2", "?")],
        "view_links": [("List", "?", True), ("Month", "?", False)],
        "figures_list": [(89, "schools subscribed"), (887, "attendances"), ("+36%", "more")],
        "trend": {
            "signs": ("1", "2", "3"),
            "lines": (("", (3.1, 3.4, 3.8)),),
            "span": (1, 4),
            "rows": [("1. 12 October", "3.1"), ("2. 9 November", "3.4"), ("3. 7 December", "3.8")],
        },
        "answers": [("4", 9), ("3", 4), ("2", 1), ("1", 0)],
        "terms": [("Autumn", (231, 322)), ("Spring", (248, 341)), ("Summer", (173, 224))],
        "payment_hints": {"invoice": "Pay by BACS within 30 days.", "card": "Pay now."},
        "page": Paginator(range(90), 30).page(2),
        "changes": [("I wanted to watch one being used.", "Each is shown on video first.")],
        "tallies": [(9, "present"), (1, "absent"), (1, "apologies"), (4, "not marked")],
        "offers": ["Model lessons with your class", "A catch-up group set up and running"],
        "subjects": ["Mathematics", "Key stage 1", "Key stage 2"],
    }  # fmt: skip


def _wrong() -> EveryField:
    form = EveryField({"wrong-email": "p.hathersedge"}, prefix="wrong")
    form.is_valid()
    return form

"""The components: what each tag is called and what it takes. They are built in: no {% load %}.

Leaves (no end tag); name=default; words are plain text and are escaped:
  {% icon name label="" %}                       names: core.icons.ICONS
  {% mark words kind="" icon="" filled=False %}  kind: good warn stop note
  {% places taken capacity seed="" waiting=0 state="" came=None %}  state: cancelled postponed; came: number present
  {% plate name size="" photo=None alt=None %}   size: small square; photo: a rendition
  {% entry title url start end=None place="" line="" state="" note="" note_kind="note" note_icon="" beside="" level=3 %}
                                                 an <li> of <ol class="diary">; state: off past; beside: {% places … as p %} then beside=p
  {% bigdate day %}                              the date in the margin of an opening
  {% term_strip weeks key=True %}                weeks: core.components.TermWeek, from term_weeks()
  {% calendar_month weeks caption %}             weeks: core.components.month_weeks()
  {% person name url line="" school="" state="" state_kind="" state_icon="calendar" photo=None level=2 %}  an <li> of <ul class="people">
  {% chosen items clear_url %}                   items: (label, url) pairs, url without that filter
  {% views items label="Show as" %}              items: (label, url, is_current)
  {% field bound size="" hint=None label=None %} any bound field: text, choices, ticks, date, file; size: short mid
  {% options bound hints=None %}                 large choices, one idea on the screen; hints: {value: words}
  {% scale bound low="" high="" %}               numbered radios with words at both ends
  {% error_summary form … %}                     one or more forms or formsets; nothing when there are no errors
  {% form_actions words cancel_url="" cancel_words="" name="" value="" kind="" wide=False %}
  {% button_link words url kind="" size="" icon="" about="" wide=False %}  kind: quiet stop; size: small; about: heard only
  {% post_button words url kind="" size="" about="" name="" value="" %}    a form with one button and the CSRF token
  {% arrow_link words url %}    {% back_link words url %}
  {% figures items columns=2 %}                  items: (value, label)
  {% answer_chart rows label %}                  rows: (answer, count), best first; always beside its table
  {% bar_chart groups label note="" %}           groups: (label, (before, this)) or (label, (this,))
  {% changed pairs said="You said" did="We changed" %}  pairs: (said, did)
  {% crumbs label url … %}                       pairs after Home; or one list of pairs
  {% pagination page label="Pages" %}            page: django.core.paginator.Page; keeps the query string
  {% register_row name school field value="" note="" note_kind="note" values=… %}  field: the radio's name
  {% tally items %}                              items: (number, word)
  {% tags words boxed=False %}   {% ledger items numbered=False %}

Wrappers (… {% end<name> %}):
  {% opening title kind="" day=None over="" over_url="" standfirst="" small=False tight=False %}actions{% endopening %}
  {% leaf aside=None apart=False close=False id="" %}…{% endleaf %}   aside=None: no margin column; "" keeps it
  {% heading title level=2 small=False %}link or button at the far end{% endheading %}
  {% panel title="" kind="" level=2 tag="section" sticky=False %}…{% endpanel %}  kind: good warn stop plain
  {% cover %}…{% endcover %}
  {% notice title="" kind="note" level=2 icon="" %}…{% endnotice %}   kind: note good warn stop
  {% empty_state title level=2 %}…{% endempty_state %}
  {% facts tight=False %}{% fact "When" %}…{% endfact %}{% endfacts %}
  {% facets groups action label query=None query_name="q" hint="" submit="Show these" keep=None %}more facets{% endfacets %}
  {% facet_group label is_open=False %}…{% endfacet_group %}
  {% table caption cards=False hide_caption=True region="" kind="" %}<thead>…{% endtable %}
  {% quote name line="" url="" words="" photo=None %}the words{% endquote %}
"""

from core.templatetags.components import figures, forms, layout, listing, register_sheet  # noqa: F401
from core.templatetags.components.library import register

__all__ = ["register"]

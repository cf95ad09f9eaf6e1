"""The components: what each tag is called and what it takes. Built in, so no {% load %}.

Values are plain text and are escaped. name=default. Samples of all: /gallery/.

Leaves, which have no end tag:
  icon name label=""                         the names stand in core.icons
  mark words kind="" icon="" filled=False    kind: good warn stop note
  places taken capacity seed="" waiting=0 state="" came=None
         seed: anything that stays the same for the session; state: cancelled postponed;
         came: how many were present, once it is held; capacity=None: words only
  plate name size="" photo=None alt=None     size: small square; photo: a Wagtail rendition
  entry title url start end=None place="" line="" state="" note="" note_kind="note"
        note_icon="" beside="" level=3       an <li> of <ol class="diary">; state: off past;
        beside: {% places 4 20 "x" as p %}{% entry … beside=p %}, or any block of markup
  bigdate day                                the date in the margin
  term_strip weeks key=True                  core.components.term_weeks()
  calendar_month weeks caption               core.components.month_weeks()
  person name url line="" school="" state="" state_kind="" state_icon="calendar" photo=None
         level=2                             an <li> of <ul class="people">
  button_link words url kind="" size="" icon="" about="" wide=False
         kind: quiet stop; size: small; about: said to a screen reader after the words
  post_button words url kind="" size="" about="" name="" value=""   a form with one button
  arrow_link words url     back_link words url
  crumbs label url …                         pairs after Home; or one list of pairs
  pagination page label="Pages"              a paginator's page; keeps the query string
  views items label="Show as"                items: (label, url, is_current)
  chosen items clear_url                     items: (label, url without that filter)
  changed pairs said="You said" did="We changed"                    pairs: (said, did)
  tags words boxed=False   ledger items numbered=False   figures items columns=2
         figures: (value, label)
  answer_chart rows label                    rows: (answer, count); always beside its table
  named_chart rows label                     rows: (name, number), the longest bar the most
  trend_chart labels lines span label        lines: (sign, values); span: lowest and highest value
  bar_chart groups label note=""             groups: (label, (before, this)) or (label, (this,))
  qr_code address label                      a square code that a camera reads
  field bound size="" hint=None label=None   any bound field; size: short mid
  options bound hints=None hide_legend=False large choices; hints: {value: words}
  scale bound low="" high=""                 numbered radios, words at both ends
  error_summary form … focus=True level=2    forms and formsets; first on the page
  form_actions words cancel_url="" cancel_words="…" name="" value="" kind="" wide=False
  register_row name school field value="" note="" note_kind="note" note_icon=""
         field: the radios' name; value: present absent apologies or ""
  tally items                                items: (number, word)

Wrappers, each up to {% end<name> %}; what stands between goes where the words say:
  opening title kind="" day=None over="" over_url="" standfirst="" small=False tight=False
         the page's <h1>; inside: what follows it, such as buttons
  leaf aside=None apart=False close=False id=""   a section; aside=None has no margin column,
         aside="" keeps it empty
  heading title level=2 small=False          inside: the link or button at the far end
  panel title="" kind="" level=2 tag="section" sticky=False   kind: good warn stop plain
  notice title="" kind="note" level=2 icon=""     kind: note good warn stop
  fold title beside="" told="" is_open=False level=3   lines, folded under a title
  empty_state title level=2     cover     facts tight=False     fact label
  quote name line="" url="" words="" photo=None   inside: a person's own words
  facets groups action label query=None query_name="q" hint="" submit="Show these" keep=None
         groups: core.components.Facet; inside: facets of another kind
  facet_group label is_open=False            one of those
  table caption cards=False hide_caption=True region="" kind=""
         inside: <thead> and <tbody>; region: its name where it may scroll sideways
"""

from core.templatetags.components import (  # noqa: F401 -- importing them registers their tags
    figures,
    forms,
    layout,
    listing,
    register_sheet,
)
from core.templatetags.components.library import register

__all__ = ["register"]

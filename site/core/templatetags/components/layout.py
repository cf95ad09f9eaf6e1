"""Tags that arrange a page: opening, leaf, heading, panel, notice, ways about."""

from datetime import date

from django.template.loader import render_to_string

from core import markup
from core.templatetags.components.library import register

NOTICE_ICONS = {**markup.MARK_ICONS, "": "info"}


@register.simple_block_tag
def opening(
    content: str,
    title: str,
    kind: str = "",
    day: date | None = None,
    over: str = "",
    over_url: str = "",
    standfirst: str = "",
    small: bool = False,
    tight: bool = False,
):
    return render_to_string("components/opening.html", locals())


@register.simple_block_tag
def leaf(content: str, aside=None, apart: bool = False, close: bool = False, id: str = ""):
    return render_to_string("components/leaf.html", locals())


@register.simple_block_tag
def heading(content: str, title: str, level: int = 2, small: bool = False):
    return render_to_string("components/heading.html", locals())


@register.simple_block_tag
def panel(
    content: str,
    title: str = "",
    kind: str = "",
    level: int = 2,
    tag: str = "section",
    sticky: bool = False,
):
    return render_to_string("components/panel.html", locals())


@register.simple_block_tag
def cover(content: str):
    return render_to_string("components/cover.html", {"content": content})


@register.simple_block_tag
def notice(content: str, title: str = "", kind: str = "note", level: int = 2, icon: str = ""):
    return render_to_string(
        "components/notice.html", {**locals(), "icon": icon or NOTICE_ICONS[kind]}
    )


@register.simple_block_tag
def empty_state(content: str, title: str, level: int = 2):
    return render_to_string("components/empty_state.html", locals())


@register.simple_block_tag
def fold(
    content: str,
    title: str,
    beside: str = "",
    told: str = "",
    is_open: bool = False,
    level: int = 3,
):
    return render_to_string("components/fold.html", locals())


@register.simple_block_tag
def facts(content: str, tight: bool = False):
    return render_to_string("components/facts.html", locals())


@register.simple_block_tag
def fact(content: str, label: str):
    return render_to_string("components/fact.html", locals())


@register.simple_block_tag
def quote(content: str, name: str, line: str = "", url: str = "", words: str = "", photo=None):
    return render_to_string("components/quote.html", locals())


@register.inclusion_tag("components/button_link.html")
def button_link(
    words: str,
    url: str,
    kind: str = "",
    size: str = "",
    icon: str = "",
    about: str = "",
    wide: bool = False,
):
    return {**locals(), "classes": button_classes(kind, size, wide)}


@register.inclusion_tag("components/post_button.html", takes_context=True)
def post_button(
    context,
    words: str,
    url: str,
    kind: str = "",
    size: str = "",
    about: str = "",
    name: str = "",
    value: str = "",
):
    return {
        "words": words,
        "url": url,
        "about": about,
        "name": name,
        "value": value,
        "classes": button_classes(kind, size),
        "csrf_token": context.get("csrf_token"),
    }


def button_classes(kind: str = "", size: str = "", wide: bool = False) -> str:
    """The classes of a button of that kind and size."""
    extra = [kind, size, "wide" if wide else ""]
    return " ".join(["button", *(f"button--{word}" for word in extra if word)])


@register.inclusion_tag("components/arrow_link.html")
def arrow_link(words: str, url: str):
    return {"words": words, "url": url, "back": False}


@register.inclusion_tag("components/arrow_link.html")
def back_link(words: str, url: str):
    return {"words": words, "url": url, "back": True}


@register.inclusion_tag("components/crumbs.html")
def crumbs(*steps):
    """The way here. A step without an address is left out: the reader cannot go there."""
    pairs = steps[0] if len(steps) == 1 else zip(steps[::2], steps[1::2], strict=True)
    return {"crumbs": [("Home", "/"), *(pair for pair in pairs if pair[1])]}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, page, label: str = "Pages"):
    query = context["request"].GET.copy() if "request" in context else None
    if query is not None:
        query.pop("page", None)
    before = f"{query.urlencode()}&" if query else ""
    return {"page": page, "label": label, "query": before}


@register.inclusion_tag("components/views.html")
def views(items: list[tuple[str, str, bool]], label: str = "Show as"):
    return {"items": items, "label": label}


@register.inclusion_tag("components/changed.html")
def changed(pairs: list[tuple[str, str]], said: str = "You said", did: str = "We changed"):
    return {"pairs": pairs, "said": said, "did": did}


@register.inclusion_tag("components/tags.html")
def tags(words: list[str], boxed: bool = False):
    return {"words": words, "boxed": boxed}


@register.inclusion_tag("components/ledger.html")
def ledger(items: list[str], numbered: bool = False):
    return {"items": items, "numbered": numbered}

"""Tags for figures: headline numbers, tables, and charts that always stand beside a table."""

from django.template.loader import render_to_string

from core import charts
from core.qr import square_code
from core.templatetags.components.library import register


@register.inclusion_tag("components/figures.html")
def figures(items: list[tuple], columns: int = 2):
    return {"items": items, "columns": columns}


@register.simple_block_tag
def table(
    content: str,
    caption: str,
    cards: bool = False,
    hide_caption: bool = True,
    region: str = "",
    kind: str = "",
):
    return render_to_string("components/table.html", locals())


@register.inclusion_tag("components/answer_chart.html")
def answer_chart(rows: list[tuple[str, int]], label: str):
    return {"chart": charts.answers(tuple(rows)), "label": label}


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(groups: list[tuple[str, tuple[int, ...]]], label: str, note: str = ""):
    chart = charts.bars(tuple((words, tuple(values)) for words, values in groups))
    return {"chart": chart, "label": label, "note": note}


@register.inclusion_tag("components/named_chart.html")
def named_chart(rows: list[tuple[str, int]], label: str):
    return {
        "chart": charts.named(tuple((str(words), value) for words, value in rows)),
        "label": label,
    }


@register.inclusion_tag("components/trend_chart.html")
def trend_chart(
    labels: tuple[str, ...],
    lines: tuple[tuple[str, tuple[float, ...]], ...],
    span: tuple[int, int],
    label: str,
):
    return {"chart": charts.trend(tuple(labels), tuple(lines), tuple(span)), "label": label}


@register.inclusion_tag("components/qr_code.html")
def qr_code(address: str, label: str):
    return {"code": square_code(address), "label": label}

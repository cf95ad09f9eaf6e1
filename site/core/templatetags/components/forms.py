"""Tags for forms: fields, choices, scales, errors, filters."""

from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.loader import render_to_string

from core.components import Facet
from core.fields import problems, shown_field
from core.templatetags.components.layout import button_classes
from core.templatetags.components.library import register


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, size: str = "", hint: str | None = None, label: str | None = None):
    return {"field": shown_field(bound, size=size, hint=hint, label=label)}


@register.inclusion_tag("components/options.html")
def options(bound: BoundField, hints: dict | None = None, hide_legend: bool = False):
    hints = {str(key): words for key, words in (hints or {}).items()}
    choices = [(widget, hints.get(str(widget.data["value"]), "")) for widget in bound.subwidgets]
    return {"field": shown_field(bound), "choices": choices, "hide_legend": hide_legend}


@register.inclusion_tag("components/scale.html")
def scale(bound: BoundField, low: str = "", high: str = ""):
    numbered = [widget for widget in bound.subwidgets if widget.data["value"] not in ("", None)]
    return {
        "field": shown_field(bound),
        "cells": numbered,
        "low": f"{numbered[0].data['value']}: {low}" if low else "",
        "high": f"{numbered[-1].data['value']}: {high}" if high else "",
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms, focus: bool = True, level: int = 2):
    return {"problems": problems(forms), "focus": focus, "level": level}


@register.inclusion_tag("components/form_actions.html")
def form_actions(
    words: str,
    cancel_url: str = "",
    cancel_words: str = "Go back without saving",
    name: str = "",
    value: str = "",
    kind: str = "",
    wide: bool = False,
):
    return {**locals(), "classes": button_classes(kind, wide=wide)}


@register.simple_block_tag
def facets(
    content: str,
    groups: list[Facet],
    action: str,
    label: str,
    query: str | None = None,
    query_name: str = "q",
    hint: str = "",
    submit: str = "Show these",
    keep: QueryDict | dict | None = None,
):
    shown = [group for group in groups if group.options]
    return render_to_string("components/facets.html", {**locals(), "groups": shown})


@register.simple_block_tag
def facet_group(content: str, label: str, is_open: bool = False):
    return render_to_string("components/facet_group.html", locals())


@register.inclusion_tag("components/chosen.html")
def chosen(items: list[tuple[str, str]], clear_url: str):
    return {"items": items, "clear_url": clear_url}

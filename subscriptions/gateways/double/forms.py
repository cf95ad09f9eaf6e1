"""Form bodies as Stripe reads them: `line_items[0][price_data][currency]=gbp`."""

import re
from typing import Any
from urllib.parse import parse_qsl

from subscriptions.gateways.double.schema import BadParameter

_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_DEEPEST = 8


def decoded_form(body: str) -> dict[str, Any]:
    """Return `body` as nested dictionaries of strings. Raises `BadParameter` for a broken name or a
    name used both as a value and as a group."""
    form: dict[str, Any] = {}
    for name, value in parse_qsl(body, keep_blank_values=True, max_num_fields=1000):
        match = _NAME.fullmatch(name)
        if not match:
            raise BadParameter(f"Invalid parameter name: {name}", name)
        keys = [match[1], *re.findall(r"\[([^\[\]]*)\]", match[2])]
        if len(keys) > _DEEPEST:
            raise BadParameter(f"Invalid parameter name: {name}", name)
        _put(form, keys, value, name)
    return form


def _put(form: dict[str, Any], keys: list[str], value: str, name: str) -> None:
    for key in keys[:-1]:
        form = form.setdefault(key, {})
        if not isinstance(form, dict):
            raise BadParameter(f"Invalid object: {name}", name)
    if isinstance(form.get(keys[-1]), dict):
        raise BadParameter(f"Invalid string: {name}", name)
    form[keys[-1]] = value

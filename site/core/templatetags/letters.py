"""The sentences of letters.

{% words "opening" "First words" school=school.name needs="school" %}Of {school}.{% endwords %}

The words between are as delivered; the office may write others for the letter's kind. The first
argument is their key within the kind, the second what the office calls them; each `name=value` is a
fact that may stand in them as {name}; `needs` names, with spaces between, those that must.
"""

from django import template
from django.template.base import Node, Parser, Token, token_kwargs
from django.template.context import Context

from core.letters.words import Part, fill, fits, unknown_in

register = template.Library()


class WordsNode(Node):
    def __init__(self, part: Part, facts: dict) -> None:
        self.part, self.facts = part, facts

    def render(self, context: Context) -> str:
        """The office's words where it has written some that still fit, or those as delivered."""
        facts = {name: _said(each.resolve(context)) for name, each in self.facts.items()}
        if (seen := context.get("facts_seen")) is not None:
            seen.setdefault(self.part.key, facts)
        own = context.get("own_words", {}).get(self.part.key)
        use = own if own is not None and fits(self.part, own) else self.part.default
        return fill(use, facts)


@register.tag("words")
def words(parser: Parser, token: Token) -> WordsNode:
    _, key, label, *bits = token.split_contents()
    facts = token_kwargs(bits, parser)
    inner = parser.parse(("endwords",))
    parser.delete_first_token()
    needs = facts.pop("needs").var.split() if "needs" in facts else []
    part = Part(
        key=key.strip("\"'"),
        label=label.strip("\"'"),
        default="".join(node.s for node in inner),
        names=tuple(facts),
        needs=tuple(needs),
    )
    if bits or (wrong := unknown_in(part.default, part.names)):
        raise template.TemplateSyntaxError(f"{{% words {key} %}}: no fact is {bits or wrong}.")
    if not set(needs) <= set(facts):
        raise template.TemplateSyntaxError(f"{{% words {key} %}} needs what it does not have.")
    return WordsNode(part, facts)


def _said(value: object) -> str:
    return "" if value is None else str(value)

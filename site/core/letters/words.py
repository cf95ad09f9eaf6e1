"""The sentences of a letter that the office may change, and the facts that are put into them.

A sentence may hold names in braces, such as {session}; each stands for one fact that the letter's
template hands over. That is all there is: no tag, no dots, no filter, and a fact is never read for
names itself, so nothing that anybody typed is ever run (SAFETY 51)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.template import Node
from django.template.loader import get_template
from django.template.loader_tags import ExtendsNode, IncludeNode

_NAME = re.compile(r"\{([a-z_]+)\}")
_BRACES = re.compile(r"\{+[^{}]*\}*|\}+")

# How the keys of what a letter cannot be without begin; "list" stands over names.
_FRAME = ("subject", "heading", "button", "led_by", "list", "reason", "stop")


@dataclass(frozen=True)
class Part:
    """One sentence, or a few, of a kind of letter: `default` is as delivered, `names` may stand in
    it, `needs` must."""

    key: str
    label: str
    default: str
    names: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def one_line(self) -> bool:
        """The frame of a letter, and its greeting, are each one line."""
        return self.key.startswith((*_FRAME, "hello"))

    @property
    def may_be_empty(self) -> bool:
        """A sentence may be left out; the frame of a letter, and its reason, may not."""
        return not self.key.startswith(_FRAME) and not self.needs

    @property
    def is_button(self) -> bool:
        return self.key.startswith("button")


def fill(words: str, facts: Mapping[str, str]) -> str:
    """The words with each fact in its place, in one pass."""
    return _NAME.sub(lambda found: facts.get(found[1], found[0]), words)


def unknown_in(words: str, names: Iterable[str]) -> list[str]:
    """What stands in braces and is none of the names, as written."""
    known = {f"{{{name}}}" for name in names}
    return [found for found in dict.fromkeys(_BRACES.findall(words)) if found not in known]


def missing_in(words: str, needs: Iterable[str]) -> list[str]:
    """The names that must stand in the words and do not."""
    return [name for name in needs if f"{{{name}}}" not in words]


def fits(part: Part, words: str) -> bool:
    """Whether these words can stand in the part as it is now: after an upgrade a name may be gone,
    and then the words as delivered are sent."""
    return not unknown_in(words, part.names) and not missing_in(words, part.needs)


def parts_of(kind: str) -> list[Part]:
    """The sentences of a kind as its templates have them, subject first, each key once."""
    found: dict[str, Part] = {}
    for name in ("subject.txt", "body.txt"):
        for part in _parts_in(get_template(f"emails/{kind}/{name}").template.nodelist):
            found.setdefault(part.key, part)
    return list(found.values())


def every_part_of(kind: str) -> Iterator[Part]:
    """The same with repetitions, for the test that a key never stands for two sentences."""
    for name in ("subject.txt", "body.txt"):
        yield from _parts_in(get_template(f"emails/{kind}/{name}").template.nodelist)


def _parts_in(nodes: Iterable[Node]) -> Iterator[Part]:
    for node in nodes:
        if part := getattr(node, "part", None):
            yield part
        for name in node.child_nodelists:
            yield from _parts_in(getattr(node, name, None) or ())
        if isinstance(node, IncludeNode | ExtendsNode):
            other = node.template if isinstance(node, IncludeNode) else node.parent_name
            yield from _parts_in(get_template(other.resolve({})).template.nodelist)

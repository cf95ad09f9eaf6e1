"""Our forms as files to fill in away from the site: a page and an OpenDocument text, made from the
very forms that are filled in on line, so that the two never differ (CA L41)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms

from core.odt import Box, Heading, Paragraph, odt
from directory.outreach.forms.evaluations import CompletionForm
from directory.outreach.forms.money import TermReturnForm
from directory.outreach.forms.plans import ObjectiveForm, PlanForm
from directory.outreach.forms.posts import AskForm as PostAskForm
from directory.outreach.forms.posts import LeavingForm
from directory.outreach.forms.requests import AskForm
from directory.outreach.forms.visits import VisitForm

TICK = "☐"
_TALL, _SHORT = 6, 1
# More choices than this are written rather than ticked.
MOST_CHOICES = 12
OBJECTIVES_ON_PAPER = 3


@dataclass(frozen=True)
class PaperField:
    """One question: its label, its hint, the answers to tick, or lines to write on."""

    label: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    lines: int = _SHORT


@dataclass(frozen=True)
class PaperForm:
    """One form: what it is for, who fills it in, and the definitions of its questions. `online` is
    the name of the page where it is filled in on the site, if everyone has the same."""

    slug: str
    title: str
    purpose: str
    filled_in_by: str
    definitions: tuple[tuple[str, type[forms.BaseForm], int], ...]
    online: str = ""

    def sections(self) -> list[tuple[str, list[PaperField]]]:
        """Each part with its heading, a repeated one so many times."""
        return [
            (f"{heading} {number}" if times > 1 else heading, list(fields_of(definition)))
            for heading, definition, times in self.definitions
            for number in range(1, times + 1)
        ]

    def as_odt(self) -> bytes:
        parts: list[Heading | Paragraph | Box] = [
            Paragraph(self.purpose),
            Paragraph(f"Filled in by: {self.filled_in_by}."),
        ]
        for heading, fields in self.sections():
            parts += [Heading(heading, 2)] if heading else []
            for field in fields:
                parts.append(Heading(field.label, 3))
                parts += [Paragraph(field.hint)] if field.hint else []
                parts += [Paragraph(f"{TICK} {choice}") for choice in field.choices]
                parts += [Box(field.lines)] if not field.choices else []
        return odt(self.title, parts)


def fields_of(definition: type[forms.BaseForm]) -> Iterator[PaperField]:
    """The questions of a form in their order, without what only the site needs."""
    fields = definition.base_fields
    order = getattr(definition, "field_order", None) or []
    names = [*[name for name in order if name in fields], *[n for n in fields if n not in order]]
    for name in names:
        field = fields[name]
        if not _is_for_the_site_alone(name, field, definition):
            yield _on_paper(name, field)


def _is_for_the_site_alone(name: str, field: forms.Field, definition: type[forms.BaseForm]) -> bool:
    """A hidden number, the box that only machines fill in, or what the site asks about an answer
    (`on_the_site_alone` of the form names those)."""
    is_a_trap = field.widget.attrs.get("tabindex") == "-1"
    is_asked_back = name in getattr(definition, "on_the_site_alone", ())
    return isinstance(field.widget, forms.HiddenInput) or is_a_trap or is_asked_back


def _on_paper(name: str, field: forms.Field) -> PaperField:
    label = str(field.label or name.replace("_", " ").capitalize())
    hint = str(field.help_text or "")
    if isinstance(field, forms.BooleanField):
        return PaperField(label, hint, ("Yes",))
    chosen = isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField)
    if chosen:
        choices = tuple(str(words) for value, words in field.choices if value not in ("", None))
        if 0 < len(choices) <= MOST_CHOICES:
            return PaperField(label, hint, choices)
    tall = isinstance(field.widget, forms.Textarea)
    return PaperField(label, hint, lines=_TALL if tall else _SHORT)


FORMS = (
    PaperForm(
        "request",
        "Request for support",
        "To ask for the support of an Advanced Skills Teacher.",
        "a senior leader of the school that asks",
        (("", AskForm, 1),),
        "outreach:ask",
    ),
    PaperForm(
        "agreement",
        "Outreach plan and agreement",
        "What an AST will do in another school. Each party signs and dates it.",
        "the AST, with the senior leader of the host school",
        (("The plan", PlanForm, 1), ("Objective", ObjectiveForm, OBJECTIVES_ON_PAPER)),
    ),
    PaperForm(
        "visit",
        "Record of a visit",
        "One for each visit. Name no pupils.",
        "the AST",
        (("", VisitForm, 1),),
    ),
    PaperForm(
        "evaluation",
        "Evaluation of outreach",
        "How the support went. The AST keeps a copy; the original goes to the authority or the"
        " head.",
        "the senior leader of the host school",
        (("", CompletionForm, 1),),
    ),
    PaperForm(
        "termly-return",
        "Termly return",
        "What an AST did in the term. To the authority and the head where the authority funds the"
        " post, to the head alone where the school does.",
        "the AST",
        (("", TermReturnForm, 1),),
    ),
    PaperForm(
        "leaving",
        "An AST is leaving",
        "Tell the AST coordinator as soon as you know.",
        "the head of the base school",
        (("", LeavingForm, 1),),
    ),
    PaperForm(
        "post",
        "Request for an AST post",
        "To ask the authority for a post at your school.",
        "the head of the school",
        (("", PostAskForm, 1),),
    ),
)


def form_named(slug: str) -> PaperForm | None:
    return next((each for each in FORMS if each.slug == slug), None)

"""The form of one kind of letter: a field for each sentence that one of its examples shows."""

from django import forms

from core.letters import LetterKind
from core.letters.words import Part, parts_of
from core.letters.writing import write_letter
from core.services.letter_words import WordsRefused, own_words, words_with


class LetterForm(forms.Form):
    """`part-<key>` for each sentence, and which example is looked at."""

    def __init__(self, letter: LetterKind, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.letter = letter
        self.examples = list(letter.examples())
        facts = _facts_of(letter)
        own = own_words(letter.kind)
        self.parts = {part.key: part for part in parts_of(letter.kind) if part.key in facts}
        for key, part in self.parts.items():
            self.fields[f"part-{key}"] = _field(part, own.get(key), facts[key])
        self.fields["example"] = forms.TypedChoiceField(
            label="Example",
            choices=list(enumerate(label for label, _ in self.examples)),
            coerce=int,
            empty_value=0,
            required=False,
        )

    @property
    def typed(self) -> dict[str, str]:
        return {key: self.cleaned_data.get(f"part-{key}", "") for key in self.parts}

    @property
    def example(self) -> dict:
        """The context of the example that was chosen, or of the first."""
        at = self.cleaned_data.get("example") if self.is_bound and self.is_valid() else 0
        return self.examples[at or 0][1]

    def clean(self) -> dict:
        """What the service would refuse stands beside the field it is about."""
        try:
            self.words = words_with(self.letter.kind, self.typed)
        except WordsRefused as refused:
            for key, problem in refused.problems.items():
                self.add_error(f"part-{key}", problem)
        return self.cleaned_data


def _facts_of(letter: LetterKind) -> dict[str, dict[str, str]]:
    """For each sentence that comes up in an example, its facts there."""
    seen: dict[str, dict[str, str]] = {}
    for _, context in letter.examples():
        write_letter(letter.kind, context, to_name="Nell Hatherley", facts_seen=seen)
    return seen


def _field(part: Part, own: str | None, facts: dict[str, str]) -> forms.CharField:
    rows = 1 if part.one_line else max(3, (own or part.default).count("\n") + 3)
    return forms.CharField(
        label=part.label,
        initial=part.default if own is None else own,
        required=False,
        strip=False,
        widget=forms.TextInput() if part.one_line else forms.Textarea(attrs={"rows": rows}),
        help_text=" ".join(filter(None, [_may_hold(part, facts), _delivered(part, own)])),
    )


def _may_hold(part: Part, facts: dict[str, str]) -> str:
    """ "May hold {until} (here: 12:00)." """
    if not part.names:
        return ""
    each = [
        f"{{{name}}} (here: {facts[name]}{'; must stay' * (name in part.needs)})"
        for name in part.names
    ]
    return f"May hold {', '.join(each)}."


def _delivered(part: Part, own: str | None) -> str:
    return "" if own is None else f"As delivered: {part.default or 'nothing'}"

"""Proposing a study group: one page that works without script, with spare lines for dates."""

from dataclasses import dataclass

from django import forms
from django.utils import timezone

from core.academic_year import AcademicYear
from core.forms import SiteForm
from directory.enums import Season
from directory.forms.fields import LineField
from directory.forms.school_typed import SchoolTyped, SchoolTypedField
from directory.models import KeyStage, Practitioner, Subject
from directory.school_search import where_it_is
from psg_catalogue.models import GroupProposal
from psg_catalogue.models.proposal import MOST_SESSIONS
from psg_catalogue.services.proposals import ProposedWords, Wish

PUBLIC = "Schools read this on the study group’s page."
LEAST_LINES, SPARE_LINES = 3, 2


def _text(label: str, *, rows: int, most: int, **kwargs) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


class LeaderChoice(forms.ModelChoiceField):
    """A practitioner in post, told from a namesake by the school."""

    def __init__(self, **kwargs) -> None:
        super().__init__(Practitioner.objects.none(), required=False, **kwargs)

    def label_from_instance(self, person: Practitioner) -> str:
        return f"{person.name}, {person.base_school}" if person.base_school else person.name


class ProposalForm(SchoolTyped, SiteForm):
    """What a practitioner would lead, for whom, and when."""

    title = LineField(
        max_length=200, help_text="What teachers will find it by: “Reasoning every day”."
    )
    academic_year = forms.TypedChoiceField(
        label="In which year?", coerce=int, widget=forms.RadioSelect
    )
    summary = _text(
        "In a sentence or two", rows=3, most=300, help_text=f"For the catalogue. {PUBLIC}"
    )
    aims = _text("Aims", rows=5, most=2000, help_text=f"What it is for. One to a line. {PUBLIC}")
    year_changes = _text(
        "What should the year change?",
        rows=4,
        most=1000,
        help_text=f"In classrooms, by the end of it. Name no pupils. {PUBLIC}",
        error_messages={"required": "Say what the year should change."},
    )
    audience = LineField(
        label="Who is it for?",
        max_length=200,
        help_text="“Teachers and teaching assistants, Reception and Year 1”.",
        error_messages={"required": "Say who it is for."},
    )
    subjects = forms.ModelMultipleChoiceField(
        Subject.objects.all(), widget=forms.CheckboxSelectMultiple, label="Subjects"
    )
    key_stages = forms.ModelMultipleChoiceField(
        KeyStage.objects.all(), widget=forms.CheckboxSelectMultiple, label="Key stages"
    )
    with_one = LeaderChoice(label="Led with (optional)", empty_label="Nobody else")
    with_other = LeaderChoice(label="And with (optional)", empty_label="Nobody else")
    session_count = forms.IntegerField(
        label="How many sessions?", min_value=1, max_value=MOST_SESSIONS, initial=3
    )
    terms = forms.MultipleChoiceField(
        label="In which terms? (optional)",
        choices=Season.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    school = SchoolTypedField(
        label="At which school? (optional)",
        required=False,
        help_text="Its name, town or URN. The office arranges it with the school.",
    )
    venue_note = LineField(
        label="Room, or another place (optional)",
        max_length=200,
        required=False,
        help_text="“The library”, “Online”, “Any school near Ferncastle”.",
    )
    capacity = forms.IntegerField(
        label="How many people at most?", min_value=1, max_value=500, initial=20
    )

    def __init__(self, *args, proposer: Practitioner, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        others = Practitioner.objects.current().exclude(pk=proposer.pk)
        others = others.select_related("base_school").order_by("name")
        for name in ("with_one", "with_other"):
            self.fields[name].queryset = others
        now = AcademicYear.current()
        years = {now.start, now.next.start, self.initial.get("academic_year", now.start)}
        self.fields["academic_year"].choices = [
            (start, AcademicYear(start).long) for start in sorted(years)
        ]
        self.initial.setdefault("academic_year", now.next.start if _plans_ahead() else now.start)

    @property
    def details(self) -> dict:
        typed = self.cleaned_data
        plain = ("title", "summary", "aims", "audience", "year_changes", "session_count", "terms",
                 "subjects", "key_stages", "venue_note", "capacity")  # fmt: skip
        together = {typed[name] for name in ("with_one", "with_other")} - {None}
        return {
            **{name: typed[name] for name in plain},
            "year": AcademicYear(typed["academic_year"]),
            "venue": typed["school"] or None,
            "co_leaders": sorted(together, key=str),
        }


class WishForm(SiteForm):
    """One date that would suit; a line without a date is no wish."""

    day = forms.DateField(
        label="Date",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    starts = forms.TimeField(
        label="Starts",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    ends = forms.TimeField(
        label="Ends", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    title = LineField(label="What it is about (optional)", max_length=200, required=False)

    def clean(self) -> dict:
        typed = super().clean()
        given = any(typed.get(name) for name in self.fields) or self.errors
        if given and not typed.get("day") and "day" not in self.errors:
            self.add_error("day", "Give the date, or empty this line.")
        if not typed.get("day"):
            return typed
        if typed["day"] <= timezone.localdate():
            self.add_error("day", "That date is not to come any more. Give another.")
        for name, words in (("starts", "Say when it starts."), ("ends", "Say when it ends.")):
            if not typed.get(name) and name not in self.errors:
                self.add_error(name, words)
        starts, ends = typed.get("starts"), typed.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", "A session ends after it starts. Check the two times.")
        return typed

    @property
    def wish(self) -> Wish | None:
        return Wish(**self.cleaned_data) if self.cleaned_data.get("day") else None


WishFormSet = forms.formset_factory(WishForm, extra=0, max_num=MOST_SESSIONS)


@dataclass
class ProposalForms:
    """The form and its lines of dates, filled in from what was typed or from the proposal."""

    form: ProposalForm
    dates: forms.BaseFormSet

    @classmethod
    def of(
        cls, proposer: Practitioner, data=None, proposal: GroupProposal | None = None
    ) -> "ProposalForms":
        initial = initial_of(proposal) if proposal else {}
        return cls(
            ProposalForm(data, proposer=proposer, initial=initial),
            WishFormSet(data, initial=_lines(proposal), prefix="dates"),
        )

    @property
    def are_valid(self) -> bool:
        return all([self.form.is_valid(), self._dates_are_of_the_year()])

    def _dates_are_of_the_year(self) -> bool:
        """Every date lies in the academic year that is chosen."""
        if not self.dates.is_valid():
            return False
        start = self.form.cleaned_data.get("academic_year")
        year = AcademicYear(start) if start else None
        for line in self.dates:
            day = line.cleaned_data.get("day")
            if year and day and day not in year:
                line.add_error("day", f"This date is not in {year}, the year chosen above.")
        return not any(line.errors for line in self.dates)

    @property
    def words(self) -> ProposedWords:
        wishes = [line.wish for line in self.dates]
        return ProposedWords(**self.form.details, dates=list(filter(None, wishes)))


def initial_of(proposal: GroupProposal) -> dict:
    """What the form begins with, to change a proposal."""
    plain = ("title", "academic_year", "summary", "aims", "audience", "year_changes",
             "session_count", "terms", "venue_note", "capacity")  # fmt: skip
    venue = proposal.venue
    together = [*proposal.co_leaders.order_by("name")[:2], None, None]
    return {
        **{name: getattr(proposal, name) for name in plain},
        "subjects": list(proposal.subjects.all()),
        "key_stages": list(proposal.key_stages.all()),
        "school": f"{venue.name}, {where_it_is(venue)}" if venue else "",
        "with_one": together[0],
        "with_other": together[1],
    }


class AnswerForm(SiteForm):
    """What the office writes to the proposer."""

    answer = _text(
        "What should change?",
        rows=5,
        most=1000,
        help_text="The proposer reads this, and sends it again.",
        error_messages={"required": "Write what should change, so that it can be put right."},
    )


class DeclineForm(SiteForm):
    answer = _text(
        "Why not?", rows=5, most=1000, help_text="The proposer reads this.",
        error_messages={"required": "Write why. The proposer reads it."},
    )  # fmt: skip


class ApproveForm(SiteForm):
    answer = _text("A word to the proposer (optional)", rows=3, most=1000, required=False)


def _plans_ahead() -> bool:
    """From April to August people plan the year to come."""
    return timezone.localdate().month in range(4, 9)


def _lines(proposal: GroupProposal | None) -> list[dict]:
    rows = list(proposal.dates.values("day", "starts", "ends", "title")) if proposal else []
    spare = max(LEAST_LINES - len(rows), SPARE_LINES)
    return rows + [{} for _ in range(min(spare, MOST_SESSIONS - len(rows)))]

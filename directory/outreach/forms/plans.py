"""Writing a plan: its words, its objectives, and whom it supports."""

from django import forms

from core.forms import SiteForm, SiteModelForm
from directory.forms.fields import DayField, LineField, NameField, WorkEmailField
from directory.outreach.forms.requests import NAME_NOBODY, HalfDaysField, text
from directory.outreach.models import OutreachPlan
from directory.outreach.services.plans import Objective

# How many years before and after this one a plan may be about.
_NEAR = {"back": 3, "ahead": 3}


class PlanForm(SiteModelForm):
    """What is agreed; a draft may still have gaps."""

    focus = LineField(
        label="What it is about",
        max_length=200,
        help_text=f"In a few words, for lists: “Phonics in Year 1”. {NAME_NOBODY}",
    )
    activities = text(
        "What the AST will do",
        rows=4,
        required=False,
        help_text=f"Model lessons, joint planning, coaching. {NAME_NOBODY}",
    )
    half_days = HalfDaysField(
        label="Days in all", required=False, help_text="Half days count: 2.5."
    )
    starts_on = DayField(label="First day", required=False, **_NEAR)
    ends_on = DayField(label="Last day", required=False, **_NEAR)
    leader_name = NameField(
        label="Senior leader of the host school",
        required=False,
        help_text="They agree the plan, and evaluate it when it is completed.",
    )
    leader_job = LineField(label="Their role", max_length=120, required=False)
    leader_email = WorkEmailField(label="Their work email address", required=False)
    base_head_name = NameField(label="Head of the AST’s base school", required=False)
    base_head_email = WorkEmailField(label="Their work email address", required=False)

    class Meta:
        model = OutreachPlan
        fields = [
            "focus", "activities", "half_days", "starts_on", "ends_on", "leader_name", "leader_job",
            "leader_email", "base_head_name", "base_head_email",
        ]  # fmt: skip

    def __init__(self, *args, instance: OutreachPlan, **kwargs) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self.initial["half_days"] = f"{instance.days:g}" if instance.half_days else ""

    def clean_half_days(self) -> int:
        return self.cleaned_data["half_days"] or 0

    def clean(self) -> dict:
        typed = super().clean()
        first, last = typed.get("starts_on"), typed.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day is before the first.")
        return typed


class ObjectiveForm(SiteForm):
    """One objective; a row left empty is no objective."""

    objective = LineField(label="Objective", max_length=300, required=False)
    measure = LineField(label="How you will know", max_length=300, required=False)
    by_when = DayField(label="By when", required=False, **_NEAR)

    def clean(self) -> dict:
        typed = super().clean()
        given = [name for name in self.fields if typed.get(name) or name in self.errors]
        if given and len(given) < len(self.fields):
            for name in self.fields:
                if name not in given:
                    self.add_error(name, _LACKS[name])
        return typed

    @property
    def is_written(self) -> bool:
        return bool(self.cleaned_data.get("objective"))


_LACKS = {
    "objective": "Say what is to change, or empty this row.",
    "measure": "Say how you will know.",
    "by_when": "Say by when.",
}


class ColleagueForm(SiteForm):
    """Whom it supports, for those who may read it and nobody else."""

    name = NameField(label="Name", required=False)
    job = LineField(label="Job", max_length=120, required=False)


MOST_OBJECTIVES, MOST_COLLEAGUES = 6, 4
ObjectiveFormSet = forms.formset_factory(ObjectiveForm, extra=0, max_num=MOST_OBJECTIVES)
ColleagueFormSet = forms.formset_factory(ColleagueForm, extra=0, max_num=MOST_COLLEAGUES)


def objectives_of(plan: OutreachPlan, data=None):
    """The rows as they are, with one to spare and three at least; works without script."""
    rows = list(plan.objectives.values("objective", "measure", "by_when"))
    spare = max(3 - len(rows), 1) if len(rows) < MOST_OBJECTIVES else 0
    return ObjectiveFormSet(data, initial=rows + [{}] * spare, prefix="objectives")


def colleagues_of(plan: OutreachPlan, data=None):
    rows = list(plan.supported_colleagues.values("name", "job"))
    spare = 1 if len(rows) < MOST_COLLEAGUES else 0
    return ColleagueFormSet(data, initial=rows + [{}] * spare, prefix="colleagues")


def written(objectives) -> list[Objective]:
    """The objectives typed, rows left empty apart."""
    return [Objective(**form.cleaned_data) for form in objectives if form.is_written]


class CancelForm(SiteForm):
    reason = LineField(
        label="Why is it cancelled?",
        max_length=500,
        help_text="Kept with the plan. Name nobody.",
        error_messages={"required": "Say why."},
    )


class CloseForm(CancelForm):
    """For a plan whose evaluation never came."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "Why is it closed without an evaluation?"


class SendPlanBackForm(SiteForm):
    comment = text(
        "What should change?",
        rows=4,
        help_text="Those who may read the plan read this beside it.",
        error_messages={"required": "Say what should change, so that it can be put right."},
    )

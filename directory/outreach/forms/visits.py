"""The record of a visit (DOMAIN 3.4)."""

from django import forms
from django.utils import timezone

from core.forms import SiteForm
from directory.forms.fields import LineField
from directory.models import Practitioner
from directory.outreach.forms.requests import text
from directory.outreach.models import OutreachPlan, OutreachVisit
from directory.outreach.models.visit import Activity, PartOfDay


class PlanChoice(forms.ModelChoiceField):
    def label_from_instance(self, plan: OutreachPlan) -> str:
        return f"{plan.host_school}: {plan.focus}"


class VisitForm(SiteForm):
    """What was done in a half day or a day."""

    visited_on = forms.DateField(
        label="Day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    part = forms.ChoiceField(
        label="Morning, afternoon or whole day",
        choices=PartOfDay.choices,
        widget=forms.RadioSelect,
    )
    activity = forms.ChoiceField(
        label="What it was", choices=Activity.choices, widget=forms.RadioSelect,
        initial=Activity.VISIT,
    )  # fmt: skip
    plan = PlanChoice(
        label="Under which plan?",
        queryset=OutreachPlan.objects.none(),
        required=False,
        empty_label="None",
        help_text="An outreach visit is made under an agreed plan.",
    )
    seen = LineField(
        label="Whom did you see?",
        max_length=200,
        required=False,
        help_text="By role, not by name: “Year 2 teacher, headteacher”.",
    )
    summary = text(
        "What did you do, and what came of it?", rows=4, help_text="Name no pupils and no staff.",
        error_messages={"required": "Say what was done."},
    )  # fmt: skip
    next_steps = text("Next steps (optional)", rows=3, required=False)

    def __init__(self, *args, practitioner: Practitioner, visit=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        plans = OutreachPlan.objects.of(practitioner).visitable()
        if visit is not None and visit.plan:
            plans = plans | OutreachPlan.objects.filter(pk=visit.plan.pk)
        self.fields["plan"].queryset = plans.select_related("host_school").order_by("-pk")

    def clean_visited_on(self):
        day = self.cleaned_data["visited_on"]
        if day.year < timezone.localdate().year - 3:
            raise forms.ValidationError("Check the year: that is more than three years ago.")
        return day


def first_words(visit: OutreachVisit) -> dict:
    """What a form to change a visit begins with."""
    return {
        "visited_on": visit.visited_on,
        "part": visit.part,
        "activity": visit.activity,
        "plan": visit.plan,
        "seen": visit.seen,
        "summary": visit.summary,
        "next_steps": visit.next_steps,
    }

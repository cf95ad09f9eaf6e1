"""The record of a visit (DOMAIN 3.4)."""

from datetime import date

from django import forms
from django.utils import timezone

from core.forms import SiteForm
from directory.forms.fields import DayField, LineField
from directory.models import Practitioner
from directory.outreach.forms.requests import text
from directory.outreach.models import OutreachPlan, OutreachVisit
from directory.outreach.models.visit import Activity, PartOfDay
from directory.outreach.queries.term_days import unusual_about


class PlanChoice(forms.ModelChoiceField):
    def label_from_instance(self, plan: OutreachPlan) -> str:
        return f"{plan.host_school}: {plan.focus}"


class CalendarForm(SiteForm):
    """What the half days are for that are ticked now; each planned one has a choice of its own
    beside it."""

    for_plan = forms.ChoiceField(label="Half days that you tick now are for", required=False)

    def __init__(self, *args, plans: list[OutreachPlan], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.plans = {str(plan.pk): plan for plan in plans}
        choices = [(pk, f"{plan.host_school}: {plan.focus}") for pk, plan in self.plans.items()]
        self.fields["for_plan"].choices = [("", "No plan yet"), *choices]

    def half_days(self, before: dict[str, OutreachPlan | None]) -> list[tuple]:
        """Each tick as a day, a part and a plan. One that was planned `before` has the plan chosen
        beside it; a new one the plan chosen for all."""
        chosen = self.plans.get(self.data.get("for_plan", ""))
        return [
            (*_half_day(name), self._beside(name, before) if name in before else chosen)
            for name in self.data.getlist("half_day")
            if _half_day(name)
        ]

    def _beside(self, name: str, before: dict[str, OutreachPlan | None]) -> OutreachPlan | None:
        """Where the page had no choice, since the day is over, the half day keeps its plan."""
        if f"plan:{name}" not in self.data:
            return before[name]
        return self.plans.get(self.data[f"plan:{name}"])


def _half_day(name: str) -> tuple[date, str] | None:
    """What a tick stands for; None for anything else that was posted."""
    day, _, part = name.partition(":")
    try:
        return (date.fromisoformat(day), part) if part in ("am", "pm") else None
    except ValueError:
        return None


class VisitForm(SiteForm):
    """What was done in a half day or a day."""

    visited_on = DayField(label="Day", back=3)
    sure_of_day = forms.BooleanField(label="It was on that day", required=False)
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
    reason = LineField(
        label="Why is the record corrected?",
        max_length=300,
        required=False,
        help_text="Those who have the return read it. Name no pupils and no staff.",
    )
    on_the_site_alone = ("sure_of_day", "reason")
    # Whether the page asks for it: a paper that is in tells of the record.
    asks_reason = False
    # Whether the page asks about a day that may be a slip of the pen.
    asks_about_day = False

    def __init__(self, *args, practitioner: Practitioner, visit=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.visit = visit
        plans = OutreachPlan.objects.of(practitioner).visitable()
        if visit is not None and visit.plan:
            plans = plans | OutreachPlan.objects.filter(pk=visit.plan.pk)
        self.fields["plan"].queryset = plans.select_related("host_school").order_by("-pk")
        if visit is None and not self.is_bound and not self.initial.get("plan"):
            found = list(plans[:2])
            self.initial["plan"] = found[0] if len(found) == 1 else None

    def clean(self) -> dict:
        """A day on which schools are shut, or that lies outside the plan's, is asked about once."""
        typed = super().clean()
        sure, day = typed.pop("sure_of_day", False), typed.get("visited_on")
        unchanged = self.visit is not None and day == self.visit.visited_on
        if day is None or unchanged or day > timezone.localdate():
            return typed
        words = unusual_about(day, typed.get("plan"))
        self.asks_about_day = bool(words)
        if words and not sure:
            self.add_error("visited_on", f"{words} Put it right, or tick that it was on that day.")
        return typed


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

"""What is asked when something becomes of a post. Forms check shape; services decide."""

from django import forms
from django.utils import timezone

from core.forms import SiteForm
from directory.forms.fields import DayField, LineField
from directory.forms.school_typed import SchoolTyped, SchoolTypedField
from directory.models import Practitioner, School, Subject
from directory.outreach.enums import EndReason, FundingType, InductionAim, Phase
from directory.outreach.queries.coverage import evidence_for

NO_NAMES = "Do not name pupils here, and colleagues only where you must."
# What the authority agrees to; an academy's posts come to be by conversion.
NEW_FUNDING = [
    (kind.value, kind.label) for kind in (FundingType.LA_FUNDED, FundingType.SCHOOL_FUNDED)
]


class WordsField(forms.CharField):
    """A few sentences."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": "5"}))
        kwargs.setdefault("max_length", 4000)
        super().__init__(**kwargs)


def practitioners():
    """Accredited people in post or between posts, for whoever appoints."""
    found = Practitioner.objects.filter(accredited_on__isnull=False)
    return found.select_related("base_school").order_by("name")


class PersonChoice(forms.ModelChoiceField):
    """A practitioner, told from a namesake by the school."""

    def label_from_instance(self, person: Practitioner) -> str:
        return f"{person.name}, {person.base_school}" if person.base_school else person.name


class AskForm(SiteForm):
    """Form 14 of DOMAIN 3: a school asks for a post (CB ¶1)."""

    subject = forms.ModelChoiceField(Subject.objects.all(), empty_label="Choose a subject")
    phase = forms.ChoiceField(choices=Phase.choices, widget=forms.RadioSelect)
    case = WordsField(
        label="Why here, and whom would it help?",
        help_text=f"What other schools would ask for, and what yours can give. {NO_NAMES}",
    )
    candidate_in_mind = forms.BooleanField(
        label="We have somebody in mind for the post", required=False
    )


class RegisterPostForm(SchoolTyped, SiteForm):
    """A post that exists already is entered in the register."""

    school = SchoolTypedField(label="Base school")
    subject = forms.ModelChoiceField(Subject.objects.all(), empty_label="Choose a subject")
    phase = forms.ChoiceField(
        choices=Phase.choices,
        widget=forms.RadioSelect,
        help_text="Foundation Stage counts as primary.",
    )
    funding_type = forms.ChoiceField(
        label="Who pays", choices=NEW_FUNDING, widget=forms.RadioSelect
    )
    outreach_percent = forms.IntegerField(
        label="Share for outreach, in percent",
        initial=20,
        min_value=1,
        max_value=100,
        help_text="Of the AST’s own working time: 20 is one day a week of a full post.",
    )
    opened_on = DayField(label="In force from")


class ApproveForm(SiteForm):
    opened_on = DayField(label="In force from", initial=timezone.localdate)
    funding_type = forms.ChoiceField(
        label="Who pays", choices=NEW_FUNDING, widget=forms.RadioSelect
    )


class DeclineForm(SiteForm):
    answer = LineField(label="Why not?", max_length=300, help_text="The school reads this.")


class AppointForm(SiteForm):
    practitioner = PersonChoice(
        practitioners(), label="Who", empty_label="Choose an accredited practitioner"
    )
    starts_on = DayField(label="From", initial=timezone.localdate)
    working_percent = forms.IntegerField(
        label="Working time, in percent",
        initial=100,
        min_value=1,
        max_value=100,
        help_text="Of a full week: 60 for somebody who works three days.",
    )
    mentor = PersonChoice(
        practitioners(), required=False, empty_label="Nobody", help_text="A new AST may have one."
    )
    induction = forms.BooleanField(label="Is new to the role: begin an induction", required=False)


class LeavingForm(SiteForm):
    """Form 13 of DOMAIN 3: "Tell us an AST is leaving" (CA L69)."""

    last_day = DayField(
        label="Last day in the post",
        help_text="On that day the pen portrait comes down by itself.",
    )
    reason = forms.ChoiceField(
        label="Reason, if you want to give one",
        choices=[("", "I would rather not say"), *EndReason.choices],
        required=False,
    )
    successor_wanted = forms.BooleanField(
        label="We would like somebody else to take up the post", required=False
    )


class WeighForm(SiteForm):
    """The four priorities (CA L85 to L88)."""

    priorities = forms.MultipleChoiceField(
        label="Which of the four hold for this post?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Leave all blank where none does.",
    )

    def __init__(self, *args, scene, **kwargs) -> None:
        """Beside each priority what the register says of it."""
        super().__init__(*args, **kwargs)
        self.fields["priorities"].choices = [
            (each.priority.value, f"{each.label}. {each.words}")
            for each in evidence_for(scene.post, scene.today)
        ]


class DiscussionForm(SiteForm):
    discussion = WordsField(
        label="What was discussed with the school",
        help_text="When, with whom by their job, and what was said. The school reads it."
        f" {NO_NAMES}",
    )


class AppealForm(SiteForm):
    words = WordsField(label="Why you appeal", help_text=f"The director reads this. {NO_NAMES}")


class HearForm(SiteForm):
    upheld = forms.TypedChoiceField(
        label="Your decision",
        choices=[("yes", "The post goes on"), ("no", "The funding goes to another post")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        empty_value=None,
    )
    answer = WordsField(label="Your answer to the school")


class FromDayForm(SiteForm):
    starts_on = DayField(label="From", initial=timezone.localdate)


class EndDayForm(SiteForm):
    ends_on = DayField(label="First day without it")


class ClosedForm(SiteForm):
    closed_on = DayField(label="First day without the post", initial=timezone.localdate)


class ExemptForm(SiteForm):
    starts_on = DayField(label="From", initial=timezone.localdate)
    until = DayField(label="Up to and including", required=False)
    reason = LineField(
        label="Reason", max_length=300, help_text="Exceptional circumstances, in a sentence."
    )


class ReleaseForm(SiteForm):
    academy = forms.ModelChoiceField(School.objects.none(), empty_label=None)
    agreed_on = DayField(label="Agreed on", initial=timezone.localdate)
    starts_on = DayField(label="In force from", initial=timezone.localdate)

    def __init__(self, *args, scene, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["academy"].queryset = scene.academies
        self.fields["academy"].initial = scene.academies.first()


class ConvertForm(SchoolTyped, SiteForm):
    school = SchoolTypedField(label="The academy")
    on = DayField(label="An academy since")


class MentorForm(SiteForm):
    mentor = PersonChoice(practitioners(), required=False, empty_label="Nobody")


class InductionForm(SiteForm):
    aims = forms.MultipleChoiceField(
        label="What has been reached",
        choices=InductionAim.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

"""The office's rules of what goes out around a session, and when."""

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views import generic

from core.backoffice.screens import ChangingViewSet
from psg_catalogue.enums import Reminding, Side
from psg_catalogue.models import ReminderRule
from psg_catalogue.services.reminders.kinds import kinds

# A change of any of these begins the rule anew.
_BEGINS_ANEW = {"what", "days", "working_days", "at", "is_on"}


class ReminderRuleForm(WagtailAdminModelForm):
    """Whether it comes before or after is a matter of what it is. A rule counts from now on when
    its hour changes or it is switched on: what would have been due is not made up for."""

    class Meta:
        model = ReminderRule
        fields = ["what", "days", "working_days", "at", "is_on"]
        widgets = {"at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        known = kinds()
        self.fields["what"].choices = [
            (what, f"{label}: {known[what].whom[:1].lower()}{known[what].whom[1:]}")
            for what, label in Reminding.choices
            if what in known
        ]
        if self.instance.pk:
            # What was sent stands under the rule: another thing is another rule.
            self.fields["what"].disabled = True

    def clean(self) -> dict:
        cleaned = super().clean()
        after = cleaned.get("what") == Reminding.EVALUATION
        self.instance.side = Side.AFTER if after else Side.BEFORE
        same = {name: cleaned.get(name) for name in ("what", "days", "working_days")}
        others = ReminderRule.objects.filter(**same).exclude(pk=self.instance.pk)
        if None not in same.values() and others.exists():
            self.add_error("days", "There is a rule like this already. Change that one.")
        return cleaned

    def save(self, commit: bool = True) -> ReminderRule:
        if _BEGINS_ANEW.intersection(self.changed_data) or self.instance.pk is None:
            self.instance.counts_from = timezone.now()
        return super().save(commit)


class ReminderRuleIndexView(generic.IndexView):
    add_item_label = "Add a rule"

    def get_base_queryset(self) -> QuerySet:
        return ReminderRule.objects.filter(what__in=kinds())


class ReminderRuleViewSet(ChangingViewSet):
    model = ReminderRule
    name = "reminder_rules"
    url_prefix = "reminder-rules"
    menu_label = "Rules of what goes out"
    icon = "time"
    ordering = ["-side", "-days"]
    index_view_class = ReminderRuleIndexView
    list_display = [
        TitleColumn(
            "what", label="What", accessor="get_what_display", url_name="reminder_rules:edit"
        ),
        Column("when", label="When", accessor="offset_words"),
        Column("whom", label="To whom", accessor=lambda rule: kinds()[rule.what].whom),
        BooleanColumn("is_on", label="Switched on"),
    ]

    def get_form_class(self, for_update: bool = False):
        return ReminderRuleForm

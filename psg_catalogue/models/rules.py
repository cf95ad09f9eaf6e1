"""The rules of booking that the office keeps, and the one that a school keeps for itself."""

from datetime import time

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from core.pounds import PoundsField
from directory.models import School


def _hours(name: str, default: int, help_text: str = "") -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        name,
        default=default,
        validators=[MinValueValidator(1), MaxValueValidator(720)],
        help_text=help_text,
    )


_NOTHING = "0: recorded, and nothing is charged."


class BookingRulesForm(WagtailAdminModelForm):
    """Amounts are typed in pounds."""

    late_charge = PoundsField(label="Late cancellation, in pounds", help_text=_NOTHING)
    no_show_charge = PoundsField(label="Not coming, in pounds", help_text=_NOTHING)


@register_setting(icon="clipboard-list", order=18)
class BookingRules(BaseGenericSetting):
    """How long an offer stands, when the waiting list stops, what counts as late. Money in pence.
    A change is for what happens from then on."""

    offer_hours = _hours("hours to answer an offer", 48, "At most, while the session is far off.")
    offer_least_hours = _hours("at least", 2, "However near the session is.")
    offer_share = models.PositiveSmallIntegerField(
        "share of the time left, %",
        default=25,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="Of the time until the list stops: so an offer is shorter the nearer it is.",
    )
    list_stops_days = models.PositiveSmallIntegerField(
        "days before the session", default=1, validators=[MaxValueValidator(30)]
    )
    list_stops_at = models.TimeField("at", default=time(12, 0))
    request_hours = _hours(
        "hours for a lead to agree", 72, "Where a school agrees to its colleagues’ bookings first."
    )
    notice_working_days = models.PositiveSmallIntegerField(
        "working days of notice",
        default=5,
        validators=[MaxValueValidator(30)],
        help_text="A place given back with less notice is a late cancellation. 0: none is late.",
    )
    notice_leaves_out_holidays = models.BooleanField(
        "school holidays are no working days",
        default=True,
        help_text="As the host authority’s terms say. Bank holidays never are.",
    )
    late_charge = models.PositiveIntegerField(
        "late cancellation, pence",
        default=0,
        help_text=_NOTHING,
    )
    no_show_charge = models.PositiveIntegerField("not coming, pence", default=0, help_text=_NOTHING)

    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("offer_hours"), FieldPanel("offer_least_hours")]),
                    FieldPanel("offer_share"),
                ],
                "Offers from the waiting list",
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("list_stops_days"), FieldPanel("list_stops_at")])],
                "When the waiting list stops",
                help_text="From then on nobody is offered a place; anyone may come to the door.",
            ),
            MultiFieldPanel([FieldPanel("request_hours")], "Bookings that a lead agrees to"),
            MultiFieldPanel(
                [
                    FieldPanel("notice_working_days"),
                    FieldPanel("notice_leaves_out_holidays"),
                    FieldRowPanel([FieldPanel("late_charge"), FieldPanel("no_show_charge")]),
                ],
                "Places given back late, or not used",
            ),
        ],
        base_form_class=BookingRulesForm,
    )

    class Meta:
        verbose_name = "booking rules"
        constraints = [
            models.CheckConstraint(
                condition=Q(offer_least_hours__lte=F("offer_hours")),
                name="the_shortest_offer_is_not_longer_than_the_longest",
                violation_error_message="The shortest time to answer is longer than the longest.",
            )
        ]

    def __str__(self) -> str:
        return "Booking rules"

    @classmethod
    def current(cls) -> "BookingRules":
        """The rules as they are: what the office has kept, or the usual. Writes nothing."""
        return cls.objects.first() or cls()

    def clean(self) -> None:
        """Refuses a list that would stop after the longest session could begin."""
        if self.list_stops_days == 0 and self.list_stops_at and self.list_stops_at > time(7, 0):
            raise ValidationError(
                {"list_stops_at": "On the day itself the list stops at 7:00 at the latest."}
            )


class SchoolBookingRule(models.Model):
    """What one school has settled for its own bookings. No row means the usual."""

    school = models.OneToOneField(School, on_delete=models.CASCADE, related_name="booking_rule")
    asks_lead = models.BooleanField(
        "a lead agrees before a colleague’s own booking stands", default=False
    )

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.school)

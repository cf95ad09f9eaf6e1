"""One service level agreement is in force at a time: migrations lay this down."""

from core.dates_apart import DatesApart

RULE = DatesApart(
    name="one_service_level_agreement_is_in_force_at_a_time",
    table="psg_catalogue_serviceagreement",
)
lay_down, take_up = RULE.lay_down, RULE.take_up

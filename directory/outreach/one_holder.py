"""A post has one holder at a time: migrations lay this down."""

from core.dates_apart import DatesApart

RULE = DatesApart(
    name="a_post_has_one_holder_at_a_time", table="outreach_astappointment", of="post_id"
)
lay_down, take_up = RULE.lay_down, RULE.take_up

"""The rules of booking, as the office types them."""

import pytest

from directory.enums import Role
from psg_catalogue.models import BookingRules
from tests.factories.people import person

pytestmark = pytest.mark.django_db
RULES = "/admin/settings/psg_catalogue/bookingrules/"


def test_charges_are_typed_in_pounds_and_kept_in_pence(client):
    client.force_login(person(Role.PSG_ORGANISER))
    form = client.get(RULES, follow=True)
    there = form.request["PATH_INFO"]
    typed = {name: form.context["form"][name].value() for name in form.context["form"].fields}
    typed |= {"list_stops_at": "12:00", "notice_leaves_out_holidays": "on"}

    refused = client.post(there, {**typed, "late_charge": "a tenner", "no_show_charge": "40"})
    assert "Enter an amount in pounds" in refused.content.decode()
    client.post(there, {**typed, "late_charge": "25", "no_show_charge": "40.50"})

    rules = BookingRules.current()
    assert (rules.late_charge, rules.no_show_charge) == (2_500, 4_050)
    assert 'value="25.00"' in client.get(there).content.decode()

"""One payer, several schools: a subscription each, one invoice, and nothing else in common."""

import pytest
from django.test import Client
from django.urls import reverse

from directory.models import GroupMember
from subscriptions.enums import SubscriptionState
from subscriptions.models import Invoice, Subscription
from subscriptions.refusals import (
    AlreadySubscribed,
    NobodyToPayFor,
    NotInGroup,
    TermsNotAccepted,
)
from subscriptions.services.group_payments import GroupOrder, pay_for_schools
from subscriptions.services.invoices import issue_invoice
from tests.factories.directory import SchoolFactory, SchoolGroupFactory
from tests.factories.people import finance_of, lead_of, office
from tests.factories.psg_catalogue import BookingFactory
from tests.factories.subscriptions import (
    PriceRuleFactory,
    SubscriptionFactory,
    SubscriptionSchemeFactory,
)
from tests.plugins.races import errors

pytestmark = pytest.mark.django_db
ORDER = GroupOrder(
    finance_name="Ambrose Tull",
    finance_email="trust@example.org",
    invoice_address="High Street",
    purchase_order_number="PO-77",
    terms_accepted=True,
)


@pytest.fixture
def scheme():
    scheme = SubscriptionSchemeFactory(price=15_000)
    PriceRuleFactory(scheme=scheme, price_pence=20_000, roll_from=200)
    return scheme


@pytest.fixture
def schools():
    return [SchoolFactory(number_on_roll=roll) for roll in (90, 210, None)]


@pytest.fixture
def bursar(schools):
    return finance_of(schools[0])


@pytest.fixture
def trust(schools, bursar):
    return SchoolGroupFactory(name="Marl Trust", schools=schools, finance_contact=bursar)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_three_schools_have_a_subscription_each_and_one_invoice(trust, scheme, schools, bursar):
    waiting = SubscriptionFactory(
        school=schools[2], scheme=scheme, applied=True, price_pence=11_000, vat_treatment="exempt"
    )
    invoice = pay_for_schools(trust, scheme, schools, ORDER, by=bursar)
    lines = [(line.subscription.school, line.net_pence) for line in invoice.lines.all()]
    assert lines == [(schools[0], 15_000), (schools[1], 20_000), (schools[2], 11_000)]
    assert (invoice.payer.name, invoice.purchase_order_number) == ("Marl Trust", "PO-77")
    waiting.refresh_from_db()
    covered = Subscription.objects.filter(covered_by=trust)
    assert covered.count() == 3
    assert {each.state for each in covered} == {SubscriptionState.ACTIVE}
    assert waiting in covered
    # Reports count schools, not payers (P6).
    assert covered.values("school").distinct().count() == 3


def test_all_of_them_or_none(trust, scheme, schools, bursar):
    stranger = SchoolFactory()
    gone = GroupMember.objects.create(
        group=trust, school=SchoolFactory(), starts_on="2020-01-01", ends_on="2021-01-01"
    ).school
    has_one = SubscriptionFactory(school=schools[1], scheme=scheme, priced=True)
    issue_invoice(has_one, by=None)
    for chosen, order, refused in (
        ([], ORDER, NobodyToPayFor),
        ([schools[0], stranger], ORDER, NotInGroup),
        ([schools[0], gone], ORDER, NotInGroup),
        (schools, ORDER, AlreadySubscribed),
        (schools[:1], GroupOrder("", "t@example.org", "x"), TermsNotAccepted),
    ):
        with pytest.raises(refused):
            pay_for_schools(trust, scheme, chosen, order, by=bursar)
    assert list(Subscription.objects.all()) == [has_one]
    assert Invoice.objects.count() == 1


def test_whoever_pays_ticks_schools_and_others_learn_nothing(trust, scheme, schools, bursar):
    address = reverse("subscriptions:group", args=[trust.pk])
    booking = BookingFactory(school=schools[1])
    page = signed_in(bursar).get(address).content.decode()
    assert "£500.00 for all of these" in page
    assert booking.colleague.name not in page
    typed = {
        **{f"school_{school.pk}": "on" for school in schools[:2]},
        "finance_email": "trust@example.org",
        "invoice_address": "High Street",
        "terms_accepted": "on",
    }
    for wrong in ({}, typed | {"terms_accepted": ""}):
        signed_in(bursar).post(address, wrong)
        assert not Invoice.objects.exists()
    done = signed_in(bursar).post(address, typed, follow=True).content.decode()
    invoice = Invoice.objects.get()
    assert f"Invoice {invoice} to Marl Trust is made" in done
    paper = reverse("subscriptions:invoice", args=[invoice.number])
    assert f'href="{paper}"' in done
    assert "still to pay" in done
    readers = [bursar, office(), lead_of(schools[1]), lead_of(schools[2])]
    assert [signed_in(user).get(paper).status_code for user in readers] == [200, 200, 404, 404]
    # The second school reads who pays, and no sum; neither school's page shows the other's people.
    page = signed_in(readers[2]).get(reverse("directory:school", args=[schools[1].urn]))
    assert "to Marl Trust" in page.content.decode()
    assert "£350.00" not in page.content.decode()
    assert (
        signed_in(bursar).get(reverse("directory:school", args=[schools[1].urn])).status_code == 404
    )


def test_right_to_pay_ends_with_the_role(trust, scheme, schools, bursar):
    address = reverse("subscriptions:group", args=[trust.pk])
    client = signed_in(bursar)
    assert client.get(address).status_code == 200
    assert client.get(reverse("subscriptions:groups"))["Location"] == address
    GroupMember.objects.filter(school=schools[0]).update(ends_on="2020-01-01")
    assert client.get(address).status_code == 404
    GroupMember.objects.filter(school=schools[0]).update(ends_on=None)
    bursar.roles.update(ends_on=bursar.roles.get().starts_on)
    assert client.get(address).status_code == 404
    assert client.post(address, {}).status_code == 404
    assert "You pay for no group" in client.get(reverse("subscriptions:groups")).content.decode()


def test_page_costs_the_same_for_one_school_and_for_thirty(scheme, count_queries):
    desk, few = signed_in(office()), None
    for number in (1, 30):
        group = SchoolGroupFactory(schools=SchoolFactory.create_batch(number))
        SubscriptionFactory(school=group.schools_on().first(), scheme=scheme)
        address = reverse("subscriptions:group", args=[group.pk])
        desk.get(address)
        cost = count_queries(lambda address=address: desk.get(address))
        few = few or cost
    assert cost == few <= 15


@pytest.mark.postgres
def test_trust_and_school_at_once_make_one_subscription_and_one_invoice_each(threads):
    scheme = SubscriptionSchemeFactory(price=15_000)
    schools = SchoolFactory.create_batch(3)
    trust, by = SchoolGroupFactory(schools=schools), office()
    outcomes = threads(lambda: pay_for_schools(trust, scheme, schools, ORDER, by=by), times=4)
    assert {type(error) for error in errors(outcomes)} == {AlreadySubscribed}
    assert (Subscription.objects.count(), Invoice.objects.count()) == (3, 1)

"""A term opens: what is due is on the list, once."""

from datetime import date, timedelta

import pytest

from directory.outreach.enums import FundingType, PostState
from directory.outreach.funding_enums import Payee
from directory.outreach.models import FundingRelease, TermReturn
from directory.outreach.payees import payee_of
from directory.outreach.services.term_papers import open_papers, open_papers_of_this_year
from tests.factories.directory import SchoolFactory
from tests.factories.outreach import ASTAppointmentFactory, ASTPostFactory
from tests.factories.outreach_money import FundingStreamFactory, StreamPostFactory, TermFactory
from tests.plugins.races import errors

pytestmark = pytest.mark.django_db


def test_every_post_with_somebody_in_it_owes_a_return_and_a_paid_one_has_a_release():
    stream = FundingStreamFactory()
    funded = ASTAppointmentFactory().post
    own = ASTAppointmentFactory(post=ASTPostFactory(funding=FundingType.SCHOOL_FUNDED)).post
    released = ASTAppointmentFactory(post=ASTPostFactory(funding=FundingType.ACADEMY_RELEASE)).post
    kept = ASTAppointmentFactory(post=ASTPostFactory(funding=FundingType.ACADEMY_KEPT)).post
    retained = ASTAppointmentFactory(post=ASTPostFactory(state=PostState.RETAINED)).post
    exempt = ASTPostFactory(exempt_from=date(2012, 9, 1), exempt_reason="Long illness.")
    ASTAppointmentFactory(post=exempt)
    ASTPostFactory()  # vacant
    for post in (funded, own, released, kept):
        StreamPostFactory(stream=stream, post=post, cover_pence=300)

    for _ in range(2):
        open_papers(TermFactory())

    assert set(TermReturn.objects.values_list("post", flat=True)) == {
        funded.pk, own.pk, released.pk,
    }  # fmt: skip
    assert retained.pk not in set(TermReturn.objects.values_list("post", flat=True))
    paid = FundingRelease.objects.all()
    assert {each.post_id for each in paid} == {funded.pk, released.pk}
    assert {(each.amount_pence, each.not_before) for each in paid} == {(100, date(2012, 12, 21))}


def test_return_is_the_one_of_whoever_held_the_post_last_in_the_term():
    post = ASTPostFactory()
    ASTAppointmentFactory(post=post, last_day=date(2012, 10, 5))
    second = ASTAppointmentFactory(post=post, starts_on=date(2012, 10, 6))

    open_papers(TermFactory())

    assert TermReturn.objects.get().practitioner == second.practitioner


def test_only_terms_that_have_begun_are_opened():
    ASTAppointmentFactory()
    term = TermFactory(running=True)

    open_papers_of_this_year(term.starts_on - timedelta(1))
    assert not TermReturn.objects.exists()
    open_papers_of_this_year(term.starts_on)
    assert TermReturn.objects.get().term == term


def test_payee_is_the_school_or_the_trust_of_an_academy():
    """CB ¶3, ¶9; a foundation school's trust is not paid in its place."""
    trust = {"trust_name": "Marl Vale Trust"}

    assert payee_of(SchoolFactory(name="Ambling")) == (Payee.SCHOOL, "Ambling")
    assert payee_of(SchoolFactory(type_group_code="10", **trust)) == (
        Payee.TRUST,
        "Marl Vale Trust",
    )
    assert payee_of(SchoolFactory(type_group_code="4", **trust))[0] == Payee.SCHOOL


@pytest.mark.postgres
def test_two_workers_that_open_a_term_at_once_open_it_once(threads):
    placed = StreamPostFactory()
    ASTAppointmentFactory(post=placed.post)
    term = TermFactory()

    outcomes = threads(lambda: open_papers(term), times=2)

    assert errors(outcomes) == []
    assert (TermReturn.objects.count(), FundingRelease.objects.count()) == (1, 1)

"""Rows of one form that change places, or say the same: never an error of the database."""

import pytest
from wagtail.admin.panels import get_edit_handler
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from psg_catalogue.models import StudyGroupPage
from subscriptions.models import PriceRule, SubscriptionScheme
from tests.factories.core import UserFactory
from tests.factories.directory import PractitionerFactory
from tests.factories.psg_catalogue import StudyGroupPageFactory
from tests.factories.subscriptions import PriceRuleFactory, SubscriptionSchemeFactory

pytestmark = pytest.mark.django_db


def scheme_form(scheme, *rules):
    """The office's form with these prices: each a row, and its tier from now on."""
    typed = {
        "academic_year": scheme.academic_year,
        "name": "A year",
        "vat_treatment": "exempt",
        "payment_terms_days": 30,
        "entitlement": "all",
        "unpaid_may_book": "always",
        "grace_days": 0,
        "terms": "",
        "prices": inline_formset(
            [
                {"id": rule.pk, "tier": tier, "price_pence": "1", "in_host_authority": "unknown",
                 **({"DELETE": "1"} if not tier else {})}
                for rule, tier in rules
            ],
            initial=len(rules),
        ),
        "shares": inline_formset([]),
        "parts": inline_formset([]),
    }  # fmt: skip
    form_class = get_edit_handler(SubscriptionScheme).get_form_class()
    return form_class(nested_form_data(typed), instance=scheme, for_user=UserFactory())


def test_prices_change_places_or_follow_one_that_goes_and_keep_their_rows():
    scheme = SubscriptionSchemeFactory()
    one, two, three = (
        PriceRuleFactory(scheme=scheme, tier=tier) for tier in ("primary", "secondary", "special")
    )
    form = scheme_form(scheme, (one, "secondary"), (two, "primary"), (three, "special"))
    assert form.is_valid(), form.errors
    form.save()
    tiers = dict(PriceRule.objects.values_list("pk", "tier"))
    assert tiers == {one.pk: "secondary", two.pk: "primary", three.pk: "special"}
    form = scheme_form(scheme, (one, "special"), (two, "secondary"), (three, ""))
    assert form.is_valid(), form.errors
    form.save()
    tiers = dict(PriceRule.objects.values_list("pk", "tier"))
    assert tiers == {one.pk: "special", two.pk: "secondary"}
    form = scheme_form(scheme, (one, "special"), (two, "special"))
    assert not form.is_valid()
    said = form.formsets["prices"].non_form_errors()
    assert "Two prices are for the same kind of school." in str(said)


def page_form(page, *leaders):
    typed = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "audience": page.audience,
        "aims": rich_text(""),
        "body": streamfield([]),
        "leaderships": inline_formset(
            [
                {"id": row.pk, "practitioner": person.pk, **({"DELETE": "1"} if gone else {})}
                for row, person, gone in leaders
            ],
            initial=len(leaders),
        ),
        "comments": inline_formset([]),
    }
    form_class = StudyGroupPage.get_edit_handler().get_form_class()
    parent = page.get_parent()
    return form_class(
        nested_form_data(typed), instance=page, parent_page=parent, for_user=UserFactory()
    )


def test_leaders_of_a_page_that_change_places_are_a_sentence():
    people = PractitionerFactory.create_batch(2)
    page = StudyGroupPageFactory(leaders=people)
    first, second = page.leaderships.order_by("sort_order", "pk")
    swapped = page_form(page, (first, people[1], False), (second, people[0], False))
    assert not swapped.is_valid()
    assert "Two rows have changed places" in str(swapped.formsets["leaderships"].non_form_errors())
    twice = page_form(page, (first, people[1], False), (second, people[1], False))
    assert not twice.is_valid()
    # One who takes the row of somebody who goes is no swap.
    page = StudyGroupPage.objects.get(pk=page.pk)
    moved = page_form(page, (first, people[1], False), (second, people[1], True))
    assert moved.is_valid(), (moved.errors, moved.formsets["leaderships"].errors)
    moved.save()
    assert [row.practitioner for row in page.leaderships.all()] == [people[1]]

import pytest
from django.template import Context, Template

from core.models import PartnershipSettings
from directory.enums import Outreach
from tests.factories.core import ImageFactory
from tests.factories.directory import PenPortraitPageFactory, PractitionerFactory, the_directory

pytestmark = pytest.mark.django_db


def rendered(tag: str, **context) -> str:
    partnership = PartnershipSettings(coordinator_email="coordinator@example.org")
    template = Template("{% load portraits %}" + tag)
    return template.render(Context({"partnership": partnership, **context}))


def test_plates_are_of_people_who_can_be_asked():
    PenPortraitPageFactory(practitioner=PractitionerFactory(name="Tamsin Quillfeather"))
    PenPortraitPageFactory(
        practitioner=PractitionerFactory(name="Cosmo", outreach=Outreach.OWN_SCHOOL)
    )

    plates = rendered("{% portrait_plates 6 %}")

    assert plates.count("<a ") == 1
    assert "Tamsin" in plates
    assert "/find-an-ast/tamsin-quillfeather/" in plates


def test_plates_are_as_many_as_asked_for():
    PenPortraitPageFactory.create_batch(4)

    assert rendered("{% portrait_plates 3 %}").count("<a ") == 3


def test_plates_are_nothing_without_a_directory_to_lead_to():
    PenPortraitPageFactory()
    the_directory().unpublish()

    assert rendered("{% portrait_plates 6 %}").strip() == ""


def test_plate_of_a_practitioner_is_the_photograph_or_a_drawing():
    shown = PenPortraitPageFactory(photo=ImageFactory())
    tag = "{% practitioner_plate person %}"

    assert "<img" in rendered(tag, person=shown.practitioner)
    assert "<svg" in rendered(tag, person=PractitionerFactory())


def test_photograph_of_a_draft_is_shown_to_nobody():
    draft = PenPortraitPageFactory(photo=ImageFactory(), live=False)

    assert "<svg" in rendered("{% practitioner_plate person %}", person=draft.practitioner)


def test_address_of_a_portrait_is_empty_until_it_is_published():
    tag = "{% portrait_url person as url %}[{{ url }}]"
    shown, draft = PenPortraitPageFactory(), PenPortraitPageFactory(live=False)

    assert rendered(tag, person=shown.practitioner) == f"[{shown.get_url()}]"
    assert rendered(tag, person=draft.practitioner) == "[]"
    assert rendered(tag, person=PractitionerFactory()) == "[]"


def test_coordinators_address_falls_back_on_the_offices():
    assert rendered("{% coordinator_address %}") == "coordinator@example.org"
    office = PartnershipSettings(coordinator_email="", office_email="office@example.org")
    assert rendered("{% coordinator_address %}", partnership=office) == "office@example.org"


def test_way_to_the_coordinator_says_what_it_is_about(client):
    page = PenPortraitPageFactory(practitioner=PractitionerFactory(name="Tamsin Quillfeather"))

    link = rendered("{% coordinator_url about %}", about=page.slug)

    assert link == "/contact/?topic=ast&amp;about=tamsin-quillfeather"
    letter = client.get(link.replace("&amp;", "&")).content.decode()
    assert "Tamsin Quillfeather" in letter

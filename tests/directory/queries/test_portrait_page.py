import pytest

from directory.models import KeyStage
from directory.queries.portrait_page import shown_portrait
from tests.factories.core import ImageFactory
from tests.factories.directory import OfferFactory, PenPortraitPageFactory, SubjectFactory
from tests.factories.psg_catalogue import StudyGroupPageFactory, StudyGroupSessionFactory

pytestmark = pytest.mark.django_db


def test_draft_shows_words_that_are_not_published_yet():
    portrait = PenPortraitPageFactory(subjects=[SubjectFactory(name="Art")])
    portrait.subjects = [SubjectFactory(name="SEND"), SubjectFactory(name="Music")]
    portrait.key_stages = list(KeyStage.objects.filter(slug__in=["ks2", "eyfs"]))
    portrait.offers = [OfferFactory(name="Coaching")]
    draft = portrait.save_revision().as_object()

    shown = shown_portrait(draft, draft=True)

    assert (shown.subjects, shown.stages) == ("Music and SEND", "Early years and key stage 2")
    assert shown.offers == ["Coaching"]
    assert shown_portrait(portrait).subjects == "Art"


def test_page_lists_the_study_groups_somebody_leads(client):
    portrait = PenPortraitPageFactory()
    group = StudyGroupPageFactory(title="Sounds first", leaders=[portrait.practitioner])
    StudyGroupSessionFactory(study_group=group)
    StudyGroupSessionFactory(study_group=StudyGroupPageFactory(title="Somebody else's"))

    page = client.get(portrait.get_url()).content.decode()

    assert f"Study groups {portrait.first_name} leads" in page
    assert "Sounds first" in page
    assert "Somebody else" not in page


def test_page_costs_the_same_however_much_there_is(client, count_queries):
    portrait = PenPortraitPageFactory(photo=ImageFactory(), subjects=[SubjectFactory()])
    group = StudyGroupPageFactory(leaders=[portrait.practitioner])
    StudyGroupSessionFactory(study_group=group)
    StudyGroupSessionFactory(study_group=group, held=True)
    client.get(portrait.get_url())
    one = count_queries(lambda: client.get(portrait.get_url()))
    portrait.subjects = SubjectFactory.create_batch(5)
    portrait.offers = OfferFactory.create_batch(5)
    portrait.save()
    for _ in range(4):
        more = StudyGroupPageFactory(leaders=[portrait.practitioner])
        StudyGroupSessionFactory.create_batch(3, study_group=more)

    assert count_queries(lambda: client.get(portrait.get_url())) == one
    assert one <= 15

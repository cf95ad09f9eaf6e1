from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from directory.enums import Role
from directory.models import School
from directory.outreach.enums import AUTHORITY_ROLES
from directory.outreach.models import ASTPost, OutreachSettings
from tests.factories.directory import SchoolFactory, SubjectFactory, the_directory
from tests.factories.outreach import (
    ASTAppointmentFactory,
    ASTPostFactory,
    CategoryOfConcernFactory,
    PostReviewFactory,
)
from tests.factories.people import colleague_of, lead_of, office, person

pytestmark = pytest.mark.django_db

REGISTER = "/outreach/register/"
TODAY = timezone.localdate()


@pytest.fixture
def coordinator(client):
    user = person(Role.AST_COORDINATOR)
    client.force_login(user)
    return user


def test_register_is_for_the_authoritys_people(client):
    school = SchoolFactory()
    for role in AUTHORITY_ROLES:
        client.force_login(person(role))
        assert client.get(REGISTER).status_code == 200
    for user in (lead_of(school), office(), person(Role.PRACTITIONER), person(Role.FINANCE)):
        client.force_login(user)
        assert client.get(REGISTER).status_code == 404
        assert client.get(f"{REGISTER}?format=csv").status_code == 404


def test_register_is_narrowed_and_counted_as_at_a_day(client, coordinator):
    held = ASTAppointmentFactory(starts_on=TODAY - timedelta(9))
    ASTPostFactory(funding="school_funded", phase="secondary")
    PostReviewFactory(opened_on=TODAY)

    def lines(**ticks) -> int:
        return len(client.get(REGISTER, ticks).context["page"].lines)

    assert lines() == 3
    assert "2 LA-funded: 2 primary; 1 school-funded" in client.get(REGISTER).content.decode()
    assert lines(standing="filled") == 1
    assert lines(standing="filled", on=(TODAY - timedelta(10)).isoformat()) == 0
    assert lines(standing="vacant") == 2
    assert lines(standing="review") == 1
    assert lines(funding="school_funded") == lines(counted="secondary") == 1
    assert lines(subject=held.post.subject.slug) == 1
    School.objects.filter(pk=held.post.base_school_id).update(area="North")
    assert lines(area="North") == 1
    assert client.get(REGISTER, {"on": "soon"}).context["page"].day == TODAY


def test_register_is_downloaded_as_it_is_shown(client, coordinator):
    held = ASTAppointmentFactory(practitioner__name="=Osric")
    CategoryOfConcernFactory(school=held.post.base_school, local=True)
    ASTPostFactory(funding="school_funded")
    csv = client.get(f"{REGISTER}?standing=filled&format=csv")
    lines = b"".join(csv.streaming_content).decode().splitlines()
    xlsx = client.get(f"{REGISTER}?format=xlsx")
    sheet = load_workbook(BytesIO(b"".join(xlsx.streaming_content))).active

    assert len(lines) == 2
    assert "'=Osric" in lines[1]
    assert sheet.max_row == 3
    assert "own list" not in str(lines) + str(list(sheet.values))


def test_register_costs_the_same_for_one_and_for_thirty(client, coordinator, count_queries):
    ASTAppointmentFactory()
    client.get(REGISTER)
    one = count_queries(lambda: client.get(REGISTER))
    for _ in range(29):
        ASTAppointmentFactory()
    assert count_queries(lambda: client.get(REGISTER)) == one <= 25


def test_coordinator_enters_an_existing_post(client, coordinator):
    school, subject = SchoolFactory(name="Hollow Oak"), SubjectFactory()
    typed = {
        "school": "Hollow Oak", "subject": subject.pk, "phase": "middle", "outreach_percent": 20,
        "funding_type": "la_funded", "opened_on": "2026-09-01",
    }  # fmt: skip
    response = client.post(f"{REGISTER}add/", {**typed, "school": "Nowhere"})
    assert response.status_code == 200
    assert not ASTPost.objects.exists()
    response = client.post(f"{REGISTER}add/", typed)
    post = ASTPost.objects.get()
    assert response["Location"] == f"/outreach/posts/{post.pk}/"
    assert (post.base_school, post.funding_on()) == (school, "la_funded")

    client.force_login(person(Role.ADVISER))
    assert client.post(f"{REGISTER}add/", typed).status_code == 404
    assert ASTPost.objects.count() == 1


def test_post_shows_each_what_is_theirs(client, count_queries):
    review = PostReviewFactory()
    held = ASTAppointmentFactory(post=review.post)
    school = held.post.base_school
    CategoryOfConcernFactory(school=school, local=True)
    held.practitioner.user = person()
    held.practitioner.save()
    address = f"/outreach/posts/{held.post.pk}/"

    def page(user) -> str:
        client.force_login(user)
        return client.get(address).content.decode()

    head = page(person(Role.PD_HEAD))
    assert "The four priorities" in head
    assert "own list" in head
    assert "Go through the four priorities" in head
    lead = page(lead_of(school))
    assert "Pay for the post ourselves" in lead
    assert "The four priorities" not in lead
    ast = page(held.practitioner.user)
    assert "nothing for you to do" in ast
    assert "own list" not in lead + ast
    for user in (colleague_of(school), office(), lead_of(SchoolFactory())):
        client.force_login(user)
        assert client.get(address).status_code == 404
    client.force_login(person(Role.PD_HEAD))
    assert count_queries(lambda: client.get(address)) <= 25


def test_step_is_taken_and_refused_in_a_sentence(client):
    held = ASTAppointmentFactory()
    client.force_login(lead_of(held.post.base_school))
    address = reverse("outreach:post_step", args=[held.post.pk, "leaving"])
    response = client.post(address, {"last_day": "2001-01-01"})
    assert "give a later day" in response.content.decode()
    assert 'value="2001-01-01"' in response.content.decode()
    response = client.post(address, {"last_day": TODAY.isoformat(), "successor_wanted": "on"})

    held.refresh_from_db()
    assert response["Location"] == f"/outreach/posts/{held.post.pk}/"
    assert (held.last_day, held.end_reason) == (TODAY, "other")
    assert held.post.reviews.get().successor_wanted


def test_step_that_is_not_possible_now_leads_back(client, coordinator):
    post = ASTPostFactory()
    response = client.get(reverse("outreach:post_step", args=[post.pk, "approve"]), follow=True)
    assert response.redirect_chain == [(f"/outreach/posts/{post.pk}/", 302)]
    assert "not possible now" in response.content.decode()


def test_review_goes_its_way_on_the_screen(client):
    """The head weighs, then decides; redirecting is not offered while a priority is ticked."""
    review = PostReviewFactory()
    client.force_login(person(Role.PD_HEAD))

    def step(name, **typed):
        return client.post(reverse("outreach:post_step", args=[review.post.pk, name]), typed)

    def offered() -> str:
        return client.get(f"/outreach/posts/{review.post.pk}/").content.decode()

    step("weigh", priorities=["area"])
    assert "Redirect the funding" not in offered()
    step("weigh")
    assert "Redirect the funding" in offered()
    assert "Enter what was discussed" in step("propose", discussion="").content.decode()
    step("propose", discussion="By telephone with the head.")
    review.refresh_from_db()
    assert review.state == "proposed"

    client.force_login(lead_of(review.post.base_school))
    step("appeal", words="Please.")
    client.force_login(person(Role.DIRECTOR))
    assert "Choose your decision" in step("hear", answer="x").content.decode()
    step("hear", upheld="no", answer="After thought.")
    review.refresh_from_db()
    assert review.state == "redirected"


def test_school_reads_its_posts_and_asks_for_one(client):
    school, subject = SchoolFactory(), SubjectFactory()
    held = ASTAppointmentFactory(post__base_school=school)
    ASTPostFactory(base_school=school, state="declined", opened_on=None)
    client.force_login(lead_of(school))
    page = client.get(f"/my-school/{school.urn}/posts/").content.decode()
    assert held.practitioner.name in page
    assert "Not agreed" in page

    typed = {"subject": subject.pk, "phase": "primary", "case": "Music."}
    response = client.post(f"/my-school/{school.urn}/posts/ask/", typed)
    assert response["Location"] == f"/my-school/{school.urn}/posts/"
    asked = ASTPost.objects.get(state="proposed")
    assert (asked.base_school, asked.request.case) == (school, "Music.")


def test_closed_recruitment_takes_the_invitations_off(client):
    """CB ¶10."""
    school, directory = SchoolFactory(), the_directory()
    client.force_login(lead_of(school))
    address = f"/my-school/{school.urn}/posts/"
    invitations = {address: "Ask for a post", directory.url: "Become an AST"}
    for page, words in invitations.items():
        assert words in client.get(page).content.decode()
    OutreachSettings.objects.update(recruitment_closed=True)
    for page, words in invitations.items():
        assert words not in client.get(page).content.decode()

    assert client.get(f"{address}ask/").status_code == 302
    client.post(f"{address}ask/", {"subject": SubjectFactory().pk, "phase": "primary", "case": "x"})
    assert not ASTPost.objects.exists()
    assert f'href="{address}"' in client.get(f"/my-school/{school.urn}/").content.decode()

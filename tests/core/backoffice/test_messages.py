import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from core.models import Message, User
from tests.factories.core import UserFactory
from tests.factories.messages import MessageFactory

pytestmark = pytest.mark.django_db
INDEX = "/admin/messages/"


def person_who_may(*codenames: str) -> User:
    """Someone who may enter the back office, and there these things."""
    group = Group.objects.create(name="-".join(codenames) or "nothing")
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    user = UserFactory()
    user.groups.add(group)
    return user


@pytest.fixture
def office(client):
    client.force_login(person_who_may("view_message", "resend_message"))
    return client


@pytest.fixture
def reader(client):
    client.force_login(person_who_may("view_message"))
    return client


@pytest.fixture
def other(client):
    client.force_login(person_who_may())
    return client


def inspect_url(message: Message) -> str:
    return f"{INDEX}inspect/{message.pk}/"


def again_url(message: Message) -> str:
    return f"{INDEX}send-again/{message.pk}/"


def test_office_sees_every_message_and_its_state(office):
    MessageFactory(subject="Waiting words", to_email="nell@example.org")
    MessageFactory(failed=True, subject="Refused words", kind="booking_confirmed")

    page = office.get(INDEX).content.decode()

    for words in ("Waiting words", "nell@example.org", "Queued", "Refused words", "Failed"):
        assert words in page
    assert "A colleague is booked" in page
    assert "550 5.1.1 No such mailbox" in page


def test_menu_leads_there_for_those_who_may(office):
    assert "/admin/messages/" in office.get("/admin/").content.decode()


def test_menu_hides_it_from_others(other):
    assert "/admin/messages/" not in other.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("state=failed", {"Refused"}),
        ("state=queued", {"Waiting", "Another"}),
        ("kind=reminder", {"Another"}),
        ("q=nell%40example.org", {"Waiting"}),
        ("q=refus", {"Refused"}),
    ],
)
def test_messages_are_found_by_state_kind_and_words(office, query, shown):
    MessageFactory(subject="Waiting", to_email="nell@example.org")
    MessageFactory(failed=True, subject="Refused")
    MessageFactory(subject="Another", kind="reminder")

    rows = office.get(f"{INDEX}?{query}").context["object_list"]

    assert {message.subject for message in rows} == shown


def test_listing_costs_the_same_for_one_and_for_thirty(office, count_queries):
    MessageFactory()
    office.get(INDEX)
    one = count_queries(lambda: office.get(INDEX))
    MessageFactory.create_batch(29)

    assert count_queries(lambda: office.get(INDEX)) == one


def test_message_is_shown_whole_and_nothing_in_it_runs(office):
    message = MessageFactory(
        failed=True, subject="<script>alert(1)</script>", text_body="One <b>line</b>\nand another"
    )

    page = office.get(inspect_url(message)).content.decode()

    assert "One &lt;b&gt;line&lt;/b&gt;<br>and another" in page
    assert "550 5.1.1 No such mailbox" in page
    assert "<script>alert(1)" not in page
    assert "Next try" not in page
    assert "<script>alert(1)" not in office.get(INDEX).content.decode()


def test_kept_words_of_a_secret_message_show_no_link(office):
    message = MessageFactory(text_body="Answer at [link]", link_kind="tests", link_object_id="7")

    assert "Answer at [link]" in office.get(inspect_url(message)).content.decode()


def test_asking_to_send_again_changes_nothing_until_it_is_confirmed(office):
    message = MessageFactory(failed=True)

    page = office.get(again_url(message)).content.decode()

    assert "did not reach" in page
    assert "550 5.1.1 No such mailbox" in page
    message.refresh_from_db()
    assert message.state == Message.State.FAILED


def test_failed_message_is_queued_again(office):
    message = MessageFactory(failed=True)

    response = office.post(again_url(message), follow=True)

    message.refresh_from_db()
    assert (message.state, message.tries) == (Message.State.QUEUED, 0)
    assert response.redirect_chain == [(inspect_url(message), 302)]
    assert f"is queued for {message.to_email}." in response.content.decode()


def test_sent_message_is_written_a_second_time(office):
    message = MessageFactory(sent=True)

    office.post(again_url(message))

    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == [
        "sent",
        "queued",
    ]


def came_back(**fields) -> Message:
    return MessageFactory(
        sent=True,
        delivery="bounced",
        delivery_at=timezone.now(),
        delivery_reason="550 mailbox is gone",
        **fields,
    )


def test_button_stands_beside_what_wants_another_try_alone(office):
    sent, waits, failed = MessageFactory(sent=True), MessageFactory(), MessageFactory(failed=True)
    tried, back = MessageFactory(tries=2), came_back()

    page = office.get(INDEX).content.decode()

    for message in (failed, tried, back):
        assert f'action="{again_url(message)}"' in page
    for message in (sent, waits):
        assert again_url(message) not in page
    assert again_url(sent) in office.get(inspect_url(sent)).content.decode()
    assert "mailbox is gone" in office.get(again_url(back)).content.decode()


def test_one_press_in_the_list_sends_again_and_leads_back_to_it(office):
    back = came_back(to_email="nell@example.org")

    response = office.post(again_url(back), {"back": "list"}, follow=True)

    assert response.redirect_chain == [(INDEX, 302)]
    again = Message.objects.exclude(pk=back.pk).get()
    assert (again.state, again.delivery, again.provider_id) == ("queued", "", "")
    assert "is queued for nell@example.org." in response.content.decode()


@pytest.mark.parametrize(
    ("state", "shown", "shown_where_nothing_is_sent"),
    [
        ("queued", {"Waits"}, set()),
        ("held", set(), {"Waits"}),
        ("sent", {"Went"}, {"Went"}),
        ("delivered", {"Arrived"}, {"Arrived"}),
        ("bounced", {"Returned", "Refused"}, {"Returned", "Refused"}),
        ("failed", {"Broken"}, {"Broken"}),
    ],
)
def test_messages_are_found_by_what_became_of_them(
    office, settings, state, shown, shown_where_nothing_is_sent
):
    heard = {"sent": True, "delivery_at": timezone.now()}
    MessageFactory(subject="Waits")
    MessageFactory(subject="Went", sent=True)
    MessageFactory(subject="Arrived", delivery="delivered", **heard)
    MessageFactory(subject="Refused", delivery="rejected", **heard)
    came_back(subject="Returned")
    MessageFactory(subject="Broken", failed=True)

    def found() -> set[str]:
        page = office.get(INDEX, {"state": state})
        return {each.subject for each in page.context["object_list"]}

    assert found() == shown
    settings.MAIL_TRANSPORT = "anymail.backends.postmark.EmailBackend"
    settings.DEMO_MODE = True
    assert found() == shown_where_nothing_is_sent
    page = office.get(INDEX).content.decode()
    assert "Nothing is sent from this copy of the site:" in page
    assert "Held" in page


def test_reader_may_look_and_not_send(reader):
    message = MessageFactory(failed=True)

    assert reader.get(INDEX).status_code == 200
    page = reader.get(inspect_url(message)).content.decode()
    assert "Send again" not in page
    assert "Send again" not in reader.get(INDEX).content.decode()
    assert reader.get(again_url(message)).status_code == 302
    assert reader.post(again_url(message)).status_code == 302
    message.refresh_from_db()
    assert message.state == Message.State.FAILED


@pytest.mark.parametrize("ending", ["", "results/", "?export=csv", "inspect/{}/", "send-again/{}/"])
def test_others_in_the_back_office_see_no_message(other, ending):
    message = MessageFactory(subject="Private words")
    url = INDEX + ending.format(message.pk)

    for response in (other.get(url), other.post(url)):
        assert response.status_code in (302, 405)
        assert "Private words" not in response.content.decode()
    message.refresh_from_db()
    assert (message.state, Message.objects.count()) == (Message.State.QUEUED, 1)


def test_stranger_is_sent_to_sign_in(client):
    response = client.get(INDEX)

    assert response.status_code == 302
    assert "login" in response["Location"]


@pytest.mark.parametrize("view", ["add", "edit", "delete", "copy", "history", "usage"])
def test_nobody_writes_edits_or_deletes_a_message(admin_client, view):
    MessageFactory()

    with pytest.raises(NoReverseMatch):
        reverse(f"message:{view}", args=[] if view == "add" else [1])
    assert admin_client.get(f"{INDEX}new/").status_code == 404
    assert admin_client.get(INDEX).status_code == 200


def test_message_that_is_not_there_is_not_found(office):
    assert office.get(f"{INDEX}send-again/999/").status_code == 404
    assert office.post(f"{INDEX}send-again/999/").status_code == 404
    assert office.get(f"{INDEX}inspect/999/").status_code == 404


def test_export_runs_no_formula(office):
    MessageFactory(subject="=HYPERLINK(1)\x0b")

    lines = b"".join(office.get(f"{INDEX}?export=csv").streaming_content).decode()

    assert "'=HYPERLINK(1)," in lines
    assert office.get(f"{INDEX}?export=xlsx").status_code == 200

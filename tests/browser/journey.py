"""The people of the journey: each with a browser of their own, and a letter box."""

import re
from datetime import datetime, timedelta

from django.core import mail
from django.utils import timezone
from playwright.sync_api import Browser, Page

from core.academic_year import LONDON
from core.models import User
from core.services.sending import send_due_messages
from directory.enums import Role
from directory.services.roles import grant_role
from psg_catalogue.models import StudyGroupSession
from tests.browser.hands import sign_in
from tests.factories.core import UserFactory

PASSWORD = "three random words"
LINK = re.compile(r"https?://\S+")


class People:
    """Opens a browser for each person, and reads what the site wrote to them."""

    def __init__(self, browser: Browser, url: str, options: dict) -> None:
        self.browser, self.url, self.options = browser, url, options
        self.problems: list[str] = []

    def page(self) -> Page:
        """A browser nobody has signed in to, which reports what a policy refused."""
        context = self.browser.new_context(**{**self.options, "base_url": self.url})
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("console", self._heard)
        return page

    def _heard(self, message) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.problems.append(message.text)

    def staff(self, role: Role) -> Page:
        """Someone of the partnership's own, signed in."""
        user = UserFactory(first_name=role.label)
        grant_role(user, role)
        return self.signed_in(user)

    def signed_in(self, user: User) -> Page:
        page = self.page()
        sign_in(page.context, self.url, user)
        return page

    def letters(self, address: str, words: str) -> list[str]:
        """What the site has written to an address with these words in it."""
        send_due_messages()
        return [
            letter.body
            for letter in mail.outbox
            if any(address in to for to in letter.to) and words in letter.subject + letter.body
        ]

    def link(self, address: str, words: str, part: str) -> str:
        """The newest link to an address of ours in a letter."""
        body = self.letters(address, words)[-1]
        return next(link for link in LINK.findall(body) if part in link)


def sign_up(people: People, *, email: str, first: str, last: str) -> Page:
    """Someone makes an account and shows that the address is theirs."""
    page = people.page()
    page.goto("/account/signup/")
    page.get_by_label("First name").fill(first)
    page.get_by_label("Last name").fill(last)
    page.get_by_label("Work email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/confirm-email/**")
    page.goto(people.link(email, "", "/account/confirm-email/"))
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    if "/login/" in page.url:
        page.get_by_label("Work email address").fill(email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
    return page


def claim(page: Page, school: str, *, job: str) -> None:
    """Someone asks to be the lead of a school."""
    page.goto("/my-school/claim/")
    page.locator("main input[name=q]").fill(school)
    page.locator("main form[role=search] button").click()
    page.get_by_label(school).check()
    page.get_by_label("Lead", exact=False).first.check()
    page.locator("main input[name=job_title]").fill(job)
    page.get_by_role("button", name="Ask for access").click()
    page.wait_for_load_state()


def has_begun(session: StudyGroupSession) -> None:
    """Time goes by: the session began an hour ago."""
    start = timezone.now() - timedelta(hours=1)
    StudyGroupSession.objects.filter(pk=session.pk).update(
        starts_at=start, ends_at=start + timedelta(minutes=90), booking_closes_at=start
    )


def in_a_fortnight() -> str:
    """A weekday two weeks ahead, as the back office writes it."""
    day = datetime.now(tz=LONDON).date() + timedelta(days=14)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return f"{day:%d/%m/%Y}"

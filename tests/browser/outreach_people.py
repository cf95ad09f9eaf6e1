"""The people and the places of the outreach journey, and everything that could carry what it must
not: mail, addresses, logs, exports, the search index, the record of changes."""

import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page
from wagtail.search.models import IndexEntry

from core.models import AuditEntry, Message
from core.services.sending import send_due_messages
from directory.enums import Role
from directory.outreach.enums import FundingType, Phase
from directory.outreach.models import ASTAppointment, ASTPost
from directory.outreach.services.streams import put_on_stream
from directory.outreach.services.term_papers import open_papers
from directory.outreach.term_amounts import financial_year_of
from tests.browser.journey import People
from tests.factories.directory import PractitionerFactory, SchoolFactory, SubjectFactory
from tests.factories.outreach import (
    ASTAppointmentFactory,
    ASTPostFactory,
    CategoryOfConcernFactory,
)
from tests.factories.outreach_money import FundingStreamFactory, TermFactory
from tests.factories.people import lead_of, person

HOST, BASE = "Fennelcombe Lower School", "Plovermere Primary School"
COLLEAGUE = "Jessamy Thorne-Hidden"
# What the authority wrote about its own list, and what the list is called on screens.
LOCAL_NOTE, LOCAL_WORDS = "Zanthoxylum review of spring", "own list"
LEADER, HEAD = "maud@example.org", "ignatius@example.org"


class Outreach:
    """A post on a stream with an AST in it, a school on the authority's own list, and a term that
    ends today."""

    def __init__(self) -> None:
        today = timezone.localdate()
        self.term = TermFactory(running=True, starts_on=today - timedelta(60), ends_on=today)
        self.host = SchoolFactory(name=HOST)
        CategoryOfConcernFactory(school=self.host, local=True, source=LOCAL_NOTE)
        self.post = ASTPostFactory(
            base_school=SchoolFactory(name=BASE),
            subject=SubjectFactory(name="Phonics"),
            phase=Phase.PRIMARY,
            funding=FundingType.LA_FUNDED,
        )
        self.ast = self._appoint(self.post).practitioner
        self.base_lead = lead_of(self.post.base_school, email=HEAD, first_name="Ignatius")
        self.adviser = person(Role.ADVISER, first_name="Honor", last_name="Advisory")
        self._fund(self.post)
        # What the worker does once a day.
        open_papers(self.term)

    def _appoint(self, post: ASTPost) -> ASTAppointment:
        practitioner = PractitionerFactory(
            name="Tamsin Quillfeather",
            base_school=post.base_school,
            user=person(Role.PRACTITIONER, first_name="Tamsin", last_name="Quillfeather"),
        )
        return ASTAppointmentFactory(post=post, practitioner=practitioner)

    def _fund(self, post: ASTPost) -> None:
        year = financial_year_of(self.term)
        stream = FundingStreamFactory(financial_year=year.start)
        put_on_stream(post, stream, by=None, cover_pence=4_000_000)


class Traces:
    """Collects all that leaves a trace while the journey runs."""

    def __init__(self, people: People, caplog: pytest.LogCaptureFixture) -> None:
        self.people, self.caplog = people, caplog
        self.addresses: list[str] = []
        caplog.set_level(logging.INFO)

    def watch(self, page: Page) -> Page:
        page.on("request", lambda request: self.addresses.append(request.url))
        return page

    def everything(self) -> dict[str, str]:
        """Where something could stand, and what stands there."""
        send_due_messages()
        letters = [
            f"{each.subject} {each.body} {getattr(each, 'alternatives', '')}"
            for each in mail.outbox
        ]
        kept = Message.objects.values_list("subject", "text_body", "html_body", "about")
        return {
            "mail": "\n".join(letters),
            "outbox": str(list(kept)),
            "addresses": "\n".join(self.addresses),
            "logs": self.caplog.text,
            "search index": str(list(IndexEntry.objects.values_list("title", "autocomplete"))),
            "record of changes": str(list(AuditEntry.objects.values())),
        }

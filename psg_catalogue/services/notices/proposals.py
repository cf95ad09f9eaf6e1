"""What the proposer of a study group and the training school's office are told of a proposal."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse

from core.models import PartnershipSettings
from core.services.outbox import queue_message
from core.templatetags.wording import counted
from psg_catalogue.models import GroupProposal

_TO_DECIDE = "Approve it, send it back with words, or decline it."


def tell_of_proposal(proposal: GroupProposal, *, again: bool = False) -> None:
    """The office has one more to decide about; the proposer has it in writing."""
    _to_office(proposal, "again" if again else "new", [_line(proposal), _TO_DECIDE])
    receipt = "The office has your proposal, and answers it here. Until then you can change it."
    _to_proposer(proposal, "We have your proposal", [receipt])


def tell_of_sending_back(proposal: GroupProposal) -> None:
    lines = ["The office asks you to change something, and to send it again. It writes:"]
    _to_proposer(proposal, "Your proposal, please look again", lines, quoted=proposal.answer)


def tell_of_decline(proposal: GroupProposal) -> None:
    _to_proposer(proposal, "Your proposal", ["It was not approved. The office writes:"],
                 quoted=proposal.answer)  # fmt: skip


def tell_of_approval(proposal: GroupProposal, dated: int) -> None:
    """`dated` sessions were planned on the dates that were wished for."""
    lines = ["Your study group is approved. Its page is a draft, which the office publishes."]
    if dated:
        have = counted(dated, "session is,sessions are")
        lines.append(f"{have} planned on the dates you gave.")
    left = proposal.session_count - dated
    if left > 0:
        lines.append(f"{counted(left, 'more session')} to be dated: the office will ask you.")
    _to_proposer(proposal, "Your proposal is approved", lines, quoted=proposal.answer)


def tell_of_withdrawal(proposal: GroupProposal) -> None:
    _to_office(proposal, "withdrawn", ["It was withdrawn: there is nothing to decide any more."])
    _to_proposer(proposal, "Your proposal is withdrawn", ["You have withdrawn it."])


_SUBJECTS = {
    "new": "A study group is proposed",
    "again": "A study group is proposed again",
    "withdrawn": "A proposal is withdrawn",
}


def _line(proposal: GroupProposal) -> str:
    sessions = counted(proposal.session_count, "session")
    return f"{proposal.proposer.name} would lead it in {proposal.year}: {sessions}."


def _to_proposer(
    proposal: GroupProposal, subject: str, lines: Sequence[str], *, quoted: str = ""
) -> None:
    person = proposal.proposer
    email = person.user.email if person.user else person.email
    reason = "you proposed a study group"
    _queue(proposal, email, person.name, subject, lines, quoted, reason)


def _to_office(proposal: GroupProposal, what: str, lines: Sequence[str]) -> None:
    office = PartnershipSettings.load()
    reason = "you are the training school’s office"
    _queue(proposal, office.office_email, office.office_name, _SUBJECTS[what], lines, "", reason)


def _queue(
    proposal: GroupProposal,
    email: str,
    name: str,
    subject: str,
    lines: Sequence[str],
    quoted: str,
    reason: str,
) -> None:
    url = reverse("psg_catalogue:proposal", args=[proposal.pk])
    queue_message(
        kind="study_group_proposal",
        to_email=email,
        to_name=name,
        subject=f"{subject}: {proposal.title}",
        context={
            "proposal": proposal,
            "heading": subject,
            "lines": lines,
            "quoted": quoted,
            "url": settings.SITE_URL + url,
            "reason": reason,
        },
        about=f"psg_catalogue.groupproposal:{proposal.pk}",
        reply_to=PartnershipSettings.load().office_email,
    )

"""What the proposer of a study group and the training school's office are told of a proposal."""

from django.conf import settings
from django.urls import reverse

from core.models import PartnershipSettings
from core.services.outbox import queue_message
from psg_catalogue.models import GroupProposal


def tell_of_proposal(proposal: GroupProposal, *, again: bool = False) -> None:
    """The office has one more to decide about; the proposer has it in writing."""
    _to_office("proposal_made", proposal, again=again)
    _to_proposer("proposal_received", proposal)


def tell_of_sending_back(proposal: GroupProposal) -> None:
    """The proposer is asked to change something, in the office's words."""
    _to_proposer("proposal_sent_back", proposal)


def tell_of_decline(proposal: GroupProposal) -> None:
    """The proposer reads why there will be no such study group."""
    _to_proposer("proposal_declined", proposal)


def tell_of_approval(proposal: GroupProposal, dated: int) -> None:
    """`dated` sessions were planned on the dates that were wished for."""
    left = proposal.session_count - dated
    _to_proposer("proposal_approved", proposal, dated=dated, left=left)


def tell_of_withdrawal(proposal: GroupProposal) -> None:
    """The office has one proposal less to decide about."""
    _to_office("proposal_withdrawn", proposal)
    _to_proposer("proposal_withdrawn", proposal)


def _to_proposer(kind: str, proposal: GroupProposal, **facts) -> None:
    person = proposal.proposer
    email = person.user.email if person.user else person.email
    _queue(kind, proposal, email, person.name, **facts)


def _to_office(kind: str, proposal: GroupProposal, **facts) -> None:
    office = PartnershipSettings.load()
    _queue(kind, proposal, office.office_email, office.office_name, for_office=True, **facts)


def _queue(kind: str, proposal: GroupProposal, email: str, name: str, **facts) -> None:
    url = settings.SITE_URL + reverse("psg_catalogue:proposal", args=[proposal.pk])
    queue_message(
        kind=kind,
        to_email=email,
        to_name=name,
        context={"proposal": proposal, "url": url, **facts},
        about=f"psg_catalogue.groupproposal:{proposal.pk}",
        reply_to=PartnershipSettings.load().office_email,
    )

"""Certificates for those who were present: a number each, which anyone can check.

31 letters and figures in ten places are 8 x 10^14 numbers: short enough to type off paper, and
hopeless to guess at CHECKS_AN_HOUR."""

from django.db import transaction

from psg_catalogue.models import Certificate, EvaluationInvitation, StudyGroupSession
from psg_catalogue.services.locks import lock_session
from psg_catalogue.short_codes import as_typed, draw_code


@transaction.atomic
def number_certificates(session: StudyGroupSession) -> int:
    """Everybody present on the register has a certificate with a number. Who has one keeps it, so
    that a correction put right again does not spoil what was printed. Returns how many are new."""
    session = lock_session(session)
    missing = session.entries.present().filter(certificate=None)
    new = [Certificate(entry=entry, number=draw_code()) for entry in missing.order_by("pk")]
    Certificate.objects.bulk_create(new)
    return len(new)


def given_certificate(number: str) -> Certificate | None:
    """The certificate with this number, however it is typed, if it may be shown; else None."""
    plain = as_typed(number)
    return _told_of(Certificate.objects.given().filter(number=plain)) if plain else None


def certificate_of(invitation: EvaluationInvitation) -> Certificate | None:
    """This person's certificate, if it may be shown now; else None."""
    return _told_of(Certificate.objects.given().filter(entry=invitation.entry_id))


def has_valid_certificate(invitation: EvaluationInvitation) -> bool:
    """True for somebody who has one, or will when they have answered."""
    return Certificate.objects.valid().filter(entry=invitation.entry_id).exists()


def _told_of(found) -> Certificate | None:
    return found.select_related("entry__session__page", "entry__session__study_group").first()

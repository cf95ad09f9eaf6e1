"""Certificates of having been at a session."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from psg_catalogue.enums import Attendance, SessionState
from psg_catalogue.models.booking import RegisterEntry
from psg_catalogue.models.evaluation import EvaluationDay
from psg_catalogue.models.programme import ProgrammeRules


class CertificateQuerySet(models.QuerySet):
    def valid(self) -> "CertificateQuerySet":
        """Of people who are marked present at a session that counts as held: a register that is
        corrected, or opened again, withdraws a certificate and gives it back (P3)."""
        return self.filter(
            entry__attendance=Attendance.PRESENT, entry__session__state=SessionState.HELD
        )

    def given(self) -> "CertificateQuerySet":
        """Those that may be shown. Where the programme gives them after answering only, somebody
        without email need not have answered, nor anybody at a session with answers on paper:
        paper has no name, so who used it cannot be told from who did not."""
        valid = self.valid()
        if not ProgrammeRules.current().certificates_after_answering:
            return valid
        on_paper = EvaluationDay.objects.filter(session=OuterRef("entry__session"), on_paper__gt=0)
        return valid.filter(
            Q(entry__invitation__answered=True) | Q(entry__email="") | Exists(on_paper)
        )


class Certificate(models.Model):
    """The number of one person's certificate. Written for everybody present when a register is
    closed, whatever the rule, so that no row says when an evaluation was answered (SAFETY 50).
    What the certificate says stands on the register."""

    entry = models.OneToOneField(
        RegisterEntry, on_delete=models.CASCADE, related_name="certificate"
    )
    # Ten letters and figures, without a hyphen.
    number = models.CharField(max_length=10, unique=True, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.printed

    @property
    def printed(self) -> str:
        """The number as people read it."""
        return f"{self.number[:5]}-{self.number[5:]}"

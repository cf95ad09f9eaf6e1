"""The record of changes: who did what, when, for whom, and what stood there before and after.

Rows are only ever added; the database refuses the rest by trigger (SAFETY 67). They hold ids, codes
and figures, and no names: a person is erased by taking the name from behind the id, and history
stays as it was (SAFETY 63). What somebody typed stands apart, in AuditWords, since words can name
people: those rows may go, through a door that leaves a mark of its own, AuditDisposal."""

from datetime import timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from core.append_only import Guard

# No door opens for what is younger than this, whatever the settings say.
LEAST_KEPT = timedelta(days=365)


READ_ALL = "core.view_auditentry"
READ_MONEY = "core.view_money_changes"


class AuditArea(models.TextChoices):
    """What a change was of; each area is kept as long as its own category says."""

    MONEY = "money", "Money"
    PLACES = "places", "Sessions and places"
    PEOPLE = "people", "People and roles"
    PUBLICATION = "publication", "Pages"
    OUTREACH = "outreach", "Outreach"
    OTHER = "other", "Other"


class AuditEntryQuerySet(models.QuerySet):
    def about(self, kind: str, *ids) -> "AuditEntryQuerySet":
        """Entries about any of these things of one kind: a school, an account, a session…"""
        return self.about_any([(kind, each) for each in ids])

    def about_any(self, keys) -> "AuditEntryQuerySet":
        """Entries about any of these (kind, id) pairs."""
        wanted = models.Q(pk__in=[])
        for kind, object_id in keys:
            wanted |= models.Q(kind=kind, object_id=str(object_id))
        subjects = AuditSubject.objects.filter(wanted, entry=models.OuterRef("pk"))
        return self.filter(models.Exists(subjects))

    def read_by(self, user) -> "AuditEntryQuerySet":
        """All of it for those who may read the record; of money alone for those who may read that;
        nothing for anybody else (DOMAIN 2.6: deny by default)."""
        if user.has_perm(READ_ALL):
            return self.all()
        return self.filter(area=AuditArea.MONEY) if user.has_perm(READ_MONEY) else self.none()


class AuditEntry(models.Model):
    """One change. `changes` has a pair [before, after] a field, or null where the values are
    personal; `details` what else there is to say, in codes and figures."""

    Area = AuditArea

    at = models.DateTimeField("when", default=timezone.now, db_index=True)
    area = models.CharField(max_length=12, choices=AuditArea.choices)
    action = models.CharField(max_length=100, db_index=True)
    # An id and no more: nothing happens here when the account goes.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    on_behalf_of = models.CharField(max_length=60, blank=True)
    model = models.CharField(max_length=100)
    object_id = models.CharField(max_length=64)
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "change"
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        permissions = [("view_money_changes", "Can read the record of changes of money")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(action=""), name="a_change_says_what_it_was")
        ]
        indexes = [models.Index(fields=["area", "-at"], name="change_by_area_and_time")]

    def __str__(self) -> str:
        return f"{self.action} {self.model}:{self.object_id}"

    @property
    def subject_ids(self) -> str:
        """What it is about, in numbers: "school:12; session:7"."""
        return "; ".join(str(each) for each in self.subjects.all())


class AuditSubject(models.Model):
    """One of the things an entry is about, so that it is found from a school, a person, a
    session."""

    entry = models.ForeignKey(AuditEntry, on_delete=models.CASCADE, related_name="subjects")
    kind = models.CharField(max_length=20)
    object_id = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "object_id"], name="change_by_subject")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"


class AuditWords(models.Model):
    """What somebody typed with a change: a reason, the name of a room. Never altered; deleted with
    its entry, or where it names a person who was erased."""

    entry = models.OneToOneField(AuditEntry, on_delete=models.CASCADE, related_name="words")
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"Words of change {self.entry_id}"


class AuditDisposal(models.Model):
    """What was taken from the record, when and by whom: either all of an area from before a day, or
    the words of one entry. Without such a row the database lets nothing go, and the row stays."""

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    area = models.CharField(max_length=12, choices=AuditArea.choices, blank=True)
    before = models.DateTimeField(null=True)
    entries = models.PositiveIntegerField(default=0, help_text="How many went.")
    words_of = models.PositiveBigIntegerField(null=True, db_index=True)

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()
        permissions = [("handle_personal_data", "Can copy and erase what is kept about a person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(before__isnull=False, words_of=None)
                | models.Q(before=None, words_of__isnull=False),
                name="a_disposal_is_of_old_entries_or_of_words",
            ),
            models.CheckConstraint(
                condition=models.Q(before=None) | models.Q(before__lte=models.F("at") - LEAST_KEPT),
                name="what_is_young_is_not_disposed_of",
            ),
        ]

    def __str__(self) -> str:
        return f"Disposal {self.pk}"


_OLD_ENTRY = """EXISTS (SELECT 1 FROM core_auditdisposal d
    WHERE d.area = OLD.area AND d.before > OLD.at)"""
_OF_OLD_ENTRY = """EXISTS (SELECT 1 FROM core_auditentry e, core_auditdisposal d
    WHERE e.id = OLD.entry_id AND d.area = e.area AND d.before > e.at)"""
_OF_OLD_ENTRY_OR_NAMED = """EXISTS (SELECT 1 FROM core_auditentry e, core_auditdisposal d
    WHERE e.id = OLD.entry_id AND (d.words_of = e.id OR d.area = e.area AND d.before > e.at))"""
# The migration of these four tables puts these up: another table gets a list of its own.
GUARDS = [
    Guard("core_auditentry", _OLD_ENTRY),
    Guard("core_auditsubject", _OF_OLD_ENTRY),
    Guard("core_auditwords", _OF_OLD_ENTRY_OR_NAMED),
    Guard("core_auditdisposal"),
]

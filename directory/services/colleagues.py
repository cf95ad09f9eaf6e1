"""A school's staff list: who may be booked. Services add, change and take off; bookings stay."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit import changes_since, fields_of, record, unsaved_changes
from core.models import User
from core.services.outbox import one_line
from directory.models import Colleague, School
from directory.services.roles import end_school_roles


class ColleagueListed(Exception):
    """Someone on the school's list today has that email address, or that name and nothing to tell
    the two apart. `colleague` is who stands there; `field` is "email" or "name"."""

    def __init__(self, colleague: Colleague, field: str) -> None:
        super().__init__(f"{colleague.pk} stands on the list already.")
        self.colleague = colleague
        self.field = field

    @property
    def words(self) -> str:
        """The sentence for the person who typed it."""
        if self.field == "email":
            return f"{self.colleague.name} is already on your list with this email address."
        return (
            f"{self.colleague.name} is already on your list. If this is somebody else of the same"
            " name, give an email address to tell them apart."
        )


@transaction.atomic
def add_colleague(
    school: School,
    *,
    name: str,
    job_title: str = "",
    email: str = "",
    by: User | None = None,
    on_behalf_of: str = "",
) -> Colleague:
    """The person stands on the school's list. Raises ColleagueListed, which holds who is there."""
    colleague = Colleague(school=school)
    _write(colleague, name=name, job_title=job_title, email=email)
    record(colleague, "colleague.added", by=by, on_behalf_of=on_behalf_of)
    return colleague


@transaction.atomic
def change_colleague(
    colleague: Colleague,
    *,
    name: str,
    job_title: str = "",
    email: str = "",
    by: User | None = None,
    on_behalf_of: str = "",
) -> Colleague:
    """The list says this of the person from now on. Raises ColleagueListed."""
    colleague = Colleague.objects.select_for_update().get(pk=colleague.pk)
    before = fields_of(colleague, "name", "job_title", "email")
    _write(colleague, name=name, job_title=job_title, email=email)
    changes = changes_since(before, colleague)
    record(colleague, "colleague.changed", by=by, on_behalf_of=on_behalf_of, changes=changes)
    return colleague


@transaction.atomic
def colleague_leaves(
    colleague: Colleague,
    *,
    by: User | None = None,
    on: date | None = None,
    on_behalf_of: str = "",
    may_leave_no_lead: bool = False,
) -> Colleague:
    """The person is off the list and, with an account, has no access to the school from the next
    request on (SAFETY 35). Bookings stay with the school. Asking twice changes nothing. Raises
    LastLead."""
    colleague = Colleague.objects.select_for_update().get(pk=colleague.pk)
    if colleague.left_on is not None:
        return colleague
    if colleague.user:
        end_school_roles(
            colleague.user,
            colleague.school,
            by=by,
            on_behalf_of=on_behalf_of,
            may_leave_no_lead=may_leave_no_lead,
        )
    colleague.left_on = on or timezone.localdate()
    changes = unsaved_changes(colleague, "left_on")
    colleague.save(update_fields=["left_on"])
    record(colleague, "colleague.left", by=by, on_behalf_of=on_behalf_of, changes=changes)
    return colleague


@transaction.atomic
def colleague_returns(
    colleague: Colleague, *, by: User | None = None, on_behalf_of: str = ""
) -> Colleague:
    """The person stands on the list again; access to the school is not given back with it. Raises
    ColleagueListed when someone else has taken the name or the address meanwhile."""
    colleague = Colleague.objects.select_for_update().get(pk=colleague.pk)
    if colleague.left_on is None:
        return colleague
    colleague.left_on = None
    changes = unsaved_changes(colleague, "left_on")
    _write(colleague, name=colleague.name, job_title=colleague.job_title, email=colleague.email)
    record(colleague, "colleague.returned", by=by, on_behalf_of=on_behalf_of, changes=changes)
    return colleague


@transaction.atomic
def link_account(
    school: School, user: User, *, job_title: str = "", by: User | None = None
) -> Colleague | None:
    """The account stands on the school's list once: as whoever is there with its email address, or
    with its name and no address, or else as someone new. None when another account stands there
    with the address and another person with the bare name: that is for a human (P26)."""
    listed = Colleague.objects.current().at(school)
    linked = listed.filter(user=user).first()
    if linked:
        return linked
    colleague = find_on_list(school, user)
    name = one_line(str(user))
    taken = listed.filter(email__iexact=user.email, user__isnull=False).exists()
    if colleague is None:
        if taken and listed.filter(name__iexact=name, email="").exists():
            return None
        colleague = Colleague(school=school, name=name)
    colleague.user = user
    colleague.email = colleague.email or ("" if taken else user.email)
    colleague.job_title = colleague.job_title or job_title
    colleague.save()
    record(colleague, "colleague.linked", by=by)
    return colleague


def find_on_list(school: School, user: User) -> Colleague | None:
    """Who on the list the account seems to be: the same email address, or the same name without
    any address. Nobody who already has an account."""
    free = Colleague.objects.current().at(school).filter(user=None)
    by_email = free.filter(email__iexact=user.email).first()
    return by_email or free.filter(name__iexact=one_line(str(user)), email="").first()


def _write(colleague: Colleague, *, name: str, job_title: str, email: str) -> None:
    """Save, unless someone else stands there with the address or the bare name. The constraints
    decide when two people add the same colleague at once."""
    colleague.name = one_line(name)
    colleague.job_title = one_line(job_title)
    colleague.email = email.strip().lower()
    if twin := _twin_of(colleague):
        raise twin
    try:
        with transaction.atomic():
            colleague.save()
    except IntegrityError:
        if twin := _twin_of(colleague):
            raise twin from None
        raise


def _twin_of(colleague: Colleague) -> ColleagueListed | None:
    others = Colleague.objects.current().at(colleague.school).exclude(pk=colleague.pk)
    if colleague.email:
        twin = others.filter(email__iexact=colleague.email).first()
        return ColleagueListed(twin, "email") if twin else None
    twin = others.filter(name__iexact=colleague.name).first()
    return ColleagueListed(twin, "name") if twin else None

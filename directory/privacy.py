"""What the directory knows of people, and what becomes of it when a person is erased."""

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from core.privacy import (
    Person,
    PersonalTable,
    PersonKind,
    declare,
    declare_actors,
    declare_impersonal,
    declare_words,
    finds_person,
    look_up_in,
    rows_with_account,
)
from directory.enums import ClaimState

FORMER_COLLEAGUE = "Former colleague"
FORMER_PRACTITIONER = "Former practitioner"


def declare_privacy() -> None:
    """Called once, when the app is ready."""
    finds_person(_on_staff_lists)
    finds_person(_as_practitioner)
    look_up_in(PersonKind("colleague", "Staff lists", "directory.Colleague", _listed_like))
    look_up_in(
        PersonKind("practitioner", "Practitioners", "directory.Practitioner", _practitioners_like)
    )
    _declare_people()
    _declare_portraits()
    _declare_roles()
    _declare_the_rest()


def _declare_people() -> None:
    from directory.models import Colleague, Practitioner

    declare(
        PersonalTable(
            model="directory.Colleague",
            heading="Staff lists",
            fields=("user", "name", "email", "job_title"),
            rows_of=lambda person: Colleague.objects.filter(
                pk__in=person.pks("directory.Colleague")
            ),
            goes="Name, job and address are taken out, and the person is off the list. Bookings"
            " lead to a former colleague.",
            erase=_empty_colleagues,
        )
    )
    declare(
        PersonalTable(
            model="directory.Practitioner",
            heading="Practitioners",
            fields=("user", "name", "email"),
            rows_of=lambda person: Practitioner.objects.filter(
                pk__in=person.pks("directory.Practitioner")
            ),
            goes="Name and address are taken out. Study groups were led by a former practitioner.",
            erase=_empty_practitioners,
        )
    )


def _declare_portraits() -> None:
    from directory.models import PenPortraitPage

    declare(
        PersonalTable(
            model="directory.PenPortraitPage",
            heading="Pen portrait",
            fields=("practitioner",),
            rows_of=lambda person: PenPortraitPage.objects.filter(
                practitioner__in=person.pks("directory.Practitioner")
            ),
            goes="Deleted, with every earlier version and its photograph.",
            erase=lambda person, rows: delete_portraits(rows),
            hidden=("path", "depth", "numchild", "translation_key", "draft_title"),
            files=lambda pages: [page.photo.file for page in pages if page.photo],
            order=30,
        )
    )


def _declare_roles() -> None:
    declare(
        PersonalTable(
            model="directory.RoleAssignment",
            heading="Roles",
            fields=("user",),
            rows_of=rows_with_account("directory.RoleAssignment"),
            goes="Ended. Which roles there were stays, without a name.",
            erase=_end_roles,
            order=20,
        )
    )
    declare(
        PersonalTable(
            model="directory.SchoolClaim",
            heading="Claims to work at a school",
            fields=("user",),
            rows_of=rows_with_account("directory.SchoolClaim"),
            goes="Job and reason are taken out.",
            erase=_empty_claims,
        )
    )
    declare(
        PersonalTable(
            model="directory.Invitation",
            heading="Invitations",
            fields=("email",),
            rows_of=_invitations_of,
            goes="Deleted.",
            erase=lambda person, rows: rows.delete()[0],
        )
    )


def _declare_the_rest() -> None:
    declare_actors("directory.RoleAssignment", "granted_by")
    declare_actors("directory.SchoolClaim", "decided_by")
    declare_actors("directory.Invitation", "invited_by")
    declare_words("directory.SchoolClaim", "reason")
    declare_impersonal(
        "directory.School",
        "name",
        "type_name",
        "type_group_name",
        "phase_name",
        "status_name",
        "trust_name",
        "federation_name",
    )
    declare_impersonal("directory.LocalAuthority", "name")
    declare(
        PersonalTable(
            model="directory.SchoolGroup",
            heading="Contact of a group of schools",
            fields=("finance_contact", "finance_email"),
            rows_of=_groups_of,
            goes="Taken out. The group stays.",
            erase=lambda person, rows: rows.update(finance_contact=None, finance_email=""),
        )
    )
    declare_impersonal("directory.SchoolGroup", "name")
    declare_impersonal("directory.SchoolPast", "name")
    for word in ("Subject", "KeyStage", "Offer", "PractitionerKind"):
        declare_impersonal(f"directory.{word}", "name", "short_name")


def _listed_like(words: str) -> QuerySet:
    from directory.models import Colleague

    found = Colleague.objects.filter(Q(name__icontains=words) | Q(email__iexact=words))
    return found.exclude(name=FORMER_COLLEAGUE).select_related("school")


def _practitioners_like(words: str) -> QuerySet:
    from directory.models import Practitioner

    found = Practitioner.objects.filter(Q(name__icontains=words) | Q(email__iexact=words))
    return found.exclude(name=FORMER_PRACTITIONER).select_related("base_school")


def _on_staff_lists(person: Person) -> None:
    """The account's own lines, the lines the person was found by, and lines without an account
    under one of the person's addresses."""
    from directory.models import Colleague

    mine = Q(pk__in=person.pks("directory.Colleague"))
    if person.user is not None:
        mine |= Q(user=person.user)
    lines = Colleague.objects.annotate(address=Lower("email"))
    for line in lines.filter(mine | Q(user=None, address__in=person.emails)):
        if line.name != FORMER_COLLEAGUE:
            person.take_account(line.user)
            person.add_row(line, name=line.name, email=line.email)


def _as_practitioner(person: Person) -> None:
    from directory.models import Practitioner

    mine = Q(pk__in=person.pks("directory.Practitioner"))
    if person.user is not None:
        mine |= Q(user=person.user)
    known = Practitioner.objects.annotate(address=Lower("email"))
    for each in known.filter(mine | Q(user=None, address__in=person.emails)):
        if each.name != FORMER_PRACTITIONER:
            person.take_account(each.user)
            person.add_row(each, name=each.name, email=each.email)


def _empty_colleagues(person: Person, rows: QuerySet) -> int:
    rows.filter(left_on=None).update(left_on=timezone.localdate())
    return rows.update(name=FORMER_COLLEAGUE, email="", job_title="", user=None)


def _empty_practitioners(person: Person, rows: QuerySet) -> int:
    """Each is saved, so that the search index forgets the name too."""
    for each in rows:
        each.name, each.email, each.user = FORMER_PRACTITIONER, "", None
        each.left_on = each.left_on or timezone.localdate()
        each.save()
    return len(rows)


def delete_portraits(rows: QuerySet) -> int:
    """The pages with all their versions, the redirects to them, and photographs nobody else has."""
    from directory.models import PenPortraitPage

    pages = list(rows)
    for page in pages:
        photo = page.photo
        old = Q(redirect_page=page) | Q(old_path__endswith=f"/{page.slug}")
        Redirect.objects.filter(old).delete()
        page.delete()
        if photo and not PenPortraitPage.objects.filter(photo=photo).exists():
            photo.delete()
    return len(pages)


def _end_roles(person: Person, rows: QuerySet) -> int:
    """The account is closed as it always is: roles end, groups follow, claims are withdrawn."""
    from directory.services.accounts import close_account

    if person.user is None:
        return 0
    ending = rows.filter(ends_on=None).count()
    close_account(person.user, by=None)
    return ending


def _empty_claims(person: Person, rows: QuerySet) -> int:
    rows.filter(state=ClaimState.PENDING).update(state=ClaimState.WITHDRAWN)
    return rows.exclude(job_title="", reason="").update(job_title="", reason="")


def _groups_of(person: Person) -> QuerySet:
    from directory.models import SchoolGroup

    lower = SchoolGroup.objects.annotate(address=Lower("finance_email"))
    mine = Q(finance_contact=person.user) if person.user else Q(pk__in=[])
    return lower.filter(mine | Q(address__in=person.emails))


def _invitations_of(person: Person) -> QuerySet:
    from directory.models import Invitation

    lower = Invitation.objects.annotate(address=Lower("email"))
    return lower.filter(address__in=person.emails)

"""How long the directory keeps people (DOMAIN 6.5)."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from core.models import User
from core.privacy import person_of
from core.privacy.person import ERASED_DOMAIN
from core.services.erasure import erase_person
from core.services.retention import (
    Category,
    delete_each,
    register,
    school_years_before,
    years_before,
)
from directory.enums import ClaimState


def register_periods() -> None:
    """Called once, when the app is ready."""
    register(
        Category(
            name="portraits",
            heading="Pen portraits",
            years=1,
            after="the practitioner leaves; off the site on the day itself",
            then="Deleted, with the photograph",
            due=_old_portraits,
            remove=_delete_portraits,
        )
    )
    register(
        Category(
            name="accounts",
            heading="Accounts that nobody uses and that have no role",
            years=2,
            after="the last time somebody signed in",
            then="The person is erased",
            due=_unused_accounts,
            remove=_erase,
            order=60,
        )
    )
    register(
        Category(
            name="staff_lists",
            heading="Colleagues who have left their school",
            years=3,
            after="the school year in which they left",
            due=_long_gone,
            remove=delete_each,
            order=70,
        )
    )
    _register_asking()


def _register_asking() -> None:
    """Roles asked for and offered; and what is kept for as long as the site is there."""
    register(
        Category(
            name="invitations",
            heading="Invitations",
            years=1,
            after="they were sent",
            due=_old_invitations,
            remove=lambda rows: rows.delete()[0],
        )
    )
    register(
        Category(
            name="claims",
            heading="Claims to work at a school",
            years=2,
            after="they were decided",
            due=_old_claims,
            remove=lambda rows: rows.delete()[0],
        )
    )
    register(
        Category(
            name="leaders",
            heading="The names of those who led a study group",
            years=0,
            least=0,
            after="for as long as the study group is on the site, unless they ask us to erase them",
            then="They belong to its history",
        )
    )


def _old_portraits(today: date, years: int) -> QuerySet:
    from directory.models import PenPortraitPage

    left = years_before(today, years).date()
    return PenPortraitPage.objects.filter(practitioner__left_on__lte=left)


def _delete_portraits(rows: QuerySet) -> int:
    from directory.privacy import delete_portraits

    return delete_portraits(rows)


def _unused_accounts(today: date, years: int) -> QuerySet[User]:
    """Never those who still hold a role, or a superuser."""
    from directory.models import RoleAssignment

    roles = RoleAssignment.objects.live(today).filter(user=OuterRef("pk"))
    used = User.objects.annotate(used=Coalesce("last_login", "date_joined"))
    unused = used.filter(used__lt=years_before(today, years), is_superuser=False)
    return unused.filter(Q(is_active=False) | ~Exists(roles)).exclude(email__endswith=ERASED_DOMAIN)


def _erase(rows: QuerySet[User]) -> int:
    return sum(bool(erase_person(person_of(user)).total) for user in rows)


def _long_gone(today: date, years: int) -> QuerySet:
    """But for those whom a booking or a register still knows."""
    from directory.models import Colleague

    before = school_years_before(today, years).date()
    gone = Colleague.objects.filter(left_on__lt=before)
    return gone.filter(bookings=None, register_entries=None)


def _old_invitations(today: date, years: int) -> QuerySet:
    from directory.models import Invitation

    return Invitation.objects.filter(made_at__lt=years_before(today, years))


def _old_claims(today: date, years: int) -> QuerySet:
    from directory.models import SchoolClaim

    old = SchoolClaim.objects.exclude(state=ClaimState.PENDING)
    return old.filter(decided_at__lt=years_before(today, years))

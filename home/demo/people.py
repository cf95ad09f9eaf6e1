"""The demonstration's accounts and staff lists."""

import random
from dataclasses import dataclass
from datetime import date

from allauth.account.models import EmailAddress

from core.models import User
from directory.enums import Role
from directory.models import Colleague, RoleAssignment, School
from directory.services.roles import grant_role
from home.demo.generate import FIRST_NAMES, SURNAME_ENDS, SURNAME_STARTS
from home.demo.words import TAMSIN

PASSWORD = "chalk-and-talk-2026"  # noqa: S105 -- printed by the demonstration for everyone


@dataclass(frozen=True)
class Login:
    """One log-in of the demonstration, and what it is for."""

    email: str
    first_name: str
    last_name: str
    role: Role
    school: str = ""
    job: str = ""

    @property
    def label(self) -> str:
        return f"{self.role.label}, {self.school}" if self.school else self.role.label


SINCE = date(2009, 9, 1)
SCHOOL = "Brindle Down Primary School"
UNSUBSCRIBED_SCHOOL = "Quarrybank School"
LOGINS = (
    Login("admin@example.org", "Ottoline", "Wexcombe", Role.ADMIN),
    Login("office@example.org", "Persis", "Hallowell", Role.PSG_ORGANISER),
    Login("editor@example.org", "Lorimer", "Askwith", Role.EDITOR),
    Login("finance@example.org", "Cressida", "Pennymore", Role.FINANCE),
    Login("coordinator@example.org", "Evander", "Thornlow", Role.AST_COORDINATOR),
    Login("adviser@example.org", "Isolde", "Farthingale", Role.ADVISER),
    Login("head.of.pd@example.org", "Crispin", "Ravenscar", Role.PD_HEAD),
    Login("director@example.org", "Beatrix", "Lovelace-Orme", Role.DIRECTOR),
    Login("qa@example.org", "Honor", "Brackley-Voss", Role.QA_LEAD),
    Login("tamsin@example.org", *TAMSIN.split(" ", 1), Role.PRACTITIONER),
    Login("lead@example.org", "Maud", "Ellerwood", Role.SCHOOL_LEAD, SCHOOL, "Deputy headteacher"),
    Login(
        "bursar@example.org", "Jory", "Quantock", Role.SCHOOL_FINANCE, SCHOOL, "Business manager"
    ),
    Login("colleague@example.org", "Effie", "Marrowby", Role.SCHOOL_MEMBER, SCHOOL, "Teacher"),
    Login(
        "new.lead@example.org",
        "Hal",
        "Summerscale",
        Role.SCHOOL_LEAD,
        UNSUBSCRIBED_SCHOOL,
        "Assistant headteacher",
    ),
)
JOBS = (
    "Teacher",
    "Teacher",
    "Teacher",
    "Teaching assistant",
    "Subject leader",
    "Early career teacher",
    "SENCO",
)
STAFF_LISTS = 22
STAFF_EACH = 8


def load_accounts() -> dict[str, User]:
    """Every log-in exists, with its role and, in a school, its place on the staff list."""
    return {login.email: _account(login) for login in LOGINS}


def _account(login: Login) -> User:
    admin = login.role == Role.ADMIN
    user = User.objects.create_user(
        login.email,
        PASSWORD,
        first_name=login.first_name,
        last_name=login.last_name,
        is_superuser=admin,
        is_staff=admin,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    school = School.objects.get(name=login.school) if login.school else None
    role = grant_role(user, login.role, school=school)
    # What the demonstration dates back, these people did: each service asks who may on its day.
    RoleAssignment.objects.filter(pk=role.pk).update(starts_on=SINCE)
    if school:
        Colleague.objects.create(
            school=school,
            name=user.get_full_name(),
            email=user.email,
            job_title=login.job,
            user=user,
        )
    return user


def load_staff_lists(chance: random.Random) -> dict[School, list[Colleague]]:
    """The first schools of the county have staff lists; a few people have no email address."""
    schools = School.objects.open().filter(authority_id="990").order_by("urn")[:STAFF_LISTS]
    return {school: _staff_of(school, chance) for school in schools}


def _staff_of(school: School, chance: random.Random) -> list[Colleague]:
    taken = set(school.colleagues.values_list("name", flat=True))
    people = list(school.colleagues.all())
    while len(people) < STAFF_EACH:
        surname = chance.choice(SURNAME_STARTS) + chance.choice(SURNAME_ENDS)
        name = f"{chance.choice(FIRST_NAMES)} {surname}"
        if name in taken:
            continue
        taken.add(name)
        plain = name.lower().translate(str.maketrans("ëéâ ", "eea."))
        email = "" if chance.random() < 0.1 else f"{plain}.staff.{school.urn}@example.org"
        people.append(
            Colleague.objects.create(
                school=school, name=name, email=email, job_title=chance.choice(JOBS)
            )
        )
    return people

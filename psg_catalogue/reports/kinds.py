"""Which reports there are, who reads each, and what its figures mean. Definitions stand on the
report's page and in its frozen copies."""

from collections.abc import Callable
from dataclasses import dataclass

from directory.enums import Role
from psg_catalogue.queries.forum_report import forum_figures
from psg_catalogue.queries.programme_reports import attendance, money, schools
from psg_catalogue.reports.tables import NUMBER, WORDS, Column, Report
from psg_catalogue.reports.wording import in_words

PROGRAMME_READERS = (
    Role.PSG_ORGANISER,
    Role.AST_COORDINATOR,
    Role.QA_LEAD,
    Role.PD_HEAD,
    Role.DIRECTOR,
)
MONEY_READERS = (Role.PSG_ORGANISER, Role.FINANCE, Role.DIRECTOR)
REPORT_READERS = (*PROGRAMME_READERS, Role.FINANCE)

HELD = ("Sessions held", "Sessions whose register was closed, by their day in London.")
ATTENDANCES = (
    "Attendances",
    "Each person marked present at each session. One person at three sessions counts three times.",
)
SCHOOLS = (
    "Schools",
    "Schools of the people present, as they were at the time, each once: one that became an academy"
    " is still one school. A school not settled yet is not counted.",
)
SUBSCRIBED = (
    "Subscribed",
    "With a subscription that was active at any time in the year, or on the day chosen.",
)


@dataclass(frozen=True)
class ReportKind:
    """`make(year, as_at)` gives the report; `financial` says that it may be of a financial year
    too."""

    slug: str
    title: str
    line: str
    make: Callable[..., Report]
    definitions: tuple[tuple[str, str], ...]
    readers: tuple[Role, ...] = PROGRAMME_READERS
    financial: bool = False


def _forum(year, as_at=None) -> Report:
    """The Forum report's figures, to be frozen like the others; its own page shows more."""
    figures = forum_figures(year, as_at)
    named = (
        ("Schools subscribed", figures.subscribing_schools),
        ("From other authorities", figures.subscribing_schools_other_la),
        ("Sessions held", figures.sessions_held),
        ("Attendances", figures.attendances),
        ("Schools attending", figures.schools_attending),
        ("Attending without a subscription", figures.schools_attending_without_subscription),
        ("Attendances the year before", figures.attendances_previous_year),
        ("Change in attendances, %", figures.attendance_change_percent),
        ("Sessions evaluated", figures.sessions_evaluated),
        ("Sessions quality assured", figures.sessions_quality_assured),
        ("Sessions quality assured, %", figures.quality_assured_percent),
        ("Of those asked, answered, %", figures.evaluation_response_percent),
    )
    return Report(
        columns=(Column("Figure", WORDS), Column("Value", NUMBER)),
        rows=named,
        notes=tuple(in_words(figures)),
    )


FORUM = ReportKind(
    "schools-forum", "Schools Forum report", "The year’s figures, in words and by term.", _forum,
    (HELD, ATTENDANCES, SCHOOLS, SUBSCRIBED),
)  # fmt: skip

_TAGGED = (
    "Several at once",
    "A study group of several counts under each of them, and once in the last row.",
)
KINDS = (
    FORUM,
    ReportKind(
        "subjects", "By subject", "What the sessions were about.", attendance.by_subject,
        (_TAGGED, HELD, ATTENDANCES, SCHOOLS),
    ),
    ReportKind(
        "key-stages", "By key stage", "Whom the sessions were for.", attendance.by_key_stage,
        (_TAGGED, HELD, ATTENDANCES, SCHOOLS),
    ),
    ReportKind(
        "tiers", "By tier", "Which kinds of school came.", schools.by_tier,
        (
            ("Schools", "Open schools of the host authority, and any other that came, by the tier"
             " they had on the last day counted. What changed since changes nothing here."),
            SUBSCRIBED,
            ("Came", "At least one attendance. One that became an academy is still one school."),
            ATTENDANCES,
        ),
    ),
    ReportKind(
        "areas", "By area", "Where the schools that came are.", schools.by_area,
        (
            ("Schools", "Open schools of the host authority by the area they were of on the last"
             " day counted, and schools of other authorities that came."),
            SUBSCRIBED,
            ("Came", "At least one attendance. One that became an academy is still one school."),
            ATTENDANCES,
        ),
    ),
    ReportKind(
        "schools", "By school", "Which schools came, and which never did.", schools.by_school,
        (
            ("Schools", "Open schools of the host authority, and any other that came, each once"
             " and as it was on the last day counted: one that became an academy is one school."),
            ("Sessions", "Held sessions that somebody of the school came to."),
            SUBSCRIBED,
            ATTENDANCES,
        ),
    ),
    ReportKind(
        "leaders", "By leader", "Whose sessions they were.", attendance.by_leader,
        (
            ("Leaders", "As the study groups name them. What two lead together counts for each of"
             " them, and once in the last row."),
            HELD, ATTENDANCES, SCHOOLS,
        ),
    ),
    ReportKind(
        "venues", "By venue", "Where the sessions were.", attendance.by_venue,
        (
            ("Place", "The school that hosted, online, or elsewhere where a note alone says it."),
            HELD, ATTENDANCES, SCHOOLS,
        ),
    ),
    ReportKind(
        "no-shows", "No-shows", "Of those booked, who did not come.", attendance.no_shows,
        (
            ("Booked", "People on the register of a held session who had a booking. Walk-ins are"
             " left out."),
            ("No-show rate", "Those marked absent out of those booked, in whole percent, halves"
             " rounded up. Apologies are not no-shows."),
        ),
    ),
    ReportKind(
        "income-and-places", "Income against places", "Places offered and used, and what they"
        " brought in.", money.income_and_places,
        (
            HELD,
            ("Places", "The places of the held sessions; taken are those booked at the end."),
            ("Places sold", "What was invoiced for places at a price at these sessions, less what"
             " was credited, without VAT."),
            ("From subscriptions", "What was invoiced for subscriptions of this year, less what was"
             " credited, without VAT."),
            ATTENDANCES,
        ),
        MONEY_READERS,
    ),
    ReportKind(
        "income-and-cost", "Income and administrative cost", "Subscription income beside what"
        " running the study groups costs.", money.income_and_cost,
        (
            ("School year", "Subscriptions of that year, whenever they were invoiced; costs by"
             " their day."),
            ("Financial year", "What was invoiced, credited, paid and spent from 1 April to 31"
             " March."),
            ("Subscription income", "Invoiced less credited, without VAT. Places sold one by one"
             " are left out."),
            ("Paid", "What came in for subscriptions less what went back, VAT included. Of an"
             " invoice that asks for places too, the subscriptions’ share."),
            ("Administrative cost", "As the office and finance have entered it."),
        ),
        MONEY_READERS,
        financial=True,
    ),
)  # fmt: skip
BY_SLUG = {kind.slug: kind for kind in KINDS}

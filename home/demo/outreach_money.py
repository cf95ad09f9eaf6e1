"""The demonstration's outreach papers: streams, releases and returns in every state, the ASTs'
network and the policy library. The posts are there already; everything is done by the services."""

from datetime import date, datetime, time, timedelta
from itertools import cycle

from django.utils import timezone

from core.academic_year import LONDON, AcademicYear
from core.financial_year import FinancialYear
from core.models import User
from directory.enums import Role
from directory.models import Practitioner, Term
from directory.outreach.enums import FUNDED_BY_AUTHORITY
from directory.outreach.funding_enums import DecisionOutcome, Paper
from directory.outreach.models import ASTPost, FundingRelease, FundingStream, TermReturn
from directory.outreach.queries.term_work import work_of
from directory.outreach.services.releases import (
    confirm_release,
    mark_received,
    propose_release,
    release_money,
    withhold_release,
)
from directory.outreach.services.streams import put_on_stream, record_decision, share_equally
from directory.outreach.services.term_papers import open_papers_of_this_year
from directory.outreach.services.term_returns import (
    receive_return,
    send_back_return,
    submit_return,
)
from home.demo.clock import as_of
from home.demo.outreach_words import (
    BARRIERS,
    END_CONDITION,
    HIGHLIGHTS,
    RESOLUTION,
    SENT_BACK,
    STREAM,
)

FORTY_THOUSAND = 4_000_000
PAID_AFTER = timedelta(days=5)
# How far each release of the term that runs has come, the first post first.
THIS_TERM = ("proposed", "ready", "calendar", "withheld", "nothing")
# Of the last term that is over.
LAST_TERM = ("released", "confirmed", "released", "plans", "released", "withheld")


def load_outreach_money(accounts: dict[str, User]) -> None:
    """Streams with posts on them, and each release and return on its way."""
    coordinator = accounts["coordinator@example.org"]
    second, finance = _second_person(accounts), accounts["finance@example.org"]
    today = timezone.localdate()
    this = FinancialYear.of(today)
    for year in (FinancialYear(this.start - 1), this):
        _stream(year, coordinator)
    open_papers_of_this_year(today)
    _releases(coordinator, second, finance, today)
    _returns(coordinator, today)


def _second_person(accounts: dict[str, User]) -> User:
    """The head of professional development where there is one, otherwise the finance office."""
    found = User.objects.filter(roles__role=Role.PD_HEAD, email__in=accounts).first()
    return found or accounts["finance@example.org"]


def _stream(year: FinancialYear, by: User) -> FundingStream:
    stream = FundingStream.objects.create(
        name=STREAM,
        financial_year=year.start,
        amount_pence=FORTY_THOUSAND,
        end_condition=END_CONDITION,
        review_on=year.last_day,
    )
    record_decision(
        stream,
        body="Schools Forum",
        decided_on=date(year.start, 1, 23),
        outcome=DecisionOutcome.AGREED,
        resolution=RESOLUTION,
        by=by,
    )
    funded = ASTPost.objects.funded_as(*FUNDED_BY_AUTHORITY, day=year.first_day)
    posts = list(funded) or list(ASTPost.objects.funded_as(*FUNDED_BY_AUTHORITY))
    for number, post in enumerate(posts):
        put_on_stream(
            post,
            stream,
            by=by,
            pay_scale_difference_pence=60_000,
            management_allowance_pence=45_000 if number % 3 == 0 else 0,
        )
    if posts:
        share_equally(stream, by=by)
    return stream


def _releases(coordinator: User, second: User, finance: User, today: date) -> None:
    rows = FundingRelease.objects.select_related("term").order_by("term__starts_on", "pk")
    by_term: dict[Term, list[FundingRelease]] = {}
    for release in rows:
        by_term.setdefault(release.term, []).append(release)
    over = [term for term in by_term if term.ends_on < today]
    for term, releases in by_term.items():
        if term in over[:-1]:
            ways = cycle(["released"])
        else:
            ways = cycle(LAST_TERM if term in over else THIS_TERM)
        for release, way in zip(releases, ways, strict=False):
            _lead(release, way, coordinator, second, finance)


def _lead(release: FundingRelease, way: str, coordinator: User, second: User, finance: User):
    """One release, as far as `way` says."""
    today = timezone.localdate()
    on = min(release.term.ends_on, today)
    if way == "nothing":
        return
    papers = {"calendar": [Paper.CALENDAR], "plans": [Paper.CALENDAR, Paper.PLANS],
              "withheld": []}.get(way, list(Paper))  # fmt: skip
    for paper in papers:
        release = mark_received(release, paper, on=on, by=coordinator)
    if way == "withheld":
        withhold_release(release, reason="The plan is not agreed yet.", by=coordinator)
    if way in ("proposed", "confirmed", "released"):
        release = propose_release(release, by=coordinator)
    if way in ("confirmed", "released"):
        release = confirm_release(release, by=second)
    if way == "released":
        release_money(release, by=finance, on=min(release.term.ends_on + PAID_AFTER, today))


def _returns(coordinator: User, today: date) -> None:
    """Those of terms that are over: received, and of the last one a few submitted, one sent back
    with its reason, and one still missing."""
    over = TermReturn.objects.filter(term__ends_on__lt=today, post__fundings__isnull=False)
    rows = over.select_related("term", "practitioner__user").distinct()
    rows = list(rows.order_by("term__starts_on", "pk"))
    latest = max((each.term.starts_on for each in rows), default=None)
    told = [each for each in rows if each.term.starts_on == latest]
    full = [each.pk for each in told if not work_of(each.practitioner, each.term).is_empty]
    missing = next((each.pk for each in told if each.pk not in full), None)
    for number, due in enumerate(each for each in rows if each.pk != missing):
        day = min(due.term.ends_on + timedelta(days=3), today)
        with as_of(datetime.combine(day, time(16, 30), tzinfo=LONDON)):
            done = _submit(due, number)
        if not done.to_authority or done.pk in full[2:4]:
            continue
        day = min(day + timedelta(days=6), today)
        with as_of(datetime.combine(day, time(11, 15), tzinfo=LONDON)):
            if done.pk in full[1:2]:
                send_back_return(done, reason=SENT_BACK, by=coordinator)
            else:
                receive_return(done, by=coordinator)


def _submit(due: TermReturn, number: int) -> TermReturn:
    nil = work_of(due.practitioner, due.term).is_empty
    return submit_return(
        due,
        by=_account_of(due.practitioner),
        is_nil=nil,
        highlights="" if nil else HIGHLIGHTS[number % len(HIGHLIGHTS)],
        barriers=BARRIERS[number % len(BARRIERS)],
    )


def _account_of(practitioner: Practitioner) -> User:
    """The AST's own account; one without a password where the demonstration has no log-in."""
    # Each return came with a copy of its own, from before this account was made.
    practitioner.refresh_from_db()
    if practitioner.user is None:
        first, _, last = practitioner.name.partition(" ")
        plain = practitioner.name.lower().replace(" ", ".").replace("-", ".")
        email = f"{plain}@example.org"
        # Each return brings its own copy of the practitioner: the account may be there already.
        practitioner.user = User.objects.filter(email=email).first() or User.objects.create_user(
            email, None, first_name=first, last_name=last
        )
        practitioner.email = practitioner.user.email
        practitioner.save(update_fields=["user", "email"])
    return practitioner.user


def terms_around(today: date) -> tuple[Term | None, Term | None]:
    """The last term that is over and the one that runs or comes next."""
    terms = Term.objects.filter(
        authority="990", academic_year__gte=AcademicYear.of(today).previous.start
    ).order_by("starts_on")
    return terms.filter(ends_on__lt=today).last(), terms.filter(ends_on__gte=today).first()

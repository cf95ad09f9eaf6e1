"""The AST register: the posts of a day, who holds them, and how many there are (CA L47, L73)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from directory.enums import Tier
from directory.models import School, SchoolPast
from directory.outreach.enums import FundingType, Phase
from directory.outreach.models import (
    ASTAppointment,
    ASTPost,
    PostAllocation,
    PostReview,
    ReleaseAgreement,
)
from directory.outreach.queries.holders import holders_on, outreach_days_a_week
from directory.outreach.queries.schools import school_then
from directory.queries.schools_then import SchoolThen, as_they_were

# Special is a type of school: a post there is counted by it, whatever its phase (CA L73).
SPECIAL = "special"
COUNTED_AS = (*Phase.values, SPECIAL)
# The order in which the sentence has them: the most of the authority's posts are secondary.
_IN_WORDS = (Phase.SECONDARY.value, Phase.MIDDLE.value, Phase.PRIMARY.value, SPECIAL)


@dataclass(frozen=True)
class RegisterLine:
    """One post as it was on the day."""

    post: ASTPost
    school: School
    then: SchoolThen
    funding: str
    appointment: ASTAppointment | None
    under_review: bool

    @property
    def funding_label(self) -> str:
        return FundingType(self.funding).label if self.funding else ""

    @property
    def counted_as(self) -> str:
        """The phase of the post, or "special" at a school that was special on the day."""
        return SPECIAL if self.then.tier == Tier.SPECIAL else self.post.phase

    @property
    def days_a_week(self) -> str:
        """Days for outreach, without noughts at the end: "1", "0.6"; "" while vacant."""
        if self.appointment is None:
            return ""
        return f"{outreach_days_a_week(self.appointment):.2f}".rstrip("0").rstrip(".")

    @property
    def standing(self) -> str:
        """ "Filled", "Vacant", "Retained in school", each with the review it may be under."""
        if self.funding == FundingType.ACADEMY_KEPT:
            return "Retained in school"
        filled = "Filled" if self.appointment else "Vacant"
        return f"{filled}, under review" if self.under_review else filled


def register_on(day: date, posts: Iterable[ASTPost] | None = None) -> list[RegisterLine]:
    """The posts of the day by school; three queries, however many there are. A school's tier, area
    and name are those of the day."""
    under = PostReview.objects.filter(
        Q(settled_on=None) | Q(settled_on__gt=day), post=OuterRef("pk"), opened_on__lte=day
    )
    rows = ASTPost.objects.all() if posts is None else posts
    found = list(
        rows.on(day)
        .with_funding(day)
        .annotate(under_review=Exists(under))
        .select_related("subject", "base_school__predecessor__predecessor__predecessor")
        .order_by("base_school__name", "subject__name", "pk")
    )
    holders = holders_on(found, day)
    for appointment in holders.values():
        appointment.post = next(post for post in found if post.pk == appointment.post_id)
    schools = {post.pk: school_then(post.base_school, day) for post in found}
    then = as_they_were(day, schools.values())
    return [
        RegisterLine(
            post,
            schools[post.pk],
            then[schools[post.pk].pk],
            post.funding,
            holders.get(post.pk),
            post.under_review,
        )
        for post in found
    ]


def counts_of(lines: Iterable[RegisterLine]) -> dict[str, Counter]:
    """How many posts, by funding and within that by what they count as."""
    counts: dict[str, Counter] = {kind.value: Counter() for kind in FundingType}
    for line in lines:
        if line.funding:
            counts[line.funding][line.counted_as] += 1
    return counts


def in_words(counts: dict[str, Counter]) -> str:
    """ "37 LA-funded: 33 secondary, 2 primary, 2 special; 8 school-funded" (CA L73, L75)."""
    said = []
    for kind in FundingType:
        counter = counts[kind.value]
        if not counter.total():
            continue
        words = f"{counter.total()} {_mid_sentence(kind)}"
        if kind == FundingType.LA_FUNDED:
            parts = [f"{counter[each]} {each}" for each in _IN_WORDS if counter[each]]
            words += ": " + ", ".join(parts)
        said.append(words)
    return "; ".join(said) or "no posts"


def academies_releasing(day: date | None = None) -> int:
    """Academies with a release agreement in force: three, of which CB ¶9 speaks."""
    live = ReleaseAgreement.objects.live(day or timezone.localdate())
    return live.values("academy").distinct().count()


def areas_with_posts() -> list[str]:
    """Every area in which the school of a post is or was, in one query."""
    schools = School.objects.filter(ast_posts__isnull=False)
    then = SchoolPast.objects.filter(school__in=schools).order_by().values_list("area", flat=True)
    now = schools.order_by().values_list("area", flat=True)
    return sorted(filter(None, now.union(then)))


def allocation_on(day: date, authority_code: str) -> PostAllocation | None:
    """What the authority was allocated, as in force on the day (CA L73)."""
    return PostAllocation.objects.on(day).filter(authority=authority_code).first()


HEADINGS = (
    "School", "URN", "Area", "Subject", "Phase", "Counted as", "Funding", "Share for outreach (%)",
    "State", "AST", "In post from", "Last day", "Accredited on", "Mentor", "Days a week",
)  # fmt: skip


def as_row(line: RegisterLine) -> Sequence:
    """The line for a spreadsheet. Categories of concern are in none (P14)."""
    post, held = line.post, line.appointment
    return (
        line.then.name, line.school.urn, line.then.area, post.subject.name,
        post.get_phase_display(), line.counted_as.capitalize(), line.funding_label,
        post.outreach_percent, line.standing,
        *(
            (
                held.practitioner.name, held.starts_on, held.last_day,
                held.practitioner.accredited_on, held.mentor.name if held.mentor else "",
                line.days_a_week,
            )
            if held
            else ("", None, None, None, "", "")
        ),
    )  # fmt: skip


def _mid_sentence(kind: FundingType) -> str:
    return kind.label if kind == FundingType.LA_FUNDED else kind.label.lower()

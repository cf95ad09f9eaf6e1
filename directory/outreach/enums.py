"""The fixed words of outreach: posts, the people in them, and the schools that worry somebody."""

from django.db import models

from directory.enums import Role

# Those who work for the authority, and may see its own list of schools of concern (DOMAIN 2.6).
AUTHORITY_ROLES = (Role.ADVISER, Role.AST_COORDINATOR, Role.PD_HEAD, Role.DIRECTOR)


class FundingType(models.TextChoices):
    """Who pays for a post (CA L17, CB ¶2, ¶9)."""

    LA_FUNDED = "la_funded", "LA-funded"
    SCHOOL_FUNDED = "school_funded", "School-funded"
    ACADEMY_RELEASE = "academy_release", "Academy release"
    ACADEMY_KEPT = "academy_kept", "Kept by its academy"


# Posts that money of the authority is released for: only these owe it their papers (CB ¶7, ¶9).
FUNDED_BY_AUTHORITY = (FundingType.LA_FUNDED, FundingType.ACADEMY_RELEASE)


class Phase(models.TextChoices):
    """For whom the post is. Special is a type of school and no phase (CA L73, DOMAIN 6.1)."""

    PRIMARY = "primary", "Primary"
    MIDDLE = "middle", "Middle"
    SECONDARY = "secondary", "Secondary"


class PostState(models.TextChoices):
    """Whether a post in force is filled or vacant follows from its appointments, day by day."""

    PROPOSED = "proposed", "Asked for"
    DECLINED = "declined", "Not agreed"
    OPEN = "open", "In force"
    UNDER_REVIEW = "under_review", "Under review"
    RETAINED = "retained", "Retained in school"
    REDIRECTED = "redirected", "Funding redirected"
    CLOSED = "closed", "Closed"


NEVER_OPENED = (PostState.PROPOSED, PostState.DECLINED)
IN_FORCE = (PostState.OPEN, PostState.UNDER_REVIEW, PostState.RETAINED)
ENDED = (PostState.REDIRECTED, PostState.CLOSED)


class EndReason(models.TextChoices):
    LEFT = "left", "Left the school"
    PROMOTED = "promoted", "Promoted"
    RETIRED = "retired", "Retired"
    CONVERSION = "conversion", "The school became an academy"
    FUNDING = "funding", "The funding ended"
    OTHER = "other", "Another reason"


class CategoryBody(models.TextChoices):
    """Who says it. What Ofsted says is public; the authority's own list is not."""

    OFSTED = "ofsted", "Ofsted"
    LA = "la", "The authority"


class FrameworkEra(models.TextChoices):
    """The inspection framework of the day: its words age (DOMAIN 6.6, P27)."""

    FROM_2005 = "2005", "September 2005 to August 2012"
    FROM_2012 = "2012", "September 2012 to November 2025"
    FROM_2025 = "2025", "From November 2025"


class ConcernCategory(models.TextChoices):
    SPECIAL_MEASURES = "special_measures", "Special measures"
    NOTICE_TO_IMPROVE = "notice_to_improve", "Notice to improve"
    SERIOUS_WEAKNESSES = "serious_weaknesses", "Serious weaknesses"
    SIGNIFICANT_IMPROVEMENT = "significant_improvement", "Requires significant improvement"
    LOCAL = "local", "On the authority's own list"


class ReviewTrigger(models.TextChoices):
    LEAVER = "leaver", "The AST is leaving"
    ANNUAL = "annual", "Looked at again"


class ReviewState(models.TextChoices):
    OPEN = "open", "Waits for a decision"
    CONTINUED = "continued", "The post goes on"
    PROPOSED = "proposed", "To be redirected, unless the school appeals"
    APPEALED = "appealed", "With the director"
    REDIRECTED = "redirected", "Funding redirected"
    SCHOOL_FUNDED = "school_funded", "The school pays itself"
    LAPSED = "lapsed", "Ended: the school became an academy"


OPEN_REVIEWS = (ReviewState.OPEN, ReviewState.PROPOSED, ReviewState.APPEALED)


class Priority(models.TextChoices):
    """The four of CA L85 to L88: any one of them keeps the funding where it is."""

    PHASE = "phase", "Foundation Stage and primary: an under-represented phase"
    CATEGORY = "category", "A school with an Ofsted category"
    SUBJECT = "subject", "An under-represented subject"
    AREA = "area", "An under-represented area of the county"


class CandidateState(models.TextChoices):
    INTERESTED = "interested", "Interested"
    SUPPORTED = "supported", "Supported"
    APPLIED = "applied", "Applied"
    ASSESSMENT_BOOKED = "assessment_booked", "Assessment booked"
    MET = "met", "Met the standards"
    NOT_MET = "not_met", "Did not meet the standards"
    APPOINTED = "appointed", "Appointed"
    WITHDRAWN = "withdrawn", "Withdrawn"


ENDED_CANDIDATES = (CandidateState.APPOINTED, CandidateState.WITHDRAWN)


class SupportKind(models.TextChoices):
    """What the coordinator does for somebody who may become an AST (CA L96 to L98)."""

    VISIT = "visit", "Visit, to talk over the process"
    PORTFOLIO = "portfolio", "Help with gathering evidence"
    ASSESSMENT = "assessment", "About the assessment"
    CONVERSATION = "conversation", "Call, letter or conversation"
    OFFER = "offer", "Offer of support after the assessment"


class InductionAim(models.TextChoices):
    """What a mentor helps a new AST to do (CA L100)."""

    ROLE = "role", "Understand the role"
    OTHERS = "others", "Draw on the expertise of others"
    PEOPLE = "people", "Build the skills of working with other adults"
    REFLECTION = "reflection", "Look back on their own work and judge it"

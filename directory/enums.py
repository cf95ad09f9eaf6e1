"""The directory's fixed words, and the named groups of them."""

from django.db import models


class Tier(models.TextChoices):
    """What a school calls itself locally; GIAS phases do not tell lower, middle and upper apart."""

    NURSERY = "nursery", "Nursery"
    LOWER = "lower", "Lower"
    PRIMARY = "primary", "Primary"
    MIDDLE = "middle", "Middle"
    SECONDARY = "secondary", "Secondary"
    UPPER = "upper", "Upper"
    ALL_THROUGH = "all_through", "All-through"
    POST_16 = "post_16", "16 plus"
    SPECIAL = "special", "Special"
    ALTERNATIVE_PROVISION = "alternative_provision", "Alternative provision"
    OTHER = "other", "Other"


class SchoolSource(models.TextChoices):
    GIAS = "gias", "Register of schools"
    MANUAL = "manual", "Added by the office"


class GroupKind(models.TextChoices):
    TRUST = "trust", "Trust"
    FEDERATION = "federation", "Federation"
    CLUSTER = "cluster", "Local cluster"


class Role(models.TextChoices):
    """DOMAIN 2.2. The first three belong to one school; the rest to the programme."""

    SCHOOL_MEMBER = "school_member", "Colleague"
    SCHOOL_LEAD = "school_lead", "Lead"
    SCHOOL_FINANCE = "school_finance", "Finance"
    PRACTITIONER = "practitioner", "Practitioner"
    EDITOR = "editor", "Training-school editor"
    PSG_ORGANISER = "psg_organiser", "Training-school office"
    FINANCE = "finance", "Finance office"
    QA_LEAD = "qa_lead", "QA lead"
    AST_COORDINATOR = "ast_coordinator", "AST coordinator"
    ADVISER = "adviser", "Adviser"
    PD_HEAD = "pd_head", "Head of professional development"
    DIRECTOR = "director", "Director"
    ADMIN = "admin", "Administrator"


SCHOOL_ROLES = (Role.SCHOOL_MEMBER, Role.SCHOOL_LEAD, Role.SCHOOL_FINANCE)
# As a sentence has it: "You are a finance contact of …".
SCHOOL_ROLE_WORDS = {
    Role.SCHOOL_MEMBER: "a colleague",
    Role.SCHOOL_LEAD: "a lead",
    Role.SCHOOL_FINANCE: "a finance contact",
}
# A Wagtail group of the role's name follows from each of these.
BACK_OFFICE_ROLES = (
    Role.PRACTITIONER,
    Role.EDITOR,
    Role.PSG_ORGANISER,
    Role.FINANCE,
    Role.QA_LEAD,
    Role.AST_COORDINATOR,
    Role.ADVISER,
    Role.PD_HEAD,
    Role.DIRECTOR,
    Role.ADMIN,
)


class ClaimState(models.TextChoices):
    PENDING = "pending", "Waiting"
    AGREED = "agreed", "Agreed"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Outreach(models.TextChoices):
    """Whether other schools may ask for this practitioner, and whom: a school that funds the post
    itself coordinates the work (CB ¶2); some academies keep theirs (CB ¶9)."""

    AVAILABLE = "available", "Available to other schools"
    ASK_SCHOOL = "ask_school", "Ask the base school"
    OWN_SCHOOL = "own_school", "Works in their own school only"


class DeployedBy(models.TextChoices):
    AUTHORITY = "authority", "The local authority"
    TEACHING_SCHOOL = "teaching_school", "A teaching school"
    BASE_SCHOOL = "base_school", "The base school"


class Season(models.TextChoices):
    AUTUMN = "autumn", "Autumn"
    SPRING = "spring", "Spring"
    SUMMER = "summer", "Summer"

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
# A Wagtail group of the role's name follows from each of these.
BACK_OFFICE_ROLES = (
    Role.PRACTITIONER,
    Role.EDITOR,
    Role.PSG_ORGANISER,
    Role.FINANCE,
    Role.QA_LEAD,
    Role.AST_COORDINATOR,
)


class ClaimState(models.TextChoices):
    PENDING = "pending", "Waiting"
    AGREED = "agreed", "Agreed"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Outreach(models.TextChoices):
    """Whether other schools may ask for this practitioner (CB ¶9)."""

    AVAILABLE = "available", "Available to other schools"
    OWN_SCHOOL = "own_school", "Works in their own school only"


class DeployedBy(models.TextChoices):
    AUTHORITY = "authority", "The local authority"
    TEACHING_SCHOOL = "teaching_school", "A teaching school"
    BASE_SCHOOL = "base_school", "The base school"


class Season(models.TextChoices):
    AUTUMN = "autumn", "Autumn"
    SPRING = "spring", "Spring"
    SUMMER = "summer", "Summer"

"""Schools as the Department for Education's register knows them, with the county's own words."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from directory.enums import SchoolSource, Tier
from directory.models.authority import LocalAuthority

six_digits = RegexValidator(r"\A[0-9]{6}\Z", "A URN is six digits, for example 900001.")
# 1 open, 3 open but proposed to close: a school with status 3 is still open (DOMAIN 6.1).
OPEN_STATUS_CODES = ("1", "3")


class SchoolQuerySet(models.QuerySet):
    def open(self) -> "SchoolQuerySet":
        return self.filter(status_code__in=OPEN_STATUS_CODES)

    def in_authority(self, code: str) -> "SchoolQuerySet":
        return self.filter(authority_id=code)

    def matching(self, words: str) -> "SchoolQuerySet":
        """Schools whose name, town, postcode or URN holds every word typed."""
        found = self
        for word in words.split()[:6]:
            found = found.filter(
                Q(name__icontains=word)
                | Q(town__icontains=word)
                | Q(postcode__istartswith=word)
                | Q(urn__startswith=word)
            )
        return found


class School(models.Model):
    """A school ("establishment" in the register). A conversion to an academy gives a new URN and so
    a new row, joined by `predecessor`."""

    urn = models.CharField("URN", max_length=6, unique=True, validators=[six_digits])
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="schools")
    establishment_number = models.CharField(max_length=4, blank=True)
    name = models.CharField(max_length=200)
    type_code = models.CharField(max_length=2, blank=True)
    type_name = models.CharField("type", max_length=100, blank=True)
    type_group_code = models.CharField(max_length=2, blank=True)
    type_group_name = models.CharField(max_length=100, blank=True)
    phase_code = models.CharField(max_length=2, blank=True)
    phase_name = models.CharField("phase", max_length=100, blank=True)
    status_code = models.CharField(max_length=2, default="1")
    status_name = models.CharField("status", max_length=60, default="Open")
    open_date = models.DateField(null=True, blank=True)
    close_date = models.DateField(null=True, blank=True)
    statutory_low_age = models.PositiveSmallIntegerField(null=True, blank=True)
    statutory_high_age = models.PositiveSmallIntegerField(null=True, blank=True)
    number_on_roll = models.PositiveIntegerField(null=True, blank=True)
    ukprn = models.CharField("UKPRN", max_length=8, blank=True)
    street = models.CharField(max_length=200, blank=True)
    locality = models.CharField(max_length=200, blank=True)
    address3 = models.CharField(max_length=200, blank=True)
    town = models.CharField(max_length=100, blank=True)
    county = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    website = models.URLField(max_length=300, blank=True)
    easting = models.IntegerField(null=True, blank=True, help_text="Metres, OSGB36.")
    northing = models.IntegerField(null=True, blank=True, help_text="Metres, OSGB36.")
    trust_code = models.CharField(max_length=10, blank=True)
    trust_name = models.CharField("trust", max_length=200, blank=True)
    federation_code = models.CharField(max_length=10, blank=True)
    federation_name = models.CharField("federation", max_length=200, blank=True)
    last_changed_date = models.DateField(null=True, blank=True)

    tier = models.CharField(max_length=24, choices=Tier.choices, default=Tier.OTHER, db_index=True)
    area = models.CharField(max_length=100, blank=True)
    predecessor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="successors"
    )
    source = models.CharField(
        max_length=6, choices=SchoolSource.choices, default=SchoolSource.MANUAL
    )

    objects = SchoolQuerySet.as_manager()

    class Meta:
        ordering = ["name", "urn"]
        indexes = [models.Index(fields=["easting", "northing"], name="school_place")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.status_code in OPEN_STATUS_CODES

    @property
    def laestab(self) -> str:
        """The DfE number: "823/4000"."""
        return f"{self.authority_id}/{self.establishment_number}"

    @property
    def label(self) -> str:
        """Name, town and URN: same-named schools are told apart by these (DOMAIN 6.1)."""
        return ", ".join(part for part in (self.name, self.town, f"URN {self.urn}") if part)

    @property
    def address_lines(self) -> list[str]:
        """The address without its blanks, the postcode last."""
        parts = (self.street, self.locality, self.address3, self.town, self.county, self.postcode)
        return [part for part in parts if part]

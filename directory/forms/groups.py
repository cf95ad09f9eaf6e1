"""A group of schools, as the office keeps it."""

from django.db.models import QuerySet
from django.utils import timezone

from core.backoffice.rows import RowFormSet, RowsForm
from core.models import User
from directory.enums import Role, SchoolSource
from directory.models import RoleAssignment, School

_PAYERS = [Role.SCHOOL_LEAD.value, Role.SCHOOL_FINANCE.value]


def possible_payers(schools) -> QuerySet[User]:
    """Leads and finance contacts of these schools today."""
    held = RoleAssignment.objects.live().filter(role__in=_PAYERS, school__in=schools)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by(
        "last_name", "first_name"
    )


class MemberFormSet(RowFormSet):
    """However many members there are, their schools are asked for at once."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rows = [form for form in self.forms if form.instance.school_id]
        known = School.objects.in_bulk({form.instance.school_id for form in rows})
        for form in rows:
            form.fields["school"].widget.known = known


class SchoolGroupForm(RowsForm):
    """The register's groups are named by the register. Who pays is chosen among the people of the
    schools that are its members by now."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        group = self.instance
        if "finance_contact" in self.fields:
            schools = group.schools_on(timezone.localdate()) if group.pk else []
            field = self.fields["finance_contact"]
            field.queryset = possible_payers(schools)
            field.label_from_instance = lambda user: f"{user}, {user.email}"
            if not group.pk:
                field.help_text = "Add the schools and save; then choose one of their people."
        if group.source == SchoolSource.GIAS:
            for name in ("kind", "name"):
                if name in self.fields:
                    self.fields[name].disabled = True

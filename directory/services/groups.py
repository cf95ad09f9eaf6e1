"""Wagtail's groups: what each role's group may do, and who is in it. Both follow from our own
tables; what someone changes by hand in Wagtail's group editor is put back."""

import logging
from collections import defaultdict

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Model, Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from core.models import User
from core.roles import granted, granted_files, granted_pages
from directory.enums import BACK_OFFICE_ROLES
from directory.scoping import forget_roles

logger = logging.getLogger(__name__)


def sync_groups_of(user: User) -> None:
    """The person's back-office groups are those of the roles in force today."""
    forget_roles(user)
    live = set(user.roles.live().values_list("role", flat=True)) if user.is_active else set()
    names = {role.value: role.label for role in BACK_OFFICE_ROLES}
    wanted = {names[role] for role in live & set(names)}
    held = set(user.groups.filter(name__in=names.values()).values_list("name", flat=True))
    if over := held - wanted:
        user.groups.remove(*Group.objects.filter(name__in=over))
    if missing := wanted - held:
        user.groups.add(*Group.objects.filter(name__in=missing))


def sync_everyone() -> int:
    """Roles that began or ended since the last time are felt in the groups too. Returns how many
    people were looked at: those with a role in force and those still in a group of ours."""
    names = [role.label for role in BACK_OFFICE_ROLES]
    roles = [role.value for role in BACK_OFFICE_ROLES]
    people = User.objects.filter(Q(groups__name__in=names) | Q(roles__role__in=roles)).distinct()
    for user in people:
        sync_groups_of(user)
    return len(people)


@transaction.atomic
def sync_groups(*, strict: bool = True) -> None:
    """Every back-office role has a group with exactly the permissions its apps allow it, on the
    site, on pages and on files: a handful of queries when nothing has to change. Raises LookupError
    for a permission that does not exist, unless not `strict` (a database only partly migrated)."""
    permissions = _permissions(strict=strict)
    groups = _groups()
    _keep(Group.permissions.through, groups, _on_the_site(groups, permissions))
    _keep(GroupPagePermission, groups, _on_pages(groups, permissions), "page_id")
    _keep(GroupCollectionPermission, groups, _on_files(groups, permissions), "collection_id")


def _groups() -> dict[str, int]:
    """The number of each role's group, made where it is not there, by the role."""
    names = [role.label for role in BACK_OFFICE_ROLES]
    found = dict(Group.objects.filter(name__in=names).values_list("name", "pk"))
    missing = [Group(name=name) for name in names if name not in found]
    found |= {group.name: group.pk for group in Group.objects.bulk_create(missing)}
    return {role.value: found[role.label] for role in BACK_OFFICE_ROLES}


def _permissions(*, strict: bool) -> dict[str, int]:
    """The number of every permission that some role has, by its name."""
    wanted = {each for names in (*granted().values(), *granted_files().values()) for each in names}
    wanted |= {_page_permission(do) for pairs in granted_pages().values() for _, do in pairs}
    every = Permission.objects.order_by().values_list("content_type__app_label", "codename", "pk")
    found = {f"{app_label}.{codename}": pk for app_label, codename, pk in every}
    if missing := wanted - found.keys():
        words = f"No such permissions: {', '.join(sorted(missing))}"
        if strict:
            raise LookupError(words)
        logger.warning(words)
    return {name: found[name] for name in wanted & found.keys()}


def _page_permission(action: str) -> str:
    return f"wagtailcore.{action}_page"


def _on_the_site(groups: dict[str, int], permissions: dict[str, int]) -> set[tuple[int, ...]]:
    allowed = granted()
    return {
        (group, permissions[name])
        for role, group in groups.items()
        for name in allowed.get(role, frozenset()) & permissions.keys()
    }


def _on_pages(groups: dict[str, int], permissions: dict[str, int]) -> set[tuple[int, ...]]:
    """On every page of the types that are named, in whatever number."""
    allowed = granted_pages()
    types = {page_type.lower() for pairs in allowed.values() for page_type, _ in pairs}
    there = Page.objects.filter(content_type__model__in={each.split(".")[1] for each in types})
    pages = defaultdict(list)
    for app_label, model, pk in there.order_by().values_list(
        "content_type__app_label", "content_type__model", "pk"
    ):
        pages[f"{app_label}.{model}"].append(pk)
    return {
        (group, page, permissions[_page_permission(action)])
        for role, group in groups.items()
        for page_type, action in allowed.get(role, frozenset())
        for page in pages[page_type.lower()]
        if _page_permission(action) in permissions
    }


def _on_files(groups: dict[str, int], permissions: dict[str, int]) -> set[tuple[int, ...]]:
    allowed = granted_files()
    root = Collection.get_first_root_node()
    return {
        (group, root.pk, permissions[name])
        for role, group in groups.items()
        for name in allowed.get(role, frozenset()) & permissions.keys()
        if root
    }


def _keep(table: type[Model], groups: dict[str, int], wanted: set[tuple], *on: str) -> None:
    """The table's rows of these groups say what is wanted (group, thing, permission), no more."""
    fields = ("group_id", *on, "permission_id")
    rows = table.objects.filter(group__in=groups.values()).values_list("pk", *fields)
    have = {tuple(key): pk for pk, *key in rows}
    if over := have.keys() - wanted:
        table.objects.filter(pk__in=[have[key] for key in over]).delete()
    table.objects.bulk_create(
        table(**dict(zip(fields, key, strict=True))) for key in sorted(wanted - have.keys())
    )

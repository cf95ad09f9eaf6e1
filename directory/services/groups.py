"""Wagtail's groups: what each role's group may do, and who is in it. Both follow from our own
tables; what someone changes by hand in Wagtail's group editor is put back."""

import logging

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
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
    ours = Group.objects.filter(name__in=names.values())
    user.groups.remove(*ours.exclude(name__in=wanted))
    user.groups.add(*ours.filter(name__in=wanted))


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
    site, on pages and on files. Raises LookupError for a permission that does not exist, unless
    not `strict` (a database that is only partly migrated)."""
    permissions = _permissions(strict=strict)
    for role in BACK_OFFICE_ROLES:
        group, _ = Group.objects.get_or_create(name=role.label)
        named = granted().get(role.value, frozenset())
        group.permissions.set([permissions[each] for each in named if each in permissions])
        _sync_pages(group, granted_pages().get(role.value, frozenset()), permissions)
        _sync_files(group, granted_files().get(role.value, frozenset()), permissions)


def _permissions(*, strict: bool) -> dict[str, Permission]:
    """Every permission that some role has, by its name."""
    wanted = {each for names in (*granted().values(), *granted_files().values()) for each in names}
    wanted |= {
        f"wagtailcore.{action}_page" for pairs in granted_pages().values() for _, action in pairs
    }
    query = Q(pk__in=[])
    for name in wanted:
        app_label, codename = name.split(".")
        query |= Q(content_type__app_label=app_label, codename=codename)
    found = {
        f"{each.content_type.app_label}.{each.codename}": each
        for each in Permission.objects.filter(query).select_related("content_type")
    }
    if missing := wanted - found.keys():
        words = f"No such permissions: {', '.join(sorted(missing))}"
        if strict:
            raise LookupError(words)
        logger.warning(words)
    return found


def _sync_pages(group: Group, pairs: frozenset[tuple[str, str]], permissions: dict) -> None:
    wanted = set()
    for page_type, action in pairs:
        app_label, model = page_type.lower().split(".")
        pages = Page.objects.filter(content_type__app_label=app_label, content_type__model=model)
        permission = permissions.get(f"wagtailcore.{action}_page")
        if permission:
            wanted |= {(pk, permission.pk) for pk in pages.values_list("pk", flat=True)}
    have = {(each.page_id, each.permission_id): each for each in group.page_permissions.all()}
    for key in have.keys() - wanted:
        have[key].delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=page, permission_id=permission)
        for page, permission in sorted(wanted - have.keys())
    )


def _sync_files(group: Group, names: frozenset[str], permissions: dict) -> None:
    root = Collection.get_first_root_node()
    wanted = {(root.pk, permissions[each].pk) for each in names if each in permissions and root}
    have = {
        (each.collection_id, each.permission_id): each
        for each in group.collection_permissions.all()
    }
    for key in have.keys() - wanted:
        have[key].delete()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection_id=collection, permission_id=permission)
        for collection, permission in sorted(wanted - have.keys())
    )

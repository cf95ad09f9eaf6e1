"""What the groups may do is what the apps declare, and nothing that was clicked together."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models.signals import post_migrate
from django.utils import timezone
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from core import roles
from core.services.periodic import registered_jobs
from directory.enums import BACK_OFFICE_ROLES, Role
from directory.services.groups import sync_everyone, sync_groups
from directory.services.roles import end_role, grant_role
from tests.factories.core import UserFactory

pytestmark = pytest.mark.django_db


def rights_of(group: Group) -> set[str]:
    found = group.permissions.values_list("content_type__app_label", "codename")
    return {f"{app_label}.{codename}" for app_label, codename in found}


def test_after_migrate_every_role_has_its_group_with_what_the_apps_declare():
    assert {
        role.value: rights_of(Group.objects.get(name=role.label)) for role in BACK_OFFICE_ROLES
    } == {role.value: set(roles.granted()[role.value]) for role in BACK_OFFICE_ROLES}


def test_after_migrate_the_page_rights_stand_on_the_first_pages():
    group = Group.objects.get(name=Role.PRACTITIONER.label)
    found = group.page_permissions.values_list("page__slug", "permission__codename")
    assert list(found) == [("find-an-ast", "add_page")]


def test_rights_given_by_hand_are_taken_back():
    group = Group.objects.get(name=Role.QA_LEAD.label)
    before = rights_of(group)
    group.permissions.add(Permission.objects.get(codename="add_user"))
    group.page_permissions.create(page=Page.get_first_root_node(), permission_type="publish")
    sync_groups()

    assert rights_of(group) == before
    assert not group.page_permissions.exists()


def test_nothing_to_change_is_a_handful_of_queries(count_queries):
    """Asked at each deployment and every hour."""
    ContentPage = apps.get_model("home", "ContentPage")
    for title in ("Our hall", "Our kitchen", "Our garden"):
        Page.objects.get(slug="find-an-ast").get_parent().add_child(
            instance=ContentPage(title=title)
        )
    sync_groups()
    rows = (Group.permissions.through, GroupPagePermission, GroupCollectionPermission)
    before = [list(table.objects.order_by("pk").values()) for table in rows]

    assert count_queries(sync_groups) == 7
    assert [list(table.objects.order_by("pk").values()) for table in rows] == before


def test_permission_that_does_not_exist_is_not_passed_over(monkeypatch):
    monkeypatch.setitem(roles._granted, "finance", {"subscriptions.no_such_thing"})
    with pytest.raises(LookupError, match="subscriptions.no_such_thing"):
        sync_groups()
    sync_groups(strict=False)
    assert rights_of(Group.objects.get(name=Role.FINANCE.label)) == set()


@pytest.mark.parametrize("role", BACK_OFFICE_ROLES)
def test_no_role_may_touch_accounts_or_groups(role):
    """SAFETY 1.6: whoever may, can make a superuser."""
    held = rights_of(Group.objects.get(name=role.label))
    forbidden = {"user", "group", "permission", "emailaddress", "roleassignment"}
    assert {right for right in held if right.rpartition("_")[2] in forbidden} == set()


def test_role_that_ended_by_date_leaves_its_group_at_the_next_hour():
    user = UserFactory()
    given = grant_role(user, Role.EDITOR)
    end_role(given, on=timezone.localdate() + timedelta(days=1))
    given.ends_on = timezone.localdate()
    given.save()
    assert user.groups.count() == 1

    registered_jobs()["sync_groups"].function()
    assert user.groups.count() == 0


def test_role_that_began_by_date_joins_its_group():
    user = UserFactory()
    user.roles.create(role=Role.EDITOR, starts_on=timezone.localdate())
    user.roles.create(role=Role.FINANCE, starts_on=timezone.localdate() + timedelta(days=1))
    sync_everyone()

    assert [group.name for group in user.groups.all()] == [Role.EDITOR.label]


def test_other_groups_are_left_alone():
    user = UserFactory()
    user.groups.add(Group.objects.create(name="Choir"))
    end_role(grant_role(user, Role.EDITOR))

    assert [group.name for group in user.groups.all()] == ["Choir"]


def test_groups_are_made_again_by_the_signal_that_follows_a_migrate_or_a_flush():
    before = everything()
    Group.objects.all().delete()
    assert everything() == set()
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")

    assert everything() == before
    names = set(Group.objects.values_list("name", flat=True))
    assert names == {role.label for role in BACK_OFFICE_ROLES}


def everything() -> set[tuple]:
    """What the roles' groups may do, on the site, on pages and on files."""
    found, ours = set(), [role.label for role in BACK_OFFICE_ROLES]
    for rows, thing in (
        (Group.permissions.through, "permission"),
        (GroupPagePermission, "page"),
        (GroupCollectionPermission, "collection"),
    ):
        named = rows.objects.filter(group__name__in=ours)
        named = named.values_list("group__name", thing, "permission")
        found |= {(rows.__name__, *row) for row in named}
    return found


def test_groups_wait_for_the_last_app_whose_permissions_they_name():
    Group.objects.all().delete()
    for app in list(apps.get_app_configs()):
        if app.models_module is not None:
            assert not Group.objects.exists()
            post_migrate.send(sender=app, app_config=app, using="default", verbosity=0)

    assert Group.objects.exists()


def test_database_that_is_migrated_in_part_is_left_alone():
    Group.objects.all().delete()
    state = MigrationLoader(connection).project_state(
        ("auth", "0012_alter_user_first_name_max_length")
    )
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default", apps=state.apps)

    assert not Group.objects.exists()

"""What the roles may do in the back office with what this app and Wagtail hold. The other apps add
their own lines in their own AppConfig.ready."""

from datetime import timedelta

from django.apps import apps
from django.db.models.signals import post_migrate

from core.roles import allow, allow_files, allow_pages
from core.services import periodic
from directory.enums import BACK_OFFICE_ROLES, Role

_CHOOSE = ("wagtailimages.choose_image", "wagtaildocs.choose_document")
_ADD = ("wagtailimages.add_image", "wagtaildocs.add_document")
_CHANGE = ("wagtailimages.change_image", "wagtaildocs.change_document")
_NEEDED = ("directory.RoleAssignment", "wagtailcore.GroupPagePermission", "core.User")


def declare_rights() -> None:
    """Called once, when the app is ready. Nobody gets a permission on accounts or groups: whoever
    may edit accounts in Wagtail can make a superuser (SAFETY 1.6)."""
    for role in BACK_OFFICE_ROLES:
        allow(role, "wagtailadmin.access_admin")
    for role in (Role.PSG_ORGANISER, Role.ADMIN):
        allow(role, "directory.manage_people")
        allow(role, "core.change_partnershipsettings")

    allow_pages(Role.EDITOR, "home.HomePage", "add", "change", "publish", "lock", "unlock")
    allow_pages(Role.PSG_ORGANISER, "home.HomePage", "add", "change", "publish", "lock", "unlock")
    # "Add" lets a person edit what is their own, and nothing else (DOMAIN 2.6: edit pen portrait).
    allow_pages(Role.PRACTITIONER, "directory.DirectoryPage", "add")
    allow_pages(Role.AST_COORDINATOR, "directory.DirectoryPage", "add", "change", "publish")

    for role in (Role.EDITOR, Role.PSG_ORGANISER, Role.AST_COORDINATOR):
        allow_files(role, *_CHOOSE, *_ADD, *_CHANGE)
    allow_files(Role.PRACTITIONER, "wagtailimages.choose_image", "wagtailimages.add_image")


def keep_groups_in_step() -> None:
    """After each migrate the groups are what the apps declare; every hour they follow the roles
    that began or ended by date."""
    post_migrate.connect(_after_migrate, dispatch_uid="directory.sync_groups")
    periodic.register("sync_groups", every=timedelta(hours=1), function=_hourly)


def _after_migrate(sender, using: str, **kwargs) -> None:
    """Once, after the last app: only then do the permissions of all apps exist."""
    with_models = [each for each in apps.get_app_configs() if each.models_module is not None]
    state = kwargs.get("apps") or apps
    if sender is not with_models[-1] or using != "default" or not _has_tables(state):
        return
    from directory.services.groups import sync_groups

    sync_groups(strict=False)


def _has_tables(state) -> bool:
    try:
        return all(state.get_model(name) for name in _NEEDED)
    except LookupError:
        return False


def _hourly() -> None:
    from directory.services.groups import sync_everyone, sync_groups

    sync_groups()
    sync_everyone()

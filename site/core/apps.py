"""The shared app: what every feature stands on. It imports no feature."""

from datetime import timedelta

from django.apps import AppConfig
from django.core.management import call_command


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Shared"

    def ready(self) -> None:
        """Set up what every process needs: checks, safe exports, the frameworks' own jobs."""
        from core import (
            checks,  # noqa: F401 -- importing registers them
            roles,
        )
        from core.audit import area_of_changes, keep_private, subject_kind
        from core.audit_mirror import mirror_wagtail, watch
        from core.models.audit import AuditArea
        from core.privacy.framework import declare_privacy
        from core.privacy.periods import register_periods
        from core.services import periodic
        from core.spreadsheets import make_wagtail_exports_safe
        from core.typed_days import keep_what_is_typed

        make_wagtail_exports_safe()
        keep_what_is_typed()
        mirror_wagtail()
        declare_privacy()
        register_periods()
        area_of_changes("core", AuditArea.PEOPLE)
        area_of_changes("core.LetterWords", AuditArea.PUBLICATION)
        subject_kind("account", "core.User", label="Account number")
        keep_private("core.User", "email", "first_name", "last_name", "password", "last_login")
        watch("core.User", "core.PartnershipSettings")
        # "psg_organiser" is the training-school office (directory.enums.Role).
        roles.allow("psg_organiser", "core.view_message", "core.resend_message")
        for role in ("psg_organiser", "editor"):
            roles.allow(role, "core.change_letterwords")
        for role in ("psg_organiser", "admin"):
            roles.allow(role, "core.view_auditentry")
        for role in ("psg_organiser", "admin", "ast_coordinator"):
            roles.allow(role, "core.handle_personal_data")
        periodic.register("publish_scheduled", every=timedelta(minutes=1), function=_publish)
        periodic.register("clear_sessions", every=timedelta(days=1), function=_clear_sessions)
        periodic.register("clear_cache", every=timedelta(hours=1), function=_clear_cache)


def _publish() -> None:
    call_command("publish_scheduled", verbosity=0)


def _clear_sessions() -> None:
    call_command("clearsessions", verbosity=0)


def _clear_cache() -> None:
    from django.core.cache import caches

    from core.cache import SharedCache

    if isinstance(shared := caches["default"], SharedCache):
        shared.forget_what_ran_out()

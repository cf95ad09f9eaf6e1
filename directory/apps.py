"""Who: schools, their people and accounts, practitioners and their pen portraits."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = "Schools and people"

    def ready(self) -> None:
        from directory.accounts import forget_sessions_daily
        from directory.audit import declare_audit
        from directory.backoffice.rights import declare_backoffice_rights, keep_portraits_in_step
        from directory.emails import register_links
        from directory.letter_kinds import declare_letters
        from directory.periods import register_periods
        from directory.privacy import declare_privacy
        from directory.rights import declare_rights, keep_groups_in_step
        from directory.waiting_matters import people_and_portraits, register_matters

        declare_audit()
        declare_privacy()
        register_periods()
        declare_rights()
        keep_groups_in_step()
        declare_backoffice_rights()
        keep_portraits_in_step(self)
        register_links()
        declare_letters()
        forget_sessions_daily()
        register_matters(people_and_portraits)

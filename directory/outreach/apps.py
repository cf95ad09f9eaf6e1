"""AST outreach: posts, requests, plans, visits, termly returns, and the release of funding."""

from datetime import timedelta

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "directory.outreach"
    label = "outreach"
    verbose_name = "Outreach"

    def ready(self) -> None:
        from core.links_for_some import register_for_some
        from core.services import periodic
        from directory.enums import Role
        from directory.landing import lands_on
        from directory.outreach import (  # noqa: F401 -- their tables are drawn in the docs
            funding_moves,
            moves,
            return_moves,
        )
        from directory.outreach.audit import declare_audit
        from directory.outreach.letter_kinds import declare_letters
        from directory.outreach.links import register_links
        from directory.outreach.periods import register_periods
        from directory.outreach.post_privacy import declare_privacy_of_posts
        from directory.outreach.privacy import declare_privacy
        from directory.outreach.readers import has_evidence, is_in_network
        from directory.outreach.rights import declare_rights
        from directory.outreach.school_matters import requests_to_answer
        from directory.outreach.services.academies import follow_posts
        from directory.outreach.services.evaluations import keep_asking
        from directory.outreach.services.term_papers import open_papers_of_this_year
        from directory.outreach.stated import declare_stated
        from directory.outreach.states import plan, request  # noqa: F401 -- and these
        from directory.waiting_matters import register_matters

        declare_audit()
        declare_privacy()
        declare_privacy_of_posts()
        register_periods()
        declare_rights()
        register_links()
        declare_letters()
        register_matters(requests_to_answer)
        declare_stated()
        register_for_some("/ast-network/", is_in_network)
        register_for_some("/my-evidence/", has_evidence)
        lands_on(Role.ADVISER, "outreach:adviser")
        lands_on(Role.AST_COORDINATOR, "outreach:desk")
        for role in (Role.PD_HEAD, Role.DIRECTOR):
            lands_on(role, "outreach:decisions")
        periodic.register("follow_posts", every=timedelta(hours=6), function=follow_posts)
        periodic.register(
            "open_term_papers", every=timedelta(days=1), function=open_papers_of_this_year
        )
        periodic.register("outreach_evaluations", every=timedelta(days=1), function=keep_asking)

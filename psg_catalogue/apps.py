"""What is on: study groups, sessions, bookings, registers, evaluations, reports."""

from datetime import timedelta

from django.apps import AppConfig, apps
from django.apps.registry import Apps
from django.db import connections
from django.db.models.signals import post_migrate


class PsgCatalogueConfig(AppConfig):
    name = "psg_catalogue"
    verbose_name = "Study groups"

    def ready(self) -> None:
        from core.services import periodic
        from core.services.outbox import register_link
        from directory.enums import Role
        from directory.landing import lands_on
        from directory.outreach import sessions_led
        from directory.outreach.engagements import register_engagements
        from directory.waiting_matters import register_matters
        from psg_catalogue import (  # noqa: F401 -- the tables are drawn in the docs
            booking_moves,
            proposal_moves,
            quality_moves,
        )
        from psg_catalogue.audit import declare_audit
        from psg_catalogue.backoffice.page_signals import keep_rows_with_their_pages
        from psg_catalogue.letter_kinds import declare_letters
        from psg_catalogue.privacy import declare_privacy
        from psg_catalogue.queries import told
        from psg_catalogue.queries.engagements import sessions_as_engagements
        from psg_catalogue.queries.registers import leads_any
        from psg_catalogue.queries.school_matters import bookings_to_answer
        from psg_catalogue.rights import declare_rights
        from psg_catalogue.services.door_links import CHECK_IN, make_check_in_link
        from psg_catalogue.services.evaluation_links import LINK_KIND, make_evaluation_link
        from psg_catalogue.services.few_bookings import tell_office_of_few_bookings
        from psg_catalogue.services.needs import forget_needs
        from psg_catalogue.services.place_links import register_links
        from psg_catalogue.services.waiting_list import let_run_out, tell_of_stopped_lists
        from psg_catalogue.stated import declare_stated

        post_migrate.connect(_guard_what_was_asked, sender=self)
        declare_audit()
        declare_letters()
        declare_stated()
        declare_privacy()
        keep_rows_with_their_pages()
        sessions_led.register(listing=told.sessions_led, counting=told.groups_led)
        register_engagements(sessions_as_engagements)
        register_matters(bookings_to_answer)

        lands_on(Role.PRACTITIONER, "psg_catalogue:registers", may=leads_any)
        lands_on(Role.QA_LEAD, "psg_catalogue:quality")
        register_link(LINK_KIND, make_evaluation_link)
        register_links()
        register_link(CHECK_IN, make_check_in_link)
        sell_places()
        remind_people()
        tell_of_new_sessions()
        periodic.register("needs_forgotten", every=timedelta(hours=1), function=forget_needs)
        periodic.register("unanswered_places", every=timedelta(minutes=5), function=let_run_out)
        periodic.register(
            "stopped_waiting_lists", every=timedelta(minutes=30), function=tell_of_stopped_lists
        )
        # Asked daily, so that a week that begins with the worker down is not left out.
        periodic.register(
            "few_bookings", every=timedelta(days=1), function=tell_office_of_few_bookings
        )
        declare_rights()


def _guard_what_was_asked(*, using: str, apps: Apps = apps, **kwargs: object) -> None:
    """Each migration, on the models as it leaves them."""
    from psg_catalogue.guards import guard_questions

    if connections[using].vendor in ("postgresql", "sqlite"):
        guard_questions(connections[using], apps)


def sell_places() -> None:
    """Places at a price are charges of this app, and those nobody pays for are freed; so are the
    places that were not used."""
    from core.services import periodic
    from psg_catalogue.services import place_orders, unused_charges
    from subscriptions.sales import Sale, register_sale

    register_sale(
        place_orders.KIND,
        Sale(
            label="Places at a session",
            page=place_orders.page_of_order,
            activated=place_orders.confirm_paid,
            lapsed=place_orders.free_unpaid,
            hold=place_orders.hold,
        ),
    )
    register_sale(
        unused_charges.KIND,
        Sale(label="Places not used", page=unused_charges.page_of_charge),
    )
    periodic.register(
        "unpaid_places",
        every=timedelta(minutes=5),
        function=place_orders.free_places_nobody_pays_for,
    )


def remind_people() -> None:
    """What goes out around a session by itself, at the hours that the office's rules say."""
    from core.services import periodic
    from core.services.outbox import forget_when_settled, register_link
    from psg_catalogue.enums import Reminding
    from psg_catalogue.services.reminders import evaluation, forget_holds, send_reminders
    from psg_catalogue.services.reminders.attenders import ATTENDERS
    from psg_catalogue.services.reminders.kinds import register_kind
    from psg_catalogue.services.reminders.leaders import LEADERS, LETTER, make_list_link

    register_kind(Reminding.ATTENDERS, ATTENDERS)
    register_kind(Reminding.LEADERS, LEADERS)
    register_kind(Reminding.EVALUATION, evaluation.EVALUATION)
    forget_when_settled(evaluation.LETTER)
    register_link(LETTER, make_list_link)
    periodic.register("session_reminders", every=timedelta(minutes=10), function=send_reminders)
    periodic.register("holds_forgotten", every=timedelta(days=1), function=forget_holds)


def tell_of_new_sessions() -> None:
    """The weekly letter, to those who asked for it."""
    from core.services import periodic
    from core.services.outbox import register_link
    from psg_catalogue.services.new_sessions import forget_unconfirmed
    from psg_catalogue.services.new_sessions_links import LINK_KIND, make_link
    from psg_catalogue.services.weekly_letter import send_weekly_letters

    register_link(LINK_KIND, make_link)
    periodic.register("weekly_letters", every=timedelta(minutes=30), function=send_weekly_letters)
    periodic.register(
        "unconfirmed_addresses", every=timedelta(hours=6), function=forget_unconfirmed
    )

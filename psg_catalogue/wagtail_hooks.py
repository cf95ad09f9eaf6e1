"""Wiring of study groups into Wagtail."""

from wagtail import hooks

from core.backoffice import today
from psg_catalogue.backoffice import page_hooks
from psg_catalogue.backoffice.agreements import AdministrativeCostViewSet, ServiceAgreementViewSet
from psg_catalogue.backoffice.group_copies import copy_button
from psg_catalogue.backoffice.history import register_actions
from psg_catalogue.backoffice.menu import (
    EvaluationMenu,
    StudyGroupsMenu,
    all_reports,
    forum_report,
)
from psg_catalogue.backoffice.today import (
    next_sessions,
    of_places_not_used,
    of_study_groups,
)
from psg_catalogue.backoffice.unused_places import UnusedPlaceViewSet
from psg_catalogue.queries.files import refuse_files_of_others

hooks.register("register_log_actions", register_actions)
hooks.register("register_admin_viewset", StudyGroupsMenu)
hooks.register("register_admin_viewset", EvaluationMenu)
hooks.register("register_admin_viewset", UnusedPlaceViewSet)
hooks.register("register_admin_viewset", AdministrativeCostViewSet)
hooks.register("register_admin_viewset", ServiceAgreementViewSet)
hooks.register("register_reports_menu_item", forum_report)
hooks.register("register_reports_menu_item", all_reports)
hooks.register("before_create_page", page_hooks.lead_to_one_form)
hooks.register("before_delete_page", page_hooks.keep_what_has_people)
hooks.register("before_bulk_action", page_hooks.keep_pages_in_bulk)
hooks.register("before_unpublish_page", page_hooks.warn_of_people)
hooks.register("before_serve_document", refuse_files_of_others)
hooks.register("after_copy_page", page_hooks.tell_of_missing_date)
hooks.register("register_page_header_buttons", copy_button)
today.register("Study groups", of_study_groups, order=10)
today.register("Money", of_places_not_used, order=31)
today.register_diary(next_sessions)

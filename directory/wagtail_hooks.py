"""Wiring of schools and people into Wagtail."""

from wagtail import hooks

from core.backoffice import today
from directory.backoffice.choosers import practitioner_chooser, school_chooser
from directory.backoffice.history import register_actions
from directory.backoffice.menu import SchoolsMenu
from directory.backoffice.people import PeopleGroup
from directory.backoffice.portraits import after_saving, lead_to_own_portrait
from directory.backoffice.today import of_people

hooks.register("register_log_actions", register_actions)
hooks.register("register_admin_viewset", PeopleGroup)
hooks.register("register_admin_viewset", SchoolsMenu)
hooks.register("register_admin_viewset", lambda: [school_chooser, practitioner_chooser])
hooks.register("before_create_page", lead_to_own_portrait)
hooks.register("after_create_page", after_saving)
hooks.register("after_edit_page", after_saving)
today.register("Schools and people", of_people, order=20)

"""What the roles may do in the back office with study groups, bookings and registers."""

from core.roles import allow
from directory.enums import Role


def declare_rights() -> None:
    """Called once, when the app is ready."""
    for role in (Role.EDITOR, Role.PSG_ORGANISER):
        for action in ("add", "change", "view"):
            allow(role, f"psg_catalogue.{action}_studygroupsession")
    for role in (Role.QA_LEAD, Role.AST_COORDINATOR):
        allow(role, "psg_catalogue.view_studygroupsession")
    allow(
        Role.PSG_ORGANISER,
        "psg_catalogue.book_for_schools",
        "psg_catalogue.take_register",
        "psg_catalogue.reopen_register",
        "psg_catalogue.view_booking",
        "psg_catalogue.view_accessneed",
        "psg_catalogue.view_unusedplace",
        "psg_catalogue.excuse_unusedplace",
        "psg_catalogue.change_bookingrules",
        "psg_catalogue.change_programmerules",
        "psg_catalogue.add_reminderrule",
        "psg_catalogue.change_reminderrule",
        "psg_catalogue.view_reminderrule",
        "psg_catalogue.send_reminderrule",
        "psg_catalogue.view_registerentry",
        "psg_catalogue.change_registerentry",
        "psg_catalogue.change_evaluationform",
        "psg_catalogue.review_evaluationanswer",
    )
    allow(Role.FINANCE, "psg_catalogue.view_unusedplace")
    for role in (Role.PSG_ORGANISER, Role.FINANCE):
        for action in ("add", "change", "view"):
            allow(role, f"psg_catalogue.{action}_serviceagreement")
        for action in ("add", "change", "delete", "view"):
            allow(role, f"psg_catalogue.{action}_administrativecost")
    allow(Role.DIRECTOR, "psg_catalogue.view_administrativecost")
    for role in (Role.QA_LEAD, Role.DIRECTOR):
        allow(role, "psg_catalogue.view_serviceagreement")

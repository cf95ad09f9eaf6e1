"""What the roles may do with schools, words and practitioners in the back office. What they may do
with pages and people stands in directory.rights."""

from datetime import timedelta

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from core.roles import allow
from core.services import periodic
from directory.enums import Role

VOCABULARY = ("subject", "keystage", "offer", "practitionerkind")
REGISTER = ("school", "schoolgroup", "localauthority", "term")


def declare_backoffice_rights() -> None:
    """Called once, when the app is ready. Deleting stays with the office: what is in use cannot be
    deleted in any case."""
    for model in VOCABULARY:
        _allow_all(Role.PSG_ORGANISER, model)
        allow(Role.EDITOR, *_named(model, "add", "change", "view"))
        allow(Role.AST_COORDINATOR, *_named(model, "view"))
    for model in REGISTER:
        _allow_all(Role.PSG_ORGANISER, model)
        for role in (Role.EDITOR, Role.AST_COORDINATOR, Role.FINANCE, Role.QA_LEAD):
            allow(role, *_named(model, "view"))
    _allow_all(Role.PSG_ORGANISER, "practitioner")
    allow(Role.AST_COORDINATOR, *_named("practitioner", "add", "change", "view"))
    allow(Role.EDITOR, *_named("practitioner", "view"))


def keep_portraits_in_step(app: AppConfig) -> None:
    """The portraits' workflow is there after each migrate; leavers' portraits go every day."""
    post_migrate.connect(_after_migrate, sender=app, dispatch_uid="directory.portrait_workflow")
    periodic.register("withdraw_portraits", every=timedelta(days=1), function=_daily)


def _allow_all(role: Role, model: str) -> None:
    allow(role, *_named(model, "add", "change", "delete", "view"))


def _named(model: str, *actions: str) -> list[str]:
    return [f"directory.{action}_{model}" for action in actions]


def _after_migrate(sender, using: str, **kwargs) -> None:
    """Only where this app's tables are: a database may be migrated in part."""
    try:
        kwargs["apps"].get_model("directory.BaseSchoolAgreement")
    except LookupError:
        return
    from directory.services.portrait_workflow import ensure_portrait_workflow

    if using == "default":
        ensure_portrait_workflow()


def _daily() -> int:
    from directory.services.practitioners import withdraw_portraits_of_leavers

    return withdraw_portraits_of_leavers()

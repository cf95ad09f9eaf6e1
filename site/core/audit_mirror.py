"""What Wagtail does by itself, pages published and rows edited in its own screens, stands in the
record of changes too. Wagtail tells of it only by the rows of its own log."""

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import post_save, pre_save
from wagtail.log_actions import get_active_log_context
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from core import audit

# Drafts of pages are kept by Wagtail as revisions, every few seconds while somebody types.
_TOO_MANY = ("wagtail.edit", "wagtail.reorder")
_before: dict[tuple[str, str], dict] = {}


def mirror_wagtail() -> None:
    """Called once, when the app is ready."""
    post_save.connect(_page_log_written, sender=PageLogEntry, dispatch_uid="audit.page_log")
    post_save.connect(_model_log_written, sender=ModelLogEntry, dispatch_uid="audit.model_log")


def watch(*models: str) -> None:
    """From now on an edit of these tables in Wagtail's own screens is recorded with what each field
    said before and after. Called in `AppConfig.ready`."""
    for label in models:
        pre_save.connect(
            _about_to_save, sender=apps.get_model(label), dispatch_uid=f"audit.watch.{label}"
        )


def _about_to_save(sender: type[Model], instance: Model, **kwargs) -> None:
    """Only where somebody works in the back office: services say themselves what they changed."""
    if get_active_log_context().user is None:
        return
    stored = sender._default_manager.filter(pk=instance.pk).first() if instance.pk else None
    _before[sender._meta.label_lower, str(instance.pk)] = _said(stored)


def _said(instance: Model | None) -> dict:
    """Every field, and of what is edited with it every row."""
    if instance is None:
        return {}
    if hasattr(instance, "serializable_data"):
        return audit.plain(instance.serializable_data())
    return {
        each.name: audit.plain(getattr(instance, each.attname))
        for each in instance._meta.concrete_fields
    }


def _page_log_written(sender, instance: PageLogEntry, created: bool, **kwargs) -> None:
    if not created or not instance.action.startswith("wagtail.") or instance.action in _TOO_MANY:
        return
    page = Page.objects.filter(pk=instance.page_id).first()
    audit.write_entry(
        page.specific_deferred if page else Page(pk=instance.page_id),
        instance.action,
        by=instance.user,
        changes={},
        details={"revision": instance.revision_id} if instance.revision_id else {},
    )


def _model_log_written(sender, instance: ModelLogEntry, created: bool, **kwargs) -> None:
    if not created or not instance.action.startswith("wagtail."):
        return
    model = instance.content_type.model_class()
    if model is None:
        return
    row = model._default_manager.filter(pk=instance.object_id).first()
    before = _before.pop((model._meta.label_lower, str(instance.object_id)), None)
    changes = {}
    if row is not None and before is not None:
        after = _said(row)
        changes = {
            name: (before.get(name), value)
            for name, value in after.items()
            if before.get(name) != value
        }
    audit.write_entry(
        row if row is not None else model(pk=instance.object_id),
        instance.action,
        by=instance.user,
        changes=changes,
        details={},
    )

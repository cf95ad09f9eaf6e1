"""Something of every kind that the back office shows, for its addresses to lead to."""

from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import models
from factory.django import DjangoModelFactory
from wagtail.admin.viewsets import viewsets
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Collection, Page, TaskState

from core.audit import record
from core.models import AuditEntry, Image
from directory.enums import Role
from directory.outreach.models import PostAllocation
from directory.services.invitations import invite_person
from directory.services.portrait_workflow import ensure_portrait_workflow
from home.models import ContactTopic
from psg_catalogue.models import EvaluationForm, ReminderRule, UnusedPlace
from psg_catalogue.services.evaluation_forms import start_draft
from subscriptions.models import BankLine, Renewal, SubscriptionScheme
from subscriptions.services.card_payments import start_card_payment
from subscriptions.services.credit_notes import issue_credit_note
from subscriptions.services.invoices import issue_invoice
from subscriptions.services.payments import record_payment
from tests.config.office_doors import page_types
from tests.config.owned_things import a_claim, a_waiting_portrait
from tests.factories.core import ImageFactory, UserFactory
from tests.factories.directory import (
    LocalAuthorityFactory,
    SchoolFactory,
    the_directory,
)
from tests.factories.evaluations import a_flagged_comment
from tests.factories.home import NewsIndexPageFactory, NewsPageFactory, the_home_page, the_news
from tests.factories.people import lead_of, person
from tests.factories.psg_catalogue import (
    BookingFactory,
    RegisterEntryFactory,
    SessionPageFactory,
    StudyGroupSessionFactory,
    the_catalogue,
)
from tests.factories.subscriptions import SubscriptionFactory

_FOLDER = Path(__file__).parents[1] / "factories"


def a_site_with_everything() -> Page:
    """One of each; the page is a piece of news with a draft of its own."""
    news = NewsPageFactory(parent=the_news())
    news.save_revision()
    ensure_portrait_workflow()
    ImageFactory(collection=Collection.get_first_root_node())
    school = SchoolFactory()
    a_claim(school)
    a_waiting_portrait(school)
    Collection.get_first_root_node().add_child(name="Handouts")
    _money(school)
    news.refresh_from_db()
    return news


def _money(school) -> None:
    lead = lead_of(school)
    by_invoice = SubscriptionFactory(school=SchoolFactory(), priced=True)
    invoice = issue_invoice(by_invoice, by=None)
    day, line = invoice.issued_on, invoice.lines.first()
    record_payment(by_invoice, amount_pence=100, method="bacs", received_on=day, by=None)
    issue_credit_note(invoice, amounts={line.pk: 100}, reason="Asked for twice.", by=None)
    BankLine.objects.create(fingerprint="0", posted_on=day, amount_pence=100, row=1)
    start_card_payment(SubscriptionFactory(school=school, priced=True), by=lead)


def _a_change_of_money() -> AuditEntry:
    """What the office, administrators and the finance office all read."""
    record(SubscriptionScheme.objects.first(), "wagtail.edit")
    return AuditEntry.objects.latest("pk")


def everything() -> dict[str, object]:
    """What stands at each address's places: by the name of a place, by the namespace of a set of
    screens, by an address's whole name, or by the name of a model."""
    page = a_site_with_everything()
    someone = person(Role.EDITOR)
    invitation = invite_person("new@example.org", Role.EDITOR, by=UserFactory(admin=True))
    scheme = SubscriptionScheme.objects.first().pk
    waiting = BookingFactory(session=StudyGroupSessionFactory(full=True), waiting=True)
    things = {
        **_wagtails(page),
        "people": someone.pk,
        "people:end_role": someone.roles.get().pk,
        "people_invitations": invitation.pk,
        "register_entries:settle": RegisterEntryFactory(
            school=None, school_name="Elsewhere", authority_code=""
        ).pk,
        **_evaluation_forms(),
        "evaluation_comments:decide": a_flagged_comment().pk,
        "study_group_sessions:date_page": {"page_pk": SessionPageFactory().pk},
        "study_group_sessions:move_in_line": waiting.pk,
        "study_group_sessions:offer": waiting.pk,
        "study_groups:copy_to_year": waiting.session.study_group_id,
        "going_out": waiting.session_id,
        "rule": ReminderRule.objects.first().pk,
        "postallocation": _an_allocation().pk,
        "changes": _a_change_of_money().pk,
        "unused_places": _an_unused_place().pk,
        "renewal": _a_renewal().pk,
        "renewal:invite": scheme,
        "renewal:remind": scheme,
        "personal_data": someone.pk,
        "kind": "account",
        "letters:edit": {"kind": "booking_confirmed"},
        "letters:delivered": {"kind": "booking_confirmed"},
        "wagtailusers_users": someone.pk,
        "core.user": someone.pk,
        "home.contacttopic": ContactTopic.objects.first().pk,
    }
    for each in viewsets.viewsets:
        model = getattr(each, "model", None)
        if model is not None and each.name and each.url_namespace not in things:
            things[each.url_namespace] = _one_of(model)
    return things


def _evaluation_forms() -> dict[str, object]:
    """The default form with a draft of its next version."""
    form = EvaluationForm.objects.get(study_group=None)
    draft = start_draft(form, by=None)
    of_version = ("preview", "publish", "discard", "add_question")
    of_question = ("question", "remove", "move")
    return {
        "evaluation_forms": form.pk,
        **{f"evaluation_forms:{name}": draft.pk for name in of_version},
        **{f"evaluation_forms:{name}": draft.questions.first().pk for name in of_question},
    }


def _wagtails(page: Page) -> dict[str, object]:
    """What stands behind Wagtail's own addresses."""
    handouts = Collection.objects.last()
    group = StudyGroupSessionFactory().study_group
    parents = [the_home_page(), the_news(), the_catalogue(), the_directory(), group]
    told = TaskState.objects.first()
    portrait = told.workflow_state.content_object
    moderated = {
        "page_id": portrait.pk,
        "task_id": told.task_id,
        "task_state_id": told.pk,
        "workflow_state_id": told.workflow_state_id,
        "action_name": "approve",
    }
    return {
        "page types": page_types(parents),
        "page_id": page.pk,
        "parent_page_id": page.get_parent().pk,
        "page_pk": page.pk,
        "page_to_move_id": page.pk,
        "destination_id": NewsIndexPageFactory(slug="news-of-old").pk,
        "revision_id": page.latest_revision_id,
        "collection_id": handouts.pk,
        "task_id": told.task_id,
        "workflow_pk": told.workflow_state.workflow_id,
        "wagtailadmin_pages:workflow_action": moderated,
        "wagtailadmin_pages:collect_workflow_action_data": moderated,
        "wagtailadmin_pages:confirm_workflow_cancellation": moderated,
        "wagtailadmin_pages:workflow_preview": moderated,
        "wagtailadmin_pages:workflow_history_detail": moderated,
        "wagtailadmin_pages:type_use": _NEWS,
        "wagtailadmin_pages:type_use_results": _NEWS,
        "wagtailadmin_pages:choose_parent": {"app_label": "home", "model_name": "newspage"},
        "wagtailadmin_api:pages": page.pk,
        "wagtailadmin_api:pages:action": {"pk": page.pk, "action_name": "unpublish"},
        "wagtailadmin_tag_model_autocomplete": {"app_name": "taggit", "model_name": "tag"},
        "wagtailadmin_editing_sessions:ping": {
            "app_label": "home",
            "model_name": "newspage",
            "object_id": page.pk,
        },
        "wagtailadmin_collections": handouts.pk,
        "wagtailadmin_workflows": told.workflow_state.workflow_id,
        "wagtailadmin_workflows:add_task": {
            "app_label": "wagtailcore",
            "model_name": "groupapprovaltask",
        },
        "wagtailadmin_workflows:edit_task": told.task_id,
        "wagtailadmin_workflows:disable_task": told.task_id,
        "wagtailadmin_workflows:enable_task": told.task_id,
        **_files(page),
    }


def _files(page: Page) -> dict[str, object]:
    """Pictures, documents and old addresses; and what a bulk action is about."""
    image, document = Image.objects.first(), _document()
    return {
        "redirect_id": Redirect.objects.create(old_path="/old", redirect_link="/new").pk,
        "image_id": image.pk,
        "filter_spec": "original",
        "wagtailimages_chooser": image.pk,
        "document_id": document.pk,
        "doc_id": document.pk,
        "wagtaildocs_chooser": document.pk,
        "wagtailcore.page": page.pk,
        "core.image": image.pk,
        "wagtaildocs.document": document.pk,
        "wagtailadmin_api:images": image.pk,
        "wagtailadmin_api:documents": document.pk,
    }


_NEWS = {"content_type_app_name": "home", "content_type_model_name": "newspage"}


def _an_unused_place() -> UnusedPlace:
    return UnusedPlace.objects.create(booking=BookingFactory(), kind=UnusedPlace.Kind.values[0])


def _an_allocation() -> PostAllocation:
    day, authority = date(2026, 4, 1), LocalAuthorityFactory()
    return PostAllocation.objects.create(authority=authority, posts=4, basis_on=day, starts_on=day)


def _a_renewal() -> Renewal:
    had = SubscriptionFactory()
    return Renewal.objects.create(
        school=had.school, academic_year=had.academic_year + 1, before=had
    )


def _document() -> Document:
    return Document.objects.create(title="A handout", file=ContentFile(b"words", "handout.txt"))


def _one_of(model: type[models.Model]):
    """One that is there, or a new one by its factory."""
    found = model._default_manager.first()
    if found is None and model in _factories():
        found = _factories()[model]()
    assert found is not None, f"Make a {model._meta.verbose_name} in tests/config/office_things.py"
    return found.pk


@cache
def _factories() -> dict[type[models.Model], type[DjangoModelFactory]]:
    modules = [
        import_module(f"tests.factories.{each.stem}") for each in sorted(_FOLDER.glob("*.py"))
    ]
    return {
        each._meta.model: each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type)
        and issubclass(each, DjangoModelFactory)
        and each.__module__ == module.__name__
    }

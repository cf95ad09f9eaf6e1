"""The record of changes in the back office: by area, school, person and session; read, exported
with numbers instead of names, and never altered."""

from collections import defaultdict

import django_filters
from django.apps import apps
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import registry
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from core.audit import keys_of_person, record, subject_kinds
from core.backoffice.listing import MomentColumn
from core.backoffice.reading import ReadingViewSet
from core.models import AuditDisposal, AuditEntry
from core.models.audit import READ_ALL, READ_MONEY
from core.templatetags.wording import clock, day

# The kinds that the office asks for by typing; to the others only links lead.
_ASKED = ("school", "account", "session", "study_group")


def may_read(user) -> bool:
    """True for those who read the record, or what it has of money."""
    return user.has_perm(READ_ALL) or user.has_perm(READ_MONEY)


class ReadersPolicy(ModelPermissionPolicy):
    """Nothing is done to the record but reading it."""

    def user_has_permission(self, user, action: str) -> bool:
        return action == "view" and may_read(user)

    def user_has_any_permission(self, user, actions) -> bool:
        return "view" in actions and may_read(user)


def changes_buttons(user, kind: str, pk: object) -> list[HeaderButton]:
    """The way to the changes about one school ("school", its URN), account, session or study
    group; none for those who may not read the record."""
    if not may_read(user):
        return []
    url = f"{reverse('changes:index')}?{kind}={pk}"
    return [HeaderButton("Record of changes", url=url, icon_name="history")]


def action_words(action: str) -> str:
    """What one does: "Give a role"; the bare name for an action that no app names any more."""
    return str(registry.get_action_label(action)) if registry.action_exists(action) else action


def actions() -> list[tuple[str, str]]:
    used = AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct()
    return [(action, action_words(action)) for action in used]


class ChangeFilterSet(WagtailFilterSet):
    area = django_filters.ChoiceFilter(choices=AuditEntry.Area.choices, empty_label="All")
    at = django_filters.DateFromToRangeFilter(label="When", widget=DateRangePickerWidget)
    school = django_filters.CharFilter(label="School (URN)", method="about")
    account = django_filters.NumberFilter(label="About account number", method="about")
    session = django_filters.NumberFilter(label="Session number", method="about")
    study_group = django_filters.NumberFilter(label="Study group number", method="about")
    actor = django_filters.NumberFilter(field_name="actor_id", label="Done by account number")
    action = django_filters.ChoiceFilter(choices=actions, empty_label="All", label="What")

    class Meta:
        model = AuditEntry
        fields = ["area", "at", *_ASKED, "actor", "action"]

    def about(self, entries: QuerySet, name: str, value) -> QuerySet:
        """Where a person stands under several numbers, under all of them."""
        found = subject_kinds()[name].find(str(value))
        if name == "account":
            return entries.about_any([key for pk in found for key in keys_of_person(pk)])
        return entries.about(name, *found)


def name_subjects(entries: list[AuditEntry]) -> None:
    """Give each entry `about`, a list of what it is about in words: one query a kind, however many
    entries. What is gone is named by its number."""
    wanted = defaultdict(set)
    for entry in entries:
        for subject in entry.subjects.all():
            wanted[subject.kind].add(subject.object_id)
    names = {}
    for kind, ids in wanted.items():
        found = subject_kinds().get(kind)
        if found is None:
            continue
        rows = apps.get_model(found.model)._base_manager.select_related(*found.related)
        for row in rows.filter(pk__in=ids):
            names[kind, str(row.pk)] = str(row)
    pages = _titles([entry for entry in entries if not entry.subjects.all()])
    for entry in entries:
        keys = [(subject.kind, subject.object_id) for subject in entry.subjects.all()]
        entry.about = [names.get(key, f"{key[0].replace('_', ' ')} {key[1]}") for key in keys]
        entry.about += [pages[entry.pk]] if entry.pk in pages else []


def _titles(entries: list[AuditEntry]) -> dict[int, str]:
    """Of entries that are about nothing else, the page that was changed: "Plain page “Privacy”".
    One query, however many."""
    of_pages = {entry.pk: entry for entry in entries if _is_of_a_page(entry)}
    numbers = {entry.object_id for entry in of_pages.values()}
    titles = {}
    if numbers:
        rows = Page.objects.filter(pk__in=numbers).values_list("pk", "draft_title")
        titles = {str(pk): title for pk, title in rows}
    return {
        pk: f"{_kind(entry)} “{titles[entry.object_id]}”"
        if entry.object_id in titles
        else f"{_kind(entry)} {entry.object_id}, since deleted"
        for pk, entry in of_pages.items()
    }


def _is_of_a_page(entry: AuditEntry) -> bool:
    """A table that there is no more is nobody's page."""
    try:
        return issubclass(apps.get_model(entry.model), Page)
    except LookupError:
        return False


def _kind(entry: AuditEntry) -> str:
    return str(apps.get_model(entry.model)._meta.verbose_name).capitalize()


def who(entry: AuditEntry) -> str:
    if entry.actor_id is None:
        return "The site"
    return str(entry.actor) if entry.actor else f"Account {entry.actor_id}, since deleted"


def for_whom(entry: AuditEntry) -> str:
    return f"URN {entry.on_behalf_of}" if entry.on_behalf_of else ""


class ChangeIndexView(generic.IndexView):
    page_title = "Record of changes"

    def get_base_queryset(self) -> QuerySet:
        entries = AuditEntry.objects.read_by(self.request.user)
        return entries.select_related("actor").prefetch_related("subjects")

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> tuple:
        paginator, page, entries, is_paginated = super().paginate_queryset(queryset, page_size)
        page.object_list = list(entries)
        name_subjects(page.object_list)
        return paginator, page, page.object_list, is_paginated

    def render_to_response(self, context: dict, **kwargs):
        if self.is_export:
            user = self.request.user
            record(user, "changes.exported", by=user, listing=self.export_filename)
        return super().render_to_response(context, **kwargs)


def change_words(entry: AuditEntry) -> list[tuple[str, str]]:
    """Each field with what it said before and after."""
    words = getattr(entry, "words", None)
    typed = words.changes if words else {}
    rows = []
    for name, fact in entry.changes.items():
        pair = typed.get(name, fact)
        said = "changed" if pair is None else f"{_said(pair[0])} → {_said(pair[1])}"
        rows.append((_heading(name), said))
    return rows


def detail_words(entry: AuditEntry) -> list[tuple[str, str]]:
    words = getattr(entry, "words", None)
    details = {**entry.details, **(words.details if words else {})}
    return [(_heading(name), _said(value)) for name, value in details.items()]


def _heading(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _said(value: object) -> str:
    return "nothing" if value in (None, "") else str(value)


class ChangeInspectView(generic.InspectView):
    page_title = "Change"

    def get_object(self, queryset=None) -> AuditEntry:
        entries = AuditEntry.objects.read_by(self.request.user)
        entries = entries.select_related("actor", "words").prefetch_related("subjects")
        return get_object_or_404(entries, pk=self.pk)

    def get_page_subtitle(self) -> str:
        return action_words(self.object.action)

    def get_fields_context(self) -> list[dict]:
        entry = self.object
        name_subjects([entry])
        gone = AuditDisposal.objects.filter(words_of=entry.pk).first()
        rows = [
            ("When", f"{day(entry.at)}, {clock(entry.at)}"),
            ("What", action_words(entry.action)),
            ("Area", entry.get_area_display()),
            ("Who", who(entry)),
            ("On behalf of", for_whom(entry)),
            ("About", "; ".join(entry.about)),
            ("Row", f"{entry.model} {entry.object_id}"),
            *change_words(entry),
            *detail_words(entry),
            ("Typed words", f"Removed on {day(gone.at)}: they named a person" if gone else ""),
        ]
        return [{"label": label, "value": value} for label, value in rows if value]


register_permission_policy(AuditEntry, ReadersPolicy(AuditEntry))


class ChangeViewSet(ReadingViewSet):
    model = AuditEntry
    name = "changes"
    url_prefix = "changes"
    menu_label = "Record of changes"
    icon = "history"
    menu_order = 840
    add_to_admin_menu = True
    index_view_class = ChangeIndexView
    inspect_view_class = ChangeInspectView
    filterset_class = ChangeFilterSet
    search_fields: list[str] = []
    ordering = "-at"
    list_display = [
        TitleColumn(
            "action",
            label="What",
            accessor=lambda entry: action_words(entry.action),
            url_name="changes:inspect",
        ),
        Column("about", label="About", accessor=lambda entry: "; ".join(entry.about)),
        Column("actor", label="Who", accessor=who),
        Column("on_behalf_of", label="On behalf of", accessor=for_whom),
        Column("area", label="Area", accessor="get_area_display", sort_key="area"),
        MomentColumn("at", label="When", sort_key="at"),
    ]
    list_export = ["at", "area", "action", "actor_id", "on_behalf_of", "model", "object_id",
                   "subject_ids", "changes", "details"]  # fmt: skip
    export_headings = {
        "at": "When",
        "actor_id": "Account number",
        "object_id": "Row",
        "subject_ids": "About",
    }
    export_filename = "changes"

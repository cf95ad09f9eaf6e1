"""Rows within a form, of which the database wants no two that say the same.

A row's model says in `is_for` what that is, and in `said_twice` how a person is told. Two rows may
say the same for a moment while they are saved one after the other, when they change places or one
moves to where another stood; so rows that change are taken out before they are written anew."""

from django.core.exceptions import ValidationError
from django.db import transaction
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel


class RowFormSet(BaseChildFormSet):
    """Two rows that say the same are a sentence, not an error of the database."""

    def clean(self) -> None:
        super().clean()
        seen = set()
        for form in self.kept_forms():
            if form.instance.is_for in seen:
                raise ValidationError(self.model.said_twice)
            seen.add(form.instance.is_for)

    def kept_forms(self) -> list:
        """The sound rows that will stand when this is saved."""
        return [
            form
            for form in self.forms
            if form not in self.deleted_forms
            and not (form.empty_permitted and not form.has_changed())
            and form.is_valid()
        ]

    def set_changed_aside(self) -> None:
        """Take the rows that say something else now out of the table: saving puts them back, under
        the keys they had."""
        kept = {form.instance.pk: form.instance.is_for for form in self.kept_forms()}
        stored = self.model.objects.filter(pk__in=[pk for pk in kept if pk])
        changed = [row.pk for row in stored if row.is_for != kept[row.pk]]
        self.model.objects.filter(pk__in=changed).delete()


class FixedRowFormSet(RowFormSet):
    """Rows of a page, which are saved when it is published: there nothing is set aside, so a row
    that takes what another one has until then is refused."""

    def clean(self) -> None:
        super().clean()
        kept = self.kept_forms()
        stored = {
            row.is_for: row.pk
            for row in self.model.objects.filter(
                pk__in=[form.instance.pk for form in kept if form.instance.pk]
            )
        }
        for form in kept:
            if stored.get(form.instance.is_for, form.instance.pk) != form.instance.pk:
                raise ValidationError(
                    "Two rows have changed places. Move a row with its arrows instead, or remove it"
                    " and add it again."
                )


class RowsPanel(InlinePanel):
    """Rows that are told apart. Wagtail gives an inline panel's rows no form of their own, so it is
    named here, with the check that no two rows say the same."""

    row_form = None
    formset = RowFormSet

    def get_form_options(self) -> dict:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = self.formset
        if self.row_form:
            options["formsets"][self.relation_name]["form"] = self.row_form
        return options


class PageRowsPanel(RowsPanel):
    """Rows of a page."""

    formset = FixedRowFormSet


class RowsForm(WagtailAdminModelForm):
    """A form with such rows: they may change places in one go."""

    @transaction.atomic
    def save(self, commit: bool = True):
        if commit:
            for formset in self.formsets.values():
                if isinstance(formset, RowFormSet):
                    formset.set_changed_aside()
        return super().save(commit)

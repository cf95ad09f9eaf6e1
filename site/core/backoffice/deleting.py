"""Deleting in the back office: what is in use stays, and the page says so instead of failing."""

from django.db.models import ProtectedError
from django.http import HttpResponse
from wagtail.admin import messages
from wagtail.admin.views import generic

from core.backoffice.screens import ScreensViewSet


class KeepingDeleteView(generic.DeleteView):
    """The database refuses to delete what other rows point at; this turns that into a sentence."""

    def form_valid(self, form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ProtectedError as error:
            messages.error(self.request, f"“{self.object}” stays: it is in use by {_users(error)}.")
            return self.render_to_response(self.get_context_data(form=form))


class KeepingViewSet(ScreensViewSet):
    """A plain list of rows that others point at. There is no page of usages: it reads an index that
    these rows are not in."""

    screens = ("add", "edit", "delete", "history")
    delete_view_class = KeepingDeleteView


def _users(error: ProtectedError) -> str:
    """What points at it: "3 schools and 1 term"."""
    counts: dict[tuple[str, str], int] = {}
    for row in error.protected_objects:
        words = row._meta.verbose_name, row._meta.verbose_name_plural
        counts[words] = counts.get(words, 0) + 1
    said = [f"{count} {words[count != 1]}" for words, count in counts.items()]
    return " and ".join(filter(None, [", ".join(said[:-1]), said[-1]]))

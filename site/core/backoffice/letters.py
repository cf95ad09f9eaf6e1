"""Letters in the back office: every kind, its words, what they look like, and a test to oneself."""

import re
from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from core.backoffice.letter_form import LetterForm
from core.letters import LetterKind, letters
from core.letters.words import Part, fits, parts_of
from core.letters.writing import Written, write_letter
from core.models import LetterWords
from core.services.letter_words import change_words, own_words, send_test, use_words_as_delivered

CHANGE = "core.change_letterwords"
_HREF = re.compile(r'href="[^"]*"')
# The preview may load nothing, run nothing and lead nowhere, whatever stands in it.
_POLICY = (
    '<head><meta http-equiv="Content-Security-Policy"'
    " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
)


class LetterView(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    permission_policy = ModelPermissionPolicy(LetterWords)
    permission_required = "change"
    header_icon = "mail"


@dataclass
class Row:
    """One kind in the list, with the office's words of it, if any."""

    letter: LetterKind
    parts: list[Part]
    own: LetterWords | None

    @property
    def changed(self) -> bool:
        return bool(self.own and self.own.words)

    @property
    def stale(self) -> bool:
        """Some of the office's words do not fit the letter of today, and are not sent."""
        now = {part.key: part for part in self.parts}
        words = self.own.words if self.own else {}
        return any(key not in now or not fits(now[key], said) for key, said in words.items())

    @property
    def subject(self) -> str:
        """What the letter is called, or the first of what it may be called."""
        part = self.parts[0]
        return (self.own.words if self.own else {}).get(part.key, part.default)

    def holds(self, sought: str) -> bool:
        own = self.own.words if self.own else {}
        said = [own.get(part.key, part.default) for part in self.parts]
        return sought.lower() in " ".join([self.letter.name, self.letter.group, *said]).lower()


def rows(sought: str = "", only: str = "") -> list[Row]:
    """The kinds whose name or words hold what is sought; `only` "changed" or "delivered"."""
    own = {each.kind: each for each in LetterWords.objects.all()}
    found = [Row(each, parts_of(each.kind), own.get(each.kind)) for each in letters()]
    if only:
        found = [row for row in found if row.changed == (only == "changed")]
    return [row for row in found if row.holds(sought)] if sought else found


class LetterIndexView(LetterView, TemplateView):
    template_name = "backoffice/letters/index.html"
    page_title = "Letters"

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*self.breadcrumbs_items, {"url": "", "label": "Letters"}]

    def get_context_data(self, **kwargs) -> dict:
        sought = self.request.GET.get("q", "").strip()[:100]
        only = self.request.GET.get("words", "")
        found = rows(sought, only if only in ("changed", "delivered") else "")
        groups = [
            (group, list(each)) for group, each in groupby(found, lambda row: row.letter.group)
        ]
        return super().get_context_data(**kwargs, groups=groups, sought=sought, only=only)


class OfOneLetter(LetterView):
    """A screen of the kind in the address."""

    @cached_property
    def letter(self) -> LetterKind:
        kind = self.kwargs["kind"]
        found = next((each for each in letters() if each.kind == kind), None)
        if found is None:
            raise Http404
        return found

    @property
    def edit_url(self) -> str:
        return reverse("letters:edit", args=[self.letter.kind])

    def get_page_subtitle(self) -> str:
        return self.letter.name

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("letters:index"), "label": "Letters"},
            {"url": self.edit_url, "label": self.letter.name},
        ]


class LetterEditView(OfOneLetter, FormView):
    """The words; below them what they look like as last typed, kept or not."""

    form_class = LetterForm
    template_name = "backoffice/letters/edit.html"
    page_title = "Letter"

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "letter": self.letter}

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        written = write_letter(
            self.letter.kind,
            form.example,
            to_name="Nell Hatherley",
            own_words=self._words(form),
        )
        own = LetterWords.objects.filter(kind=self.letter.kind).first()
        fields = [field for field in form if field.name != "example"]
        return {
            **context,
            "letter": self.letter,
            "fields": fields,
            "written": written,
            "framed": _framed(written),
            "own": own if own and own.words else None,
            "delivered_url": reverse("letters:delivered", args=[self.letter.kind]),
        }

    def _words(self, form: LetterForm) -> dict[str, str]:
        return form.words if form.is_bound and form.is_valid() else own_words(self.letter.kind)

    def form_valid(self, form: LetterForm) -> HttpResponse:
        wanted = self.request.POST.get("action")
        if wanted == "save":
            change_words(self.letter.kind, form.typed, by=self.request.user)
            messages.success(self.request, f"“{self.letter.name}” now says this.")
            return redirect(self.edit_url)
        if wanted == "test":
            sent = send_test(self.letter.kind, form.example, form.typed, to=self.request.user)
            messages.success(self.request, f"A test is on its way to {sent.to_email}.")
        return self.render_to_response(self.get_context_data(form=form))


class AsDeliveredView(OfOneLetter, TemplateView):
    """Asks once, beside what would go, and then puts every delivered sentence back."""

    template_name = "backoffice/letters/delivered.html"
    page_title = "Back to the words as delivered"

    def get_context_data(self, **kwargs) -> dict:
        own = LetterWords.objects.filter(kind=self.letter.kind).first()
        said = own.words if own else {}
        parts = {part.key: part for part in parts_of(self.letter.kind)}
        changed = [
            (parts[key].label if key in parts else key, words, parts[key].default)
            for key, words in said.items()
            if key in parts
        ]
        return super().get_context_data(**kwargs, changed=changed, edit_url=self.edit_url)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        use_words_as_delivered(self.letter.kind, by=request.user)
        messages.success(request, f"“{self.letter.name}” has its delivered words again.")
        return redirect(self.edit_url)


def _framed(written: Written) -> str:
    """The HTML part for a frame of its own."""
    return _HREF.sub('href="#"', written.html).replace("<head>", _POLICY, 1)


class LetterMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(CHANGE)


class LetterViewSet(ViewSet):
    name = "letters"
    url_prefix = "letters"
    icon = "edit"
    menu_label = "Letters"
    menu_order = 810
    add_to_admin_menu = True
    menu_item_class = LetterMenuItem

    def get_urlpatterns(self) -> list:
        return [
            path("", LetterIndexView.as_view(), name="index"),
            path("<slug:kind>/", LetterEditView.as_view(), name="edit"),
            path("<slug:kind>/delivered/", AsDeliveredView.as_view(), name="delivered"),
        ]

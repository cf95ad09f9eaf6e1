"""Bank statements in the back office: brought in as a file, matched by a person."""

import django_filters
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from core.backoffice.listing import AmountColumn, DayColumn, ReadingList
from core.backoffice.reading import ReadingViewSet
from core.csv_files import BadRows
from core.templatetags.wording import pounds
from subscriptions.backoffice.actions import ActionView
from subscriptions.backoffice.columns import MoneyInspectView
from subscriptions.backoffice.ledger import MoneyScreen
from subscriptions.forms.money import MatchForm, StatementForm, WriteOffForm
from subscriptions.models import BankLine, Invoice
from subscriptions.refusals import Refused, UnknownInvoice
from subscriptions.services.bank_matches import Matcher, confirm_line, set_aside, wait_again
from subscriptions.services.bank_statements import bring_statement

# So many of a file's faults are shown; the rest are of the same kinds.
_SHOWN = 30
_POLICY = ModelPermissionPolicy(BankLine)


class BankScreen(MoneyScreen):
    permission_policy = _POLICY
    permission_required = "match"
    back_to = "bank_line:index"
    back_words = "Bank statements"


class BringView(BankScreen, FormView):
    page_title = "Bring a bank statement in"
    template_name = "backoffice/subscriptions/bring_statement.html"
    form_class = StatementForm

    def form_valid(self, form: StatementForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            tally = bring_statement(file, file_name=file.name, by=self.request.user)
        except BadRows as bad:
            more = len(bad.errors) - _SHOWN
            faults = [str(error) for error in bad.errors[:_SHOWN]]
            return self.render_to_response(
                self.get_context_data(form=form, faults=faults, more=max(more, 0))
            )
        messages.success(self.request, f"The statement is in: {tally}.")
        return redirect("bank_line:match")


class MatchView(BankScreen, TemplateView):
    """Every line that waits, with what it may pay or why nothing is proposed. Nothing is ticked: a
    person ticks what is right, and only that is recorded."""

    page_title = "Match what came in"
    template_name = "backoffice/subscriptions/match.html"

    def get_context_data(self, **kwargs) -> dict:
        matcher = Matcher()
        waiting = BankLine.objects.waiting()[:200]
        rows = [(line, matcher.propose(line)) for line in waiting]
        return super().get_context_data(**kwargs, rows=rows)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        done, refused = 0, []
        for ticked in request.POST.getlist("pays"):
            line_pk, _, invoice_pk = ticked.partition(":")
            if not (line_pk.isascii() and line_pk.isdigit() and invoice_pk.isascii()):
                continue
            line = BankLine.objects.filter(pk=line_pk).first()
            invoice = Invoice.objects.filter(pk=invoice_pk if invoice_pk.isdigit() else 0).first()
            if line is None or invoice is None:
                continue
            try:
                confirm_line(line, invoice, by=request.user, as_proposed=True)
                done += 1
            except Refused as why:
                refused.append(f"{line}: {why}")
        for words in refused:
            messages.error(request, words)
        if done:
            payments = "1 payment is" if done == 1 else f"{done} payments are"
            messages.success(request, f"{payments} recorded, with receipts on their way.")
        elif not refused:
            messages.warning(request, "Tick the lines that are right, then record them.")
        return redirect("bank_line:match")


class BankActionView(ActionView):
    model: type[Model] = BankLine
    permission_policy = _POLICY
    permission_required = "match"
    back_to = "bank_line:inspect"


class PaysView(BankActionView):
    page_title = "Record against an invoice"
    form_class = MatchForm
    button = "Record the payment"

    def get_initial(self) -> dict:
        named = Matcher().propose(self.object).named
        return {**super().get_initial(), "number": named[0].number if len(named) == 1 else ""}

    def get_explanation(self) -> str:
        line = self.object
        proposal = Matcher().propose(line)
        said = f"Proposed: {proposal.invoice}." if proposal.invoice else proposal.why
        return f"{pounds(line.amount_pence, 'full')}, “{line.words}”. {said}"

    def act(self, typed: dict) -> str:
        invoice = Invoice.objects.filter(number=typed["number"].strip().upper()).first()
        if invoice is None:
            raise UnknownInvoice
        payment = confirm_line(
            self.object, invoice, keep_surplus=typed["keep_surplus"], by=self.request.user
        )
        return f"{pounds(payment.amount_pence, 'full')} is recorded for {invoice}."


class SetAsideView(BankActionView):
    page_title = "Set aside"
    form_class = WriteOffForm
    button = "Set it aside"
    explanation = "For money that pays no invoice of ours. The line stays, with the reason."

    def act(self, typed: dict) -> str:
        set_aside(self.object, reason=typed["reason"], by=self.request.user)
        return "The line is set aside."


class WaitAgainView(BankActionView):
    page_title = "Let it wait again"
    button = "Let it wait again"

    def act(self, typed: dict) -> str:
        wait_again(self.object, by=self.request.user)
        return "The line waits again."


class BankLineFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label="State",
        choices=[("waiting", "Waiting"), ("recorded", "Recorded"), ("aside", "Set aside")],
        empty_label="All",
        method="by_state",
    )
    posted_on = django_filters.DateFromToRangeFilter(label="Day")

    class Meta:
        model = BankLine
        fields = ["state", "posted_on"]

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "waiting":
            return queryset.waiting()
        if value == "recorded":
            return queryset.filter(payment__isnull=False)
        return queryset.exclude(set_aside_reason="")


class BankIndexView(ReadingList):
    nothing_yet = (
        "No bank statement yet. “Bring a statement in” above reads one from a CSV file"
        " and proposes what each payment is for."
    )

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().select_related("payment__invoice")

    @cached_property
    def header_buttons(self) -> list:
        if not _POLICY.user_has_permission(self.request.user, "match"):
            return []
        bring, match = reverse("bank_line:bring"), reverse("bank_line:match")
        return [
            HeaderButton("Bring a statement in", url=bring, icon_name="upload", priority=1),
            HeaderButton("Match what came in", url=match, icon_name="check", priority=2),
        ]


class BankInspectView(MoneyInspectView):
    page_title = "Line of a bank statement"

    @cached_property
    def header_buttons(self) -> list:
        line = self.object
        if not _POLICY.user_has_permission(self.request.user, "match"):
            return []
        offered = [("pays", "Record against an invoice", "check"), ("aside", "Set aside", "cross")]
        if not line.waits:
            undone = line.set_aside_reason or line.payment.is_undone
            offered = [("again", "Let it wait again", "rotate")] if undone else []
        return [
            HeaderButton(words, url=reverse(f"bank_line:{name}", args=[line.pk]), icon_name=icon)
            for name, words, icon in offered
        ]


class BankLineViewSet(ReadingViewSet):
    model = BankLine
    name = "bank_line"
    url_prefix = "subscriptions/bank"
    menu_label = "Bank statements"
    icon = "upload"
    index_view_class = BankIndexView
    inspect_view_class = BankInspectView
    filterset_class = BankLineFilterSet
    search_fields = ["words", "payment__invoice__number", "file_name"]
    list_display = [
        DayColumn("posted_on", label="Day", sort_key="posted_on"),
        AmountColumn("amount", "amount_pence", label="Amount"),
        TitleColumn(
            "words",
            label="As the bank has it",
            accessor=lambda row: row.words or "No words",
            url_name="bank_line:inspect",
        ),
        Column("state", label="State", accessor="state_words"),
        Column("invoice", label="Invoice", accessor="invoice_number"),
    ]
    list_export = ["posted_on", "amount_pence", "words", "state_words", "invoice_number"]
    export_filename = "bank-lines"
    inspect_view_fields = [
        "posted_on",
        "amount_pence",
        "words",
        "payment",
        "set_aside_reason",
        "file_name",
        "row",
        "brought_by",
        "brought_at",
    ]

    def extra_urlpatterns(self) -> list:
        return [
            path("bring/", BringView.as_view(), name="bring"),
            path("match/", MatchView.as_view(), name="match"),
            path("pays/<int:pk>/", PaysView.as_view(), name="pays"),
            path("aside/<int:pk>/", SetAsideView.as_view(), name="aside"),
            path("again/<int:pk>/", WaitAgainView.as_view(), name="again"),
        ]

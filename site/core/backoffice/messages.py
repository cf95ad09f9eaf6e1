"""Messages in the back office: what was written to whom, what became of it, and sending it again.
They are read here and never edited: each is what a service wrote."""

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import linebreaksbr
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton

from core.backoffice.listing import ListView, MomentColumn
from core.backoffice.reading import ReadingViewSet
from core.letters import letter_of
from core.mail import why_held
from core.models import Message
from core.models.message import Delivery, MessageState
from core.once import once
from core.services.sending import resend_message

HELD = "held"
STANDINGS = [
    (MessageState.QUEUED, "Queued"),
    (HELD, "Held: this copy of the site sends nothing"),
    (MessageState.SENT, "Sent, and nothing heard since"),
    (Delivery.DELIVERED, "Delivered"),
    (Delivery.BOUNCED, "Came back, or refused"),
    (Delivery.COMPLAINED, "Reported as unwanted"),
    (MessageState.FAILED, "Failed"),
]


def kinds() -> list[tuple[str, str]]:
    """The kinds of message there are, for the filter."""
    used = Message.objects.order_by("kind").values_list("kind", flat=True).distinct()
    return [(kind, in_words(kind)) for kind in used]


def in_words(kind: str) -> str:
    """The name of the kind in the list of letters: "A colleague is booked"."""
    return letter_of(kind).name


def held() -> str:
    """Why this copy of the site sends nothing, asked once a page."""
    return once("why held", why_held)


def standing_of(message: Message) -> str:
    """What has become of it; what waits is held where the whole site sends nothing."""
    if message.state == MessageState.QUEUED and held():
        return "Held"
    return message.standing_in_words


def wants_another_try(message: Message) -> bool:
    """It failed, came back, or waits because a try went wrong."""
    waits = message.state == MessageState.QUEUED and message.tries > 0
    return waits or message.did_not_arrive or message.state == MessageState.FAILED


class MessageFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(choices=STANDINGS, empty_label="All", method="stands")
    kind = django_filters.ChoiceFilter(choices=kinds, empty_label="All", label="About")

    class Meta:
        model = Message
        fields = ["state", "kind"]

    def stands(self, messages: QuerySet, name: str, value: str) -> QuerySet:
        """Where the site sends nothing, everything that is queued is held."""
        if value in (HELD, MessageState.QUEUED):
            wanted = bool(held()) == (value == HELD)
            return messages.queued() if wanted else messages.none()
        return messages.standing(value)


class WentWrongColumn(Column):
    """What went wrong, and a button: one press sends it again, and leads back to the list."""

    cell_template_name = "backoffice/messages/went_wrong_cell.html"

    def get_cell_context_data(self, instance: Message, parent_context: dict) -> dict:
        context = super().get_cell_context_data(instance, parent_context)
        request = context["request"]
        may = request.user.has_perm("core.resend_message") and wants_another_try(instance)
        return {**context, "may": may, "csrf_token": get_token(request) if may else ""}


class MessageIndexView(ListView):
    nothing_yet = "The site has written to nobody yet."
    template_name = "backoffice/messages/index.html"

    def get_list_buttons(self, instance: Message) -> list:
        """None: nobody edits or deletes one, and another try has a column of its own."""
        return []

    def get_context_data(self, *args, **kwargs) -> dict:
        return super().get_context_data(*args, **kwargs, why_held=held())


class MessageInspectView(generic.InspectView):
    page_title = "Message"
    template_name = "backoffice/messages/inspect.html"

    labels = {
        "to_email": "To",
        "to_name": "Name",
        "reply_to": "Answers go to",
        "kind": "About",
        "error": "What went wrong",
        "delivery": "Reported by the mail provider",
        "delivery_at": "Reported",
        "delivery_reason": "Why it did not arrive",
        "created_at": "Written",
        "next_try_at": "Next try",
        "sent_at": "Sent",
        "text_body": "Words",
    }

    def get_fields(self) -> list[str]:
        """What there is to say of this message: a sent one has no next try, most have no error."""
        message = get_object_or_404(Message, pk=self.pk)
        waits = message.state == MessageState.QUEUED
        left_out = {"sent_at"} if message.sent_at is None else set()
        left_out |= set() if waits else {"next_try_at"}
        left_out |= {
            name
            for name in (
                "error",
                "reply_to",
                "to_name",
                "delivery",
                "delivery_at",
                "delivery_reason",
            )
            if not getattr(message, name)
        }
        return [name for name in super().get_fields() if name not in left_out]

    def get_field_label(self, field_name: str, field) -> str:
        return self.labels.get(field_name) or super().get_field_label(field_name, field)

    def get_text_body_display_value(self) -> str:
        return linebreaksbr(self.object.text_body)

    def get_kind_display_value(self) -> str:
        return in_words(self.object.kind)

    def get_state_display_value(self) -> str:
        return standing_of(self.object)

    @cached_property
    def header_buttons(self) -> list:
        """What was sent is asked about once more, since it makes a second message."""
        if not self.user_has_permission("resend") or self.object.state != MessageState.SENT:
            return []
        url = reverse("message:send_again", args=[self.object.pk])
        return [HeaderButton("Send again", url=url, icon_name="mail")]

    def get_context_data(self, **kwargs) -> dict:
        """What is not sent yet goes with one press, on this page."""
        waits = self.object.state != MessageState.SENT
        may = waits and self.user_has_permission("resend")
        return {**super().get_context_data(**kwargs), "may_send_again": may}


class SendAgainView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Queues the message again; asks first where it was looked up."""

    model = Message
    permission_required = "resend"
    template_name = "backoffice/messages/send_again.html"
    page_title = "Send again"
    header_icon = "mail"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        self.pk = kwargs["pk"]

    @cached_property
    def object(self) -> Message:
        return get_object_or_404(Message, pk=self.pk)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("message:index"), "label": "Messages"},
            {
                "url": reverse("message:inspect", args=[self.pk]),
                "label": self.object.subject,
            },
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs, object=self.object)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        queued = resend_message(self.object, by=request.user)
        messages.success(request, f"“{queued.subject}” is queued for {queued.to_email}.")
        if request.POST.get("back") == "list":
            return HttpResponseRedirect(reverse("message:index"))
        return HttpResponseRedirect(reverse("message:inspect", args=[queued.pk]))


class MessageViewSet(ReadingViewSet):
    model = Message
    name = "message"
    url_prefix = "messages"
    menu_label = "Messages"
    icon = "mail"
    menu_order = 800
    add_to_admin_menu = True
    index_view_class = MessageIndexView
    inspect_view_class = MessageInspectView
    filterset_class = MessageFilterSet
    search_fields = ["to_email", "to_name", "subject"]
    list_display = [
        "subject",
        Column("to_email", label="To", sort_key="to_email"),
        Column("kind", label="About", accessor=lambda message: in_words(message.kind)),
        StatusTagColumn(
            "state",
            accessor=standing_of,
            label="State",
            sort_key="state",
            primary=lambda message: not wants_another_try(message),
        ),
        WentWrongColumn("why", label="What went wrong"),
        MomentColumn("created_at", label="Written", sort_key="created_at"),
        MomentColumn("sent_at", label="Sent", sort_key="sent_at"),
    ]
    list_export = [
        "subject",
        "to_email",
        "kind",
        "state",
        "tries",
        "created_at",
        "sent_at",
        "error",
        "delivery",
        "delivery_at",
        "delivery_reason",
    ]
    export_filename = "messages"
    inspect_view_fields = [
        "subject",
        "to_name",
        "to_email",
        "reply_to",
        "kind",
        "state",
        "error",
        "delivery_reason",
        "delivery_at",
        "tries",
        "created_at",
        "next_try_at",
        "sent_at",
        "text_body",
    ]

    def extra_urlpatterns(self) -> list:
        return [path("send-again/<int:pk>/", SendAgainView.as_view(), name="send_again")]

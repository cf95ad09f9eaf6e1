"""What the shared tables, Django's, allauth's and Wagtail's, know of people."""

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat, Lower

from core.audit import keys_of_person, subject_kinds
from core.models import AuditEntry, MailStop, Message, User
from core.privacy.person import ERASED_DOMAIN, Person, PersonKind, finds_person, look_up_in
from core.privacy.tables import (
    PersonalTable,
    declare,
    declare_actors,
    declare_impersonal,
    declare_words,
    rows_with_account,
)

# Rows of other libraries that are the holder's own and go with the account.
_OWN = (
    ("mfa.Authenticator", "Second steps of signing in", ("data",)),
    ("usersessions.UserSession", "Where you were signed in", ("session_key", "data")),
    ("wagtailusers.UserProfile", "Back office: preferences", ()),
    ("wagtailadmin.EditingSession", "Back office: pages open", ()),
    ("wagtailadmin.FormState", "Back office: unsaved forms", ()),
    ("wagtailcore.PageSubscription", "Back office: pages followed", ()),
    ("wagtailcore.APIToken", "Back office: keys", ("token_hash", "key", "token")),
)


def declare_privacy() -> None:
    """Called once, when the app is ready."""
    finds_person(_addresses_of_account)
    look_up_in(PersonKind("account", "Accounts", "core.User", _accounts_like))
    declare(
        PersonalTable(
            model="core.User",
            heading="Account",
            fields=("email", "first_name", "last_name"),
            rows_of=lambda person: User.objects.filter(pk=person.user and person.user.pk),
            goes="Name and address are taken out and nobody can sign in. The bare number stays, so"
            " that the record of changes stays whole.",
            erase=_empty_account,
            hidden=("password",),
            order=100,
        )
    )
    declare(
        PersonalTable(
            model="account.EmailAddress",
            heading="Addresses of the account",
            fields=("user", "email"),
            rows_of=rows_with_account("account.EmailAddress"),
            goes="Deleted.",
            erase=_delete,
            order=90,
        )
    )
    for model, heading, hidden in _OWN:
        declare(
            PersonalTable(
                model=model,
                heading=heading,
                fields=("user",),
                rows_of=rows_with_account(model),
                goes="Deleted.",
                erase=_delete,
                hidden=hidden,
                order=90,
            )
        )
    _declare_mail()
    _declare_comments()
    _declare_record()
    _declare_the_rest()


def _accounts_like(words: str) -> QuerySet[User]:
    found = User.objects.annotate(whole=Concat("first_name", Value(" "), "last_name"))
    return found.filter(Q(whole__icontains=words) | Q(email__iexact=words)).exclude(
        email__endswith=ERASED_DOMAIN
    )


def _addresses_of_account(person: Person) -> None:
    if person.user is not None:
        for each in person.user.emailaddress_set.all():
            person.add_email(each.email)


def _delete(person: Person, rows: QuerySet) -> int:
    return rows.delete()[0]


def _empty_account(person: Person, rows: QuerySet) -> int:
    for user in rows:
        user.first_name, user.last_name = "Erased", f"account {user.pk}"
        user.email = f"account-{user.pk}@{ERASED_DOMAIN}"
        user.set_unusable_password()
        user.is_active = user.is_staff = user.is_superuser = False
        user.last_login = None
        user.save()
    return len(rows)


def messages_of(person: Person) -> QuerySet[Message]:
    """What was written to the person, and the letters that the person wrote."""
    lower = Message.objects.annotate(to=Lower("to_email"), answers=Lower("reply_to"))
    return lower.filter(Q(to__in=person.emails) | Q(answers__in=person.emails))


def _stops_of(person: Person) -> QuerySet[MailStop]:
    return MailStop.objects.annotate(of=Lower("email")).filter(of__in=person.emails)


def _declare_mail() -> None:
    declare(
        PersonalTable(
            model="core.Message",
            heading="Messages",
            fields=("to_email", "to_name", "reply_to"),
            rows_of=messages_of,
            goes="Deleted; in messages to others a mark stands where the name was.",
            erase=_delete,
            hidden=(
                "link_object_id",
                "once_key",
                "locked_until",
                "error",
                "provider_id",
                "delivery_reason",
            ),
            order=95,
        )
    )
    declare(
        PersonalTable(
            model="core.MailStop",
            heading="Letters you have stopped",
            fields=("email",),
            rows_of=_stops_of,
            goes="Deleted.",
            erase=_delete,
            order=95,
        )
    )
    declare_words("core.Message", "subject", "text_body", "html_body", "calendar", "once_key")


def _declare_comments() -> None:
    for model in ("wagtailcore.Comment", "wagtailcore.CommentReply"):
        declare(
            PersonalTable(
                model=model,
                heading="Back office: comments on pages",
                fields=("user",),
                rows_of=rows_with_account(model),
                goes="The words are taken out.",
                erase=lambda person, rows: rows.update(text=""),
            )
        )
        declare_words(model, "text")
    declare_actors("wagtailcore.Comment", "resolved_by")


def entries_of(person: Person) -> QuerySet[AuditEntry]:
    """The lines of the record by this person or about them."""
    kinds = {each.model: each.kind for each in subject_kinds().values()}
    keys = [
        (kinds[model], pk) for model, pks in person.rows.items() if model in kinds for pk in pks
    ]
    about = AuditEntry.objects.about_any(keys)
    if person.user is not None:
        about |= AuditEntry.objects.about_any(keys_of_person(person.user.pk))
        about |= AuditEntry.objects.filter(actor=person.user)
    return about


def _declare_record() -> None:
    declare(
        PersonalTable(
            model="core.AuditEntry",
            heading="Record of changes",
            fields=("actor",),
            rows_of=entries_of,
            stays="It holds numbers and no names, so it leads to nobody once the name is gone."
            " Typed words that name the person are deleted.",
        )
    )
    declare_actors("core.AuditDisposal", "by")


def _declare_the_rest() -> None:
    """Who did something; what editors typed; and names that are no person's."""
    declare_actors("core.Image", "uploaded_by_user")
    declare_actors("wagtailimages.Image", "uploaded_by_user")
    declare_actors("wagtaildocs.Document", "uploaded_by_user")
    declare_actors("wagtailcore.UploadedFile", "uploaded_by_user")
    declare_actors("wagtailcore.Page", "owner", "locked_by")
    declare_actors("wagtailcore.Revision", "user")
    declare_actors("wagtailcore.ModelLogEntry", "user")
    declare_actors("wagtailcore.PageLogEntry", "user")
    declare_actors("wagtailcore.TaskState", "finished_by")
    declare_actors("wagtailcore.WorkflowState", "requested_by")
    declare_words("core.Image", "title", "description", "credit")
    declare_words("wagtaildocs.Document", "title")
    declare_words("wagtailcore.Revision", "object_str", "content")
    declare_words("wagtailcore.Page", "draft_title")
    declare_words("wagtailcore.ModelLogEntry", "label", "data")
    declare_words("wagtailcore.PageLogEntry", "label", "data")
    declare_words("wagtailcore.TaskState", "comment")
    declare_impersonal(
        "core.PartnershipSettings",
        "name",
        "office_name",
        "office_email",
        "office_telephone",
        "coordinator_email",
        "coordinator_telephone",
        "pd_head_email",
        "pd_head_telephone",
    )
    declare_impersonal("account.EmailConfirmation", "email_address")
    declare_impersonal("wagtailembeds.Embed", "author_name", "provider_name")
    declare_impersonal("wagtailcore.Site", "site_name")
    for model in (
        "core.PeriodicRun",
        "auth.Group",
        "auth.Permission",
        "taggit.Tag",
        "wagtailcore.APIToken",
        "wagtailcore.Collection",
        "wagtailcore.Task",
        "wagtailcore.Workflow",
    ):
        declare_impersonal(model, "name")

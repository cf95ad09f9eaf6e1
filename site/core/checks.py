"""What must be right before the site may run, said by `manage.py check`."""

from email.utils import parseaddr
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.module_loading import import_string

# Of the user name and password with which a mail provider reports.
SHORTEST_SECRET = 24


@register(Tags.security)
def check_mail_leads_somewhere(app_configs, **kwargs) -> list[CheckMessage]:
    """The transport exists, is not the outbox itself, and a sender's address is set."""
    found: list[CheckMessage] = []
    try:
        import_string(settings.MAIL_TRANSPORT)
    except ImportError:
        found.append(
            Error(
                "EMAIL_BACKEND names no mail backend that can be imported.",
                hint="Give a whole path, such as django.core.mail.backends.smtp.EmailBackend.",
                id="core.E001",
            )
        )
    if settings.MAIL_TRANSPORT == "core.mail.OutboxBackend":
        found.append(
            Error(
                "EMAIL_BACKEND names the outbox, so mail would go round in a circle.",
                hint="Name the backend that sends, such as anymail.backends.mailgun.EmailBackend.",
                id="core.E002",
            )
        )
    if "@" not in parseaddr(settings.DEFAULT_FROM_EMAIL)[1]:
        found.append(
            Error(
                "DEFAULT_FROM_EMAIL has no email address in it.",
                hint='Write it as "Name <office@example.org>".',
                id="core.E003",
            )
        )
    return found


@register(Tags.security)
def check_demonstration_sends_nothing(app_configs, **kwargs) -> list[CheckMessage]:
    """SAFETY 62: a demonstration or a copy must name whom it may write to."""
    from core.mail import nothing_leaves_here

    if not settings.DEMO_MODE or settings.MAIL_ALLOWED_DOMAINS or nothing_leaves_here():
        return []
    return [
        Warning(
            "This is a demonstration with a real mail server, so every message is held.",
            hint="Set MAIL_ALLOWED_DOMAINS to the domains it may write to, or EMAIL_BACKEND to "
            "django.core.mail.backends.filebased.EmailBackend.",
            id="core.W001",
        )
    ]


@register(Tags.security)
def check_retention(app_configs, **kwargs) -> list[CheckMessage]:
    """Periods that the setting names exist, and none is shorter than the law or the record allow
    (SAFETY 64)."""
    from core.services.retention import categories

    known = {each.name: each for each in categories()}
    found: list[CheckMessage] = []
    for name, years in settings.RETENTION_YEARS.items():
        least = known[name].least if name in known else 0
        if name in known and isinstance(years, int) and years >= least:
            continue
        found.append(
            Error(
                f"RETENTION_YEARS cannot have {name}: {years}.",
                hint=f"Give a whole number of years from {least}."
                if name in known
                else f"The categories are {', '.join(sorted(known))}.",
                id="core.E004",
            )
        )
    return found


@register(Tags.security)
def check_private_files_are_apart(app_configs, **kwargs) -> list[CheckMessage]:
    """SAFETY 56: what a web server may hand out of the media folder can never be one of these."""
    private, media = (Path(each).resolve() for each in (settings.PRIVATE_ROOT, settings.MEDIA_ROOT))
    if not private.is_relative_to(media):
        return []
    return [
        Error(
            "PRIVATE_ROOT lies inside MEDIA_ROOT, which a web server hands out.",
            hint="Give it a folder of its own, such as var/private.",
            id="core.E005",
        )
    ]


@register(Tags.security, deploy=True)
def check_production_sends_mail(app_configs, **kwargs) -> list[CheckMessage]:
    """A live site whose mail ends in a folder, or whose password travels in the clear."""
    from core.mail import KEEPS_MAIL_HERE

    found: list[CheckMessage] = []
    if settings.MAIL_TRANSPORT in KEEPS_MAIL_HERE and getattr(settings, "LIVE", False):
        found.append(
            Warning(
                "Mail stays on this machine: nobody will get a message.",
                hint="Set EMAIL_BACKEND to the backend of your mail server or provider.",
                id="core.W002",
            )
        )
    encrypted = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    if settings.EMAIL_HOST_PASSWORD and not encrypted:
        found.append(
            Warning(
                "The mail server's password would be sent unencrypted.",
                hint="Set EMAIL_USE_TLS=true (port 587), or EMAIL_USE_SSL=true (port 465).",
                id="core.W003",
            )
        )
    return found


@register(Tags.security, deploy=True)
def check_reports_about_mail_are_signed(app_configs, **kwargs) -> list[CheckMessage]:
    """Reports of bounces are taken from who can prove to be the provider, and from nobody else."""
    from core.mail_events import is_secured, provider

    secret = settings.ANYMAIL.get("WEBHOOK_SECRET")
    pairs = [secret] if isinstance(secret, str) else list(secret or [])
    if any(":" not in pair or len(pair) < SHORTEST_SECRET for pair in pairs):
        return [
            Error(
                "WEBHOOK_SECRET in ANYMAIL is not a user name, a colon and a long password.",
                hint=f"Write it as name:password, with at least {SHORTEST_SECRET} characters.",
                id="core.E007",
            )
        ]
    if provider() and not is_secured():
        return [
            Error(
                "The mail provider's reports cannot be told from forged ones, so none is taken.",
                hint="Put WEBHOOK_SECRET, or the key with which the provider signs, into ANYMAIL: "
                "site/docs/operations.md, “Bounces”.",
                id="core.E006",
            )
        ]
    return []


@register(Tags.database)
def check_no_release_is_skipped(app_configs, databases=None, **kwargs) -> list[CheckMessage]:
    """A database that stopped half-way through migrations which have since become one cannot go on
    from there, and Django would say that there is nothing to do."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    found: list[CheckMessage] = []
    for alias in databases or []:
        applied = MigrationRecorder(connections[alias]).applied_migrations()
        for (app_label, name), migration in loader.disk_migrations.items():
            replaced = migration.replaces
            missing = [each for each in replaced if each not in applied]
            if len(missing) in (0, len(replaced)) or set(missing) <= set(loader.disk_migrations):
                continue
            found.append(
                Error(
                    f"The database is of a release before {app_label}.{name}: it lacks "
                    f"{missing[0][1]}, which is no longer here by itself.",
                    hint="Migrate with the last release that has it, then come back: "
                    "site/docs/operations.md, “Upgrade”.",
                    id="core.E008",
                )
            )
    return found

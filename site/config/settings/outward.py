"""A copy of the live site, restored or for trying things, must not reach people or move money."""

from django.core.exceptions import ImproperlyConfigured

KEPT_IN_A_FOLDER = "django.core.mail.backends.filebased.EmailBackend"
LIVE_KEYS = ("sk_live_", "rk_live_")


def mail_transport(wanted: str, *, live: bool) -> str:
    """The backend that sends mail from the live site, and keeps it in a folder anywhere else."""
    return wanted if live else KEPT_IN_A_FOLDER


def refuse_live_key(stripe_key: str, *, live: bool) -> None:
    """Raises ImproperlyConfigured when a copy was given the key that moves real money."""
    if stripe_key.startswith(LIVE_KEYS) and not live:
        raise ImproperlyConfigured(
            "STRIPE_SECRET_KEY is a live key, and this is not the live site. Set LIVE=1 on the "
            "live site alone; give a copy a test key and DEMO_MODE=1."
        )

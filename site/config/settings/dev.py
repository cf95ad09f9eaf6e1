"""Development and demonstration on one machine: SQLite, mail kept in a folder, no secrets."""

from config.settings.base import *  # noqa: F403 -- settings modules build on one another
from config.settings.base import (
    CONTENT_SECURITY_POLICY,
    PORT,
    STRIPE_API_BASE,
    STRIPE_SECRET_KEY,
    STRIPE_WEBHOOK_SECRET,
    VAR,
    env,
)

VAR.mkdir(exist_ok=True)

DEBUG = env.bool("DEBUG", default=True)
DEMO_MODE = env.bool("DEMO_MODE", default=True)
SECRET_KEY = env("SECRET_KEY", default="only-for-development-and-the-demonstration")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
MAIL_TRANSPORT = env("EMAIL_BACKEND", default="django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = env("EMAIL_FILE_PATH", default=str(VAR / "mail"))
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=True)
# Static files come from where they are written, not from a collection of them.
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None

# Without a key of one's own, card payment goes to the project's Stripe double on the next port,
# and no money moves.
if not STRIPE_SECRET_KEY:
    STRIPE_SECRET_KEY = "sk_test_double"  # noqa: S105 -- not a secret
    STRIPE_WEBHOOK_SECRET = "whsec_double"  # noqa: S105 -- not a secret
    STRIPE_API_BASE = f"http://127.0.0.1:{PORT + 1}"
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] = ["'self'", STRIPE_API_BASE]

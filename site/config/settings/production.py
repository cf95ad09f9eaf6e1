"""Production: every secret from the environment, TLS everywhere, files with hashed names."""

from config.settings.base import *  # noqa: F403 -- settings modules build on one another
from config.settings.base import MAIL_TRANSPORT, STORAGES, STRIPE_SECRET_KEY, VAR, env
from config.settings.outward import mail_transport, refuse_live_key

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Only the live site sends mail and takes real cards; a copy of it says nothing and does neither.
LIVE = env.bool("LIVE", default=False)
MAIL_TRANSPORT = mail_transport(MAIL_TRANSPORT, live=LIVE)
EMAIL_FILE_PATH = env("EMAIL_FILE_PATH", default=str(VAR / "mail"))
refuse_live_key(STRIPE_SECRET_KEY, live=LIVE)

SECOND_FACTOR = env.bool("SECOND_FACTOR", default=True)

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

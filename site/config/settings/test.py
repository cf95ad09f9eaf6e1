"""Settings for the test suite: nothing leaves the process."""

from config.settings.base import *  # noqa: F403 -- settings modules build on one another
from config.settings.base import VAR

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105 -- not a secret
SITE_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_TRANSPORT = EMAIL_BACKEND
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "fragments": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
MEDIA_ROOT = str(VAR / "test-media")
STRIPE_WEBHOOK_SECRET = "whsec_test"  # noqa: S105 -- not a secret
STRIPE_SECRET_KEY = "sk_test_memory"  # noqa: S105 -- not a secret
PAYMENT_GATEWAY = "memory"
ACCOUNT_RATE_LIMITS = False

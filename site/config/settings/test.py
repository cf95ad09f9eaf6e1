"""Settings for the test suite: nothing leaves the process."""

import os

from config.settings.base import *  # noqa: F403 -- settings modules build on one another
from config.settings.base import CACHES, VAR
from config.settings.database import database_from

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105 -- not a secret
SITE_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# A file by name, so that a live server's threads each open it for themselves; the tests put a copy
# of their template in its place (tests/plugins/templates.py).
_DATABASE_URL = os.environ.get("DATABASE_URL", f"sqlite:///{VAR / 'test.sqlite3'}")
DATABASES = {"default": database_from(_DATABASE_URL)}
DATABASES["default"]["CONN_MAX_AGE"] = 0
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_TRANSPORT = EMAIL_BACKEND
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "fragments": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    "renditions": CACHES["renditions"],
}
# tests/conftest.py moves both to a folder of the run.
MEDIA_ROOT = str(VAR / "test-media")
PRIVATE_ROOT = str(VAR / "test-private")
SERVE_MEDIA = True
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STRIPE_WEBHOOK_SECRET = "whsec_test"  # noqa: S105 -- not a secret
STRIPE_SECRET_KEY = "sk_test_memory"  # noqa: S105 -- not a secret
PAYMENT_GATEWAY = "memory"
# A test of the limits asks for them (tests/directory/test_limits.py).
ACCOUNT_RATE_LIMITS = False

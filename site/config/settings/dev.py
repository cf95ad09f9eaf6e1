"""Development and demonstration on one machine: SQLite, mail kept in a folder, no secrets."""

from config.settings.base import *  # noqa: F403 -- settings modules build on one another
from config.settings.base import VAR, env

DEBUG = env.bool("DEBUG", default=True)
DEMO_MODE = env.bool("DEMO_MODE", default=True)
SECRET_KEY = env("SECRET_KEY", default="only-for-development-and-the-demonstration")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
MAIL_TRANSPORT = env("EMAIL_BACKEND", default="django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = env("EMAIL_FILE_PATH", default=str(VAR / "mail"))
INTERNAL_IPS: list[str] = []

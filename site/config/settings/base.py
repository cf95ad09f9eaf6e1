"""Settings shared by every environment. What differs by place comes from the environment."""

import os
from pathlib import Path

import environ

from bin.variables import dotenv
from config.settings.database import database_from

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "site"
VAR = ROOT / "var"

env = environ.Env()
# Real variables beat the file, so a shell or a service manager always has the last word. The tests
# leave it alone: they must not depend on one machine's wishes.
if not os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".test"):
    for _name, _value in dotenv().items():
        os.environ.setdefault(_name, _value)

PORT = env.int("PORT", default=8000)
SITE_URL = env("SITE_URL", default=f"http://localhost:{PORT}").rstrip("/")

INSTALLED_APPS = [
    "home",
    "psg_catalogue",
    "subscriptions",
    "directory.outreach",
    "directory",
    "core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "taggit",
    "modelcluster",
    "django_filters",
    "anymail",
    "csp",
    "django_tasks",
    "django.contrib.postgres",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "core.middleware.ContentSecurityPolicy",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.BusyDatabase",
    "core.middleware.NumberBeyondAll",
    "core.once.OnceARequest",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "core.middleware.PrivateWhenSignedIn",
    "directory.viewing.ViewAsSchool",
    "directory.second_factor.SecondFactorForBackOffice",
    "psg_catalogue.middleware.ForgetRegisters",
    "core.middleware.RedirectsByName",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "core.context_processors.site",
            ],
            "builtins": [
                "django.templatetags.static",
                "core.templatetags.components",
                "core.templatetags.letters",
                "core.templatetags.wording",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": database_from(env("DATABASE_URL", default=f"sqlite:///{VAR / 'site.sqlite3'}"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.User"
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # the email is unique by a constraint on its lower case, which this does not see
    "security.W019",  # the editor shows previews of our own pages in a frame
]
# It is a ModelBackend too; a second backend would hash each wrong password twice.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Accounts: an email address and a password; one door for the site and the back office.
ACCOUNT_ADAPTER = "directory.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = None  # asks: "Keep me signed in on this computer"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_FORMS = {
    "login": "directory.forms.accounts.LoginForm",
    "signup": "directory.forms.accounts.SignupForm",
    "add_email": "directory.forms.accounts.AddEmailForm",
    "change_password": "directory.forms.accounts.ChangePasswordForm",
    "set_password": "directory.forms.accounts.SetPasswordForm",
    "reset_password": "directory.forms.accounts.ResetPasswordForm",
    "reset_password_from_key": "directory.forms.accounts.ResetPasswordKeyForm",
    "reauthenticate": "directory.forms.accounts.ReauthenticateForm",
}
ACCOUNT_LOGOUT_ON_GET = False
# How often (SAFETY 42). A school, or a county, stands behind one address: what guesses at one
# account is stopped by the account (`key`) and counted there first, so that it takes nothing from
# the rest of the staffroom. What is not named here keeps allauth's own limit.
ACCOUNT_RATE_LIMITS = {
    "login": "150/m/ip",
    "login_failed": "5/5m/key,40/m/ip",
    "signup": "60/m/ip",
    "reset_password": "5/h/key,40/m/ip",
    "reset_password_from_key": "40/m/ip",
}
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
# A second step, a passkey or a code from an app: anyone may turn it on; with SECOND_FACTOR the back
# office asks for it.
SECOND_FACTOR = env.bool("SECOND_FACTOR", default=False)
MFA_ADAPTER = "directory.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "authenticate": "directory.forms.second_factor.AuthenticateForm",
    "reauthenticate": "directory.forms.second_factor.ReauthenticateForm",
    "activate_totp": "directory.forms.second_factor.ActivateTOTPForm",
    "add_webauthn": "directory.forms.second_factor.AddPasskeyForm",
    "edit_webauthn": "directory.forms.second_factor.RenamePasskeyForm",
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE_URL.startswith("https:") else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "directory:my_schools"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "en-gb"
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "staticfiles"
STATICFILES_DIRS = [SITE / "static"]
MEDIA_ROOT = env("MEDIA_ROOT", default=str(VAR / "media"))
MEDIA_URL = "/media/"
# Files that views hand out to those they are for (core.private_files); never inside MEDIA_ROOT.
PRIVATE_ROOT = env("PRIVATE_ROOT", default=str(VAR / "private"))
# Whether this process hands out pictures itself (config.media), or a web server before it does.
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=False)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Every limit lives in the cache: a table serves every process alike. Django's own number of entries
# is 300, and beyond it entries go by their names, the limits' among them.
CACHES = {
    "default": {
        "BACKEND": "core.cache.SharedCache",
        "LOCATION": "cache_entry",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
    "fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "fragments",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
    # Wagtail keeps every picture's sizes each time a page shows it. In the table above that was a
    # write for each picture of a page; the pages read theirs together from the database instead.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

# Wagtail's own small tasks (search and reference index) run where they are asked for;
# mail has its own outbox and worker (site/docs/decisions).
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# Mail. Every message is a row first, also what libraries send; the worker hands it to the
# transport, any Django or Anymail backend.
EMAIL_BACKEND = "core.mail.OutboxBackend"
MAIL_TRANSPORT = env("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
MAIL_ALLOWED_DOMAINS = env.list("MAIL_ALLOWED_DOMAINS", default=[])
EMAIL_HOST = env("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", default=False)
EMAIL_TIMEOUT = 20
ANYMAIL = env.json("ANYMAIL", default={})
DEFAULT_FROM_EMAIL = env(
    "DEFAULT_FROM_EMAIL", default="Marlshire Learning Partnership <office@example.org>"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# The partnership
SITE_NAME = env("SITE_NAME", default="Marlshire Learning Partnership")
HOST_LA_CODE = env("HOST_LA_CODE", default="990")
DEMO_MODE = env.bool("DEMO_MODE", default=False)

# How long things are kept, in years by category, where it is not what the site comes with
# (`manage.py apply_retention --dry-run` names the categories).
RETENTION_YEARS = env.json("RETENTION_YEARS", default={})

# Card payment
STRIPE_SECRET_KEY = env("STRIPE_SECRET_KEY", default="")
STRIPE_WEBHOOK_SECRET = env("STRIPE_WEBHOOK_SECRET", default="")
STRIPE_API_BASE = env("STRIPE_API_BASE", default="")
STRIPE_WEBHOOK_TOLERANCE = 300

WAGTAIL_SITE_NAME = SITE_NAME
# As people here write a day; a form takes 2026-12-02 as well.
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILIMAGES_IMAGE_MODEL = "core.Image"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "odp", "ods", "xlsx", "txt"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_USER_TIME_ZONES = ["Europe/London"]
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "/admin/login/"  # directory.views.back_office_door
WAGTAIL_FRONTEND_LOGIN_URL = "/account/login/"
WAGTAIL_APPEND_SLASH = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "core.workflows.publish_what_was_agreed"

# Headers. The policy by path is core.middleware.ContentSecurityPolicy.
STRIPE_CHECKOUT_ORIGIN = "https://checkout.stripe.com"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-ancestors": ["'self'"],
        "frame-src": ["'self'"],
        "base-uri": ["'self'"],
        "manifest-src": ["'self'"],
        # A form's redirect counts too, so the card page's own address stands here.
        "form-action": ["'self'", STRIPE_API_BASE or STRIPE_CHECKOUT_ORIGIN],
    }
}
PERMISSIONS_POLICY = {
    "camera": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "core.views.csrf_failure"

# A bare view beside the real pages, for `make bench` alone.
BENCH = env.bool("BENCH", default=False)

# Logs go to standard error, so that a command's standard output stands alone.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # Two lines for every index entry, and titles, which may be names.
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        # At DEBUG Stripe's library logs whole request bodies.
        "stripe": {"level": "WARNING"},
    },
}

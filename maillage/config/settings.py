"""Settings: read strictly from the environment, with defaults that run at once and lose nothing."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import django.conf.locale
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from maillage.config.home import home_folder, secret_key
from maillage.territory.languages import LANGUAGES as SPOKEN

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent.parent
HOME = home_folder()

SECRET_KEY = secret_key(HOME)
DEBUG = env.bool("DEBUG", default=False)
PORT = env.int("PORT", default=8000)
BASE_URL = env.str("BASE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
OWN_HOST = urlsplit(BASE_URL).hostname or "127.0.0.1"
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = [*env.list("ALLOWED_HOSTS", default=[]), OWN_HOST, *(LOOPBACK if OWN_HOST in LOOPBACK else [])]
BEHIND_TLS = BASE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BEHIND_TLS else []

INSTALLED_APPS = [
    "maillage.kit",
    "maillage.territory",
    "maillage.people",
    "maillage.initiatives",
    "maillage.mobility",
    "maillage.cooperation",
    "maillage.insight",
    "maillage.website",
    "maillage.desk",
    "maillage.demonstration",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "maillage.config.addresses.WithoutNul",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "maillage.kit.refusals.forms_alone",
]

ROOT_URLCONF = "maillage.config.urls"
WSGI_APPLICATION = "maillage.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maillage.kit.context.page",
            ],
        },
    }
]

# SQLite as measured: WAL lets readers pass the writer, FULL survives a power cut, IMMEDIATE ends "database is locked".
# trusted_schema stays ON: OFF refuses the JSON_VALID() that guards each of Django's JSON columns.
SQLITE_START = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;
PRAGMA journal_size_limit=27262976; PRAGMA mmap_size=134217728; PRAGMA cache_size=2000;
"""


def database(url: str) -> dict[str, object]:
    """Return Django's settings for a database address."""
    settings: dict[str, object] = environ.Env.db_url_config(url)
    settings["ATOMIC_REQUESTS"] = False
    if "sqlite" in str(settings["ENGINE"]):
        settings["ENGINE"] = "maillage.config.sqlite"
        settings["OPTIONS"] = {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": SQLITE_START}
        settings["CONN_MAX_AGE"] = None
    else:
        # Each process keeps few connections and tests them, so that a restarted server is met without an error.
        most = env.int("DATABASE_CONNECTIONS", default=8)
        settings["OPTIONS"] = {"pool": {"min_size": 1, "max_size": most, "timeout": 10}}
        settings["CONN_HEALTH_CHECKS"] = True
        # A socket is named by its folder, with %2F for each stroke.
        settings["HOST"] = unquote(str(settings["HOST"]))
    return settings


DATABASES = {"default": database(env.str("DATABASE_URL", default=f"sqlite:///{HOME / 'maillage.sqlite3'}"))}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kit_cache"}}

TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
}

# Languages. Those whose texts a person has not translated yet are shown in English, and say so.
for _code, _language in SPOKEN.items():
    django.conf.locale.LANG_INFO.setdefault(
        _code,
        {
            "bidi": _language.right_to_left,
            "code": _code,
            "name": _language.english,
            "name_local": _language.autonym,
        },
    )
LANGUAGES = [(language.code, language.autonym) for language in SPOKEN.values()]
LANGUAGES_BIDI = [language.code for language in SPOKEN.values() if language.right_to_left]
TRANSLATED_LANGUAGES = ["en", "fr", "es", "pl", "el"]
# What newcomers read is said in these as well (territory.newcomers_words).
NEWCOMERS_LANGUAGES = ["ar", "prs", "ps", "uk", "ti"]
UNREVIEWED_LANGUAGES = [language.code for language in SPOKEN.values() if not language.read_over]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "media"
MEDIA_URL = "media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_HANDLERS = [
    "maillage.kit.uploads.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
UPLOAD_LIMIT = 8_000_000

# Sign-in: a code by e-mail, no password, no open sign-up, the same answer for known and unknown addresses.
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, str]] = []
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "website:home"
ACCOUNT_ADAPTER = "maillage.people.sign_in.SignIn"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED = False
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "request_login_code": "maillage.people.forms.sign_in.AskForCode",
    "confirm_login_code": "maillage.people.forms.sign_in.ConfirmCode",
}
# Counted in the database: for one address ("key") and for a network of 256 addresses ("ip").
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/h/key,60/h/ip",
    "one_login_code": "5/600s/key",
    "login_codes_of_one": "20/h/key,20/h/ip",
    # At a roundtable a whole room stands behind one network; wrong codes, and names typed at one door.
    "check_in_code": "20/600s/ip",
    "check_in_name": "120/h/ip,400/h/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
# Not "no-referrer": browsers then send "Origin: null" with forms, which the check against forged forms must refuse.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "maillage.kit.refusals.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "microphone", "geolocation", "payment", "usb", "accelerometer", "gyroscope")
}

# Mail leaves through the outbox; without EMAIL_URL it stays there, to be read on the desk.
EMAIL_URL = env.str("EMAIL_URL", default="")
MAIL_IS_SENT = bool(EMAIL_URL)
if MAIL_IS_SENT:
    vars().update(environ.Env.email_url_config(EMAIL_URL))
EMAIL_TIMEOUT = 20
MAIL_DOMAIN = env.str("MAIL_DOMAIN", default="maillage.invalid")
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default=f"maillage <no-reply@{MAIL_DOMAIN}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=300)
TICK_SECONDS = env.int("TICK_SECONDS", default=30)

# Without a video server roundtables use whatever link their convenor writes down.
BIGBLUEBUTTON_URL = env.str("BIGBLUEBUTTON_URL", default="").rstrip("/")
BIGBLUEBUTTON_SECRET = env.str("BIGBLUEBUTTON_SECRET", default="")
BIGBLUEBUTTON_CHECKSUM = env.str("BIGBLUEBUTTON_CHECKSUM", default="sha256")
if BIGBLUEBUTTON_CHECKSUM not in {"sha1", "sha256", "sha384", "sha512"}:
    raise ImproperlyConfigured("BIGBLUEBUTTON_CHECKSUM is one of sha1, sha256, sha384 and sha512.")
if BIGBLUEBUTTON_URL and not (BIGBLUEBUTTON_SECRET and BIGBLUEBUTTON_URL.startswith(("https://", "http://"))):
    raise ImproperlyConfigured("BIGBLUEBUTTON_URL is a web address and needs BIGBLUEBUTTON_SECRET beside it.")
# Only these addresses are asked for travel times: a self-hosted router may well stand on a private one.
ROUTERS = {
    "osrm": env.str("OSRM_URL", default="").rstrip("/"),
    "valhalla": env.str("VALHALLA_URL", default="").rstrip("/"),
    "ors": env.str("OPENROUTESERVICE_URL", default="").rstrip("/"),
}
OPENROUTESERVICE_KEY = env.str("OPENROUTESERVICE_KEY", default="")
TERRITORY_DATA = env.str("MAILLAGE_TERRITORY_DATA", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "maillage.config.log_lines.LinksMasked",
            "fmt": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"maillage": {"level": "INFO"}, "psycopg.pool": {"level": "ERROR"}},
}

SITE_NAME = _("maillage")

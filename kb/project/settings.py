"""One settings file for every way the site runs; whatever differs comes from the environment (README.md)."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from kb.project import databases, env, logs, reporting

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var"))).resolve()
BUILD_DIR = Path(env.text("BUILD_DIR", str(BASE_DIR / "build"))).resolve()  # what script/build makes
CONTENT_DIR = BASE_DIR / "content"
VERSION = re.search(r"^## (\S+)", (BASE_DIR / "CHANGELOG.md").read_text(), re.MULTILINE)[1]  # type: ignore[index]

DEBUG = env.flag("DEBUG", False)
# The first signs; what those after it signed is believed too, such as sessions: to rotate, put a new one in front.
SECRET_KEY, *SECRET_KEY_FALLBACKS = env.listed(env.secret("SECRET_KEY", DATA_DIR / "secret-key"))
VAULT_KEY = env.secret("VAULT_KEY", DATA_DIR / "vault-key")  # encrypts device secrets and second factors

HOST = env.host("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000, least=1, most=65_535)
WEB_WORKERS = env.number("WEB_WORKERS", 1, least=1, most=256)  # server processes
WEB_THREADS = env.number("WEB_THREADS", 4, least=1, most=1024)  # of each, for pages that the cache does not hold
PUBLIC_URL = env.address("PUBLIC_URL", f"http://{env.bracketed(HOST)}:{PORT}")
CONTACT = env.contact("CONTACT")  # where faults are reported, shown and in security.txt
_public = urlsplit(PUBLIC_URL)
SECURE = _public.scheme == "https"
_nearby = (
    set() if SECURE else {env.bracketed(HOST), "localhost", "127.0.0.1", "[::1]"}
)  # a public site has its public name only
ALLOWED_HOSTS = sorted({env.bracketed(_public.hostname or HOST), *_nearby, *env.hosts("ALLOWED_HOSTS")})
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

SECURE_SSL_REDIRECT = SECURE
SECURE_SSL_HOST = _public.netloc
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
# What https binds browsers to for a year: this name, those below it too, or both from their first visit on.
HSTS = env.choice("HSTS", "host", "subdomains", "preload")
SECURE_HSTS_INCLUDE_SUBDOMAINS = HSTS != "host"
SECURE_HSTS_PRELOAD = HSTS == "preload"
SILENCED_SYSTEM_CHECKS = [
    "staticfiles.W004",  # a folder of static files that is not there: nothing may be built yet
    "security.W019",  # X-Frame-Options is not DENY: an editor's preview is a frame of our own, and the policy rules framing
    # No HSTS for names below, no preload: only who owns them knows whether they all speak https, and says so by HSTS.
    *(["security.W005"] if HSTS == "host" else []),
    *(["security.W021"] if HSTS != "preload" else []),
]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
COOKIE_PREFIX = "__Host-" if SECURE else ""  # of every cookie: the browser takes it from this very host alone
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
MESSAGE_STORAGE = "kb.project.cookies.Messages"
STAFF_IDLE_MINUTES = env.number("STAFF_IDLE_MINUTES", 120, least=1)  # without a page, and an editor signs in again
STAFF_HOURS = env.number("STAFF_HOURS", 12, least=1)  # and in any case after these
SESSION_COOKIE_AGE = STAFF_HOURS * 3600
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "kb.staff.password_rules.OwnWordsValidator"},
    {"NAME": "kb.staff.password_rules.LeakedValidator"},
]
LEAKED_PASSWORDS = env.file("LEAKED_PASSWORDS")  # passwords that have leaked, as a file of hashes; none without it
OTP_TOTP_ISSUER = OTP_WEBAUTHN_RP_NAME = "Secure Login Knowledge Base"
# What a password may hold, but not be made of: the site's name, that of its host, and what is done here.
PASSWORD_WORDS = {
    *OTP_TOTP_ISSUER.lower().split(),
    *(part for part in re.split(r"[^a-z]+", (_public.hostname or "").lower()) if len(part) > 3),
    *("editor", "reviewer", "trainer", "admin", "article", "practice", "password", "secret", "welcome"),
    *("rédaction", "relecture", "formation", "connexion", "securite", "sécurité", "motdepasse", "bienvenue"),
}
# A passkey belongs to a name, not to a number, and browsers make one for https or localhost only.
OTP_WEBAUTHN_RP_ID = (_public.hostname or HOST) if SECURE else "localhost"
_port = "" if _public.port in (None, 443 if SECURE else 80) else f":{_public.port}"
OTP_WEBAUTHN_ALLOWED_ORIGINS = [f"{_public.scheme}://{OTP_WEBAUTHN_RP_ID}{_port}"]
OTP_WEBAUTHN_ALLOW_PASSWORDLESS_LOGIN = False  # two factors: it comes after the password
PASSWORD_RESET_TIMEOUT = 3600  # seconds; an invitation lasts longer (kb/staff/letters.py)
# The organization's own sign-in for the staff (OpenID Connect), and whether it is both steps or the first one.
OIDC_ISSUER, OIDC_CLIENT_ID = env.endpoint("OIDC_ISSUER", "https://login.example/realm"), env.text("OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = env.text("OIDC_CLIENT_SECRET")
OIDC_SECOND_FACTOR = env.choice("OIDC_SECOND_FACTOR", "ours", "theirs")
env.together(OIDC_ISSUER=OIDC_ISSUER, OIDC_CLIENT_ID=OIDC_CLIENT_ID, OIDC_CLIENT_SECRET=OIDC_CLIENT_SECRET)
OTP_WEBAUTHN_HELPER_CLASS = "kb.staff.passkeys.NamedCredentials"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the policy in headers.py rules framing; this says the same to old browsers
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)  # how many proxies stand in front and add X-Forwarded-For

INSTALLED_APPS = [
    "modeltranslation",  # before the admin: its rule
    "kb.staff.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_otp_webauthn",
    "corsheaders",
    "kb.base",
    "kb",
    "auth_demo",
]

LOG_FORMAT = env.choice("LOG_FORMAT", "text", "json")
ACCESS_LOG = env.flag("ACCESS_LOG", False)
METRICS_ADDRESS = env.listening("METRICS_ADDRESS")
# Whether the door gives requests a number and notes what becomes of them (kb/project/door/access.py).
RECORDED = bool(ACCESS_LOG or METRICS_ADDRESS or LOG_FORMAT == "json")

MIDDLEWARE = [
    *(["kb.project.middleware.RouteMiddleware"] if ACCESS_LOG else []),
    "kb.project.middleware.PatienceMiddleware",
    "kb.project.middleware.PageCacheMiddleware",
    "kb.project.headers.HeadersMiddleware",
    "kb.project.hosts.HostMiddleware",
    "kb.staff.leaving.LeavingMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Before the sessions, so that choosing the language adds no `Vary: Cookie` to public pages.
    "kb.project.languages.LanguageMiddleware",
    "kb.project.cookies.CookiesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kb.staff.refused.RefusedMiddleware",
    "kb.staff.single_sign_on.VerifiedMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kb.staff.zones.ZoneMiddleware",
    "kb.project.middleware.SignsMiddleware",
]

ROOT_URLCONF = "kb.project.urls"
WSGI_APPLICATION = "kb.project.wsgi.application"
ASGI_APPLICATION = "kb.project.asgi.application"
STREAMS = {  # live event streams, served as async code
    "/api/v1/sandboxes/": "auth_demo.web.stream.application",
    "/api/v1/classes/": "auth_demo.web.stream.application",
}
# The largest body that an address takes, in bytes; the first that matches counts. The door reads it before Django does.
BODY_BYTES = [
    (r"/[^/]+/admin/(login|logout|second-factor|security)/", 64 * 1024),
    (r"/[^/]+/admin/", 10 * 1024 * 1024),  # pictures have 8 MB
    (r"/api/", 128 * 1024),  # a phone that is handed over has 40 kB at most, its keys as many
    (r"", 64 * 1024),
]
HOUSEKEEPING = env.flag("HOUSEKEEPING", True)  # no: `manage.py keep_house` runs elsewhere
UPGRADE_AT_START = env.flag("UPGRADE_AT_START", True)  # no: `manage.py upgrade` has run before
BACKUP_DIR = env.text("BACKUP_DIR")  # a folder for backups that the server makes by itself; none without it
BACKUP_HOURS = env.number("BACKUP_HOURS", 24, least=1)  # from one of them to the next
BACKUP_KEEP = env.number("BACKUP_KEEP", 14, least=1)  # how many of them stay
# Where letters to editors leave; none are sent without a server.
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_SECURITY = env.choice("EMAIL_SECURITY", "starttls", "tls", "none")
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SECURITY == "starttls", EMAIL_SECURITY == "tls"
EMAIL_PORT = env.number("EMAIL_PORT", 465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25, least=1, most=65_535)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_USER"), env.text("EMAIL_HOST_PASSWORD")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.sender("EMAIL_FROM", f"noreply@{_public.hostname or HOST}")
# Told of each publication and change of state; the secret signs what is sent.
LINK_CHECK_HOURS = env.number(
    "LINK_CHECK_HOURS", 0, most=24 * 365
)  # from one look at an external link to the next; 0: none
LINK_CHECK_PAUSE = env.number("LINK_CHECK_PAUSE", 2, most=3600)  # seconds between two requests to one host
LINK_CHECK_AGENT = env.text("LINK_CHECK_AGENT", f"kb-link-check/{VERSION} (+{PUBLIC_URL})")
LINK_CHECK_PRIVATE = env.flag("LINK_CHECK_PRIVATE", False)  # whether addresses of private networks are asked too

WEBHOOK_URL = env.endpoint("WEBHOOK_URL")
WEBHOOK_SECRET = env.secret("WEBHOOK_SECRET", DATA_DIR / "webhook-secret") if WEBHOOK_URL else ""
# Where xAPI statements of classes are sent, below this address: a learning record store.
LRS_URL = env.endpoint("LRS_URL", "https://lrs.example/xapi")
LRS_USER, LRS_PASSWORD = env.text("LRS_USER"), env.text("LRS_PASSWORD")
# A machine that translates a paragraph for an editor who asks for it; without an address there is none.
TRANSLATION_URL = env.endpoint("TRANSLATION_URL", "https://translate.example")
TRANSLATION_KEY = env.text("TRANSLATION_KEY")
TRANSLATION_CLASS = env.text("TRANSLATION_CLASS", "kb.exchange.machine.LibreTranslate")
# The page of a SCORM package is the course's. It may ask how far an attempt is, with that attempt's token, and nothing else.
CORS_URLS_REGEX = r"^/api/v1/attempts(/[^/]+)?$"
CORS_ALLOW_ALL_ORIGINS = True  # no cookie is sent along, and none is heeded there
CORS_ALLOW_METHODS = ("GET", "POST")
CORS_ALLOW_HEADERS = ("accept", "accept-language", "authorization", "content-type")
SECONDS_TO_STOP = 7  # then a worker that was told to stop is killed; with what comes before and after, ten

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "kb/project/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASE_URL = env.text("DATABASE_URL")
DATABASE_POOL = env.number("DATABASE_POOL", WEB_THREADS + 6, most=1000)  # connections of a process, to PostgreSQL
DATABASES = {
    "default": databases.on_postgresql(DATABASE_URL, DATABASE_POOL)
    if DATABASE_URL
    else databases.on_sqlite(DATA_DIR / "site.sqlite3")
}
REDIS_URL = env.redis("REDIS_URL")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}}}
PAGE_CACHE_BYTES = env.number("PAGE_CACHE_BYTES", 64 * 1024 * 1024)  # 0 switches the page cache off

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
# Compiled from the catalogues beside the code, which may be read-only; the first that has a message is asked.
LOCALE_PATHS = [BUILD_DIR / "locale" / name for name in ("project", "kb", "auth_demo")]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"
MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
MODELTRANSLATION_ENABLE_FALLBACKS = False  # another language's text is chosen openly, with its lang and a notice
# What the site has to know of each language: Snowball's name, the words elided before ’, how it is set: as kb/text/typography.py names it, or
# described: {"quotes": "„“", "spaced": False}.
LANGUAGE_TRAITS: dict[str, dict[str, Any]] = {
    "en": {
        "stemmer": "english",
        "typography": "english",
        "readability": "flesch",
        "elisions": [],
        "enclitics": ["s", "re", "ve", "ll", "d", "m"],
        "silent": "",
    },
    "fr": {
        "stemmer": "french",
        "typography": "french",
        "readability": "kandel-moles",
        "enclitics": [],
        "silent": "e",
        "elisions": ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"],
    },
}
JQUERY_UI_URL = "vendor/jquery-ui/jquery-ui.min.js"

STATIC_URL = "/static/"
STATIC_GENERATIONS = DATA_DIR / "generations"  # a folder for each version served: kb/operation/assets.py
STATIC_ROOT = (STATIC_GENERATIONS / "current").resolve()
BUNDLE = env.flag("BUNDLE", True)  # whether that is served, where it is there
# Named one by one: the front end's packages and their settings are in static/ too, and are not served.
STATICFILES_DIRS = [
    *((name, BASE_DIR / "static" / name) for name in ("audio", "css", "figures", "img", "js", "vendor")),
    ("build", BUILD_DIR / "files"),
]
# Kept for ever by browsers: what the storage named by its hash, and what script/figures did.
WHITENOISE_IMMUTABLE_FILE_TEST = r"\.[0-9a-f]{12}\.\w+$|/figures/.+-[0-9a-f]{8}(@2x)?\.\w+$"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site's page is built of our files
# Pictures: files of DATA_DIR, or objects of an S3 bucket. boto3 finds its credentials by itself (AWS_ACCESS_KEY_ID, a role).
MEDIA_BUCKET = env.text("MEDIA_BUCKET")
MEDIA_BUCKET_ENDPOINT = env.endpoint("MEDIA_BUCKET_ENDPOINT", "https://s3.example")
MEDIA_BUCKET_REGION = env.text("MEDIA_BUCKET_REGION")
_bucket = {"bucket_name": MEDIA_BUCKET, "endpoint_url": MEDIA_BUCKET_ENDPOINT, "region_name": MEDIA_BUCKET_REGION}
STORAGES = {
    "default": {
        "BACKEND": "kb.images.bucket.Bucket",
        "OPTIONS": {name: value for name, value in _bucket.items() if value},
    }
    if MEDIA_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "kb.project.static.Storage"},
}
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"

SANDBOXES_PER_HOUR = env.number(
    "SANDBOXES_PER_HOUR", 2000, least=1
)  # from one address: that of a school has several classes behind it
SANDBOXES_TOTAL = env.number("SANDBOXES_TOTAL", 100_000, least=1)  # at once; twice what one address opens in a day
SANDBOX_HOURS = 24
CLASS_SIZE = env.number("CLASS_SIZE", 1000, least=1)  # people in one class of the practice room
SEARCHES_PER_MINUTE = env.number("SEARCHES_PER_MINUTE", 1200, least=1)  # from one address too; the page and the API

LOG_LEVEL = env.choice("LOG_LEVEL", "info", "debug", "warning", "error", "critical").upper()
LOGGING = logs.settings(LOG_LEVEL, LOG_FORMAT)
SENTRY_DSN = env.endpoint("SENTRY_DSN", "https://key@sentry.example/1")
if SENTRY_DSN:
    reporting.begin(SENTRY_DSN, VERSION)

env.refuse_slips()

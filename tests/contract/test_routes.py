"""Every route, in every language: the security headers, no inline anything, no foreign host, the right language.

A route that is added without an example here fails the first test.
"""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from kb.models import Article
from kb.project import headers
from tests.kb.staff.codes import PASSWORD, signed_in

pytestmark = pytest.mark.django_db

NOBODY = "0" * 32  # an id of nobody
LANGUAGES = [code for code, _name in settings.LANGUAGES]
PUBLIC = [  # below /<language>/
    "",
    "kb/3422/",
    "kb/3422/digital-security-card-plus/",
    "kb/1131/overview/",
    "category/security-card/",
    "category/security-card/atom.xml",
    "tag/sls/",
    "recent/",
    "recent/atom.xml",
    "search/",
    "search/?q=card",
    "search/?q=%3Cscript%3E",
    "choose/",
    "about/",
    "opensearch.xml",
    "practice/",
    "practice/pair/",
    "practice/pair/worker.js",
    "practice/words.json",
    "pair/",
    "practice/dsc-plus/",
    "practice/dsc-plus/data.json",
    "kb/3234/",
    "kb/9998/",
    "nowhere/",
    "practice/nowhere/",
    "join/",
    "join/?code=AAAAAA",
    "join/AAAAAA/",
    f"class/seat/{NOBODY}/",
    f"class/{NOBODY}/board/",
]
TOP = [
    "/",
    "/1131",
    "/KB1131",
    "/kb/1131",
    "/pair/",
    "/join/",
    "/join/AAAAAA/",
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/robots.txt",
    "/favicon.ico",
    "/media/none.webp",
    "/.well-known/security.txt",
    "/healthz",
    "/readyz",
    "/lti/jwks.json",
    "/lti/login/",
]
TOP += ["/nowhere", "/api/v1/openapi.json", "/api/v1/search?lang=en&q=card", "/api/v1/scenarios", "/api/v1/nowhere"]
PUBLIC_LIKE = [
    "preview/none/",
    f"class/{NOBODY}/wall/",
    f"class/{NOBODY}/handout/",
    "class/results/none/",
    "practice/dsc-plus/cmi5/",
    "class/platforms/dsc-plus/cmi5.zip",
    "class/platforms/dsc-plus/scorm.zip",
]  # for anyone who has the link
ADMIN = [
    "admin/",
    "admin/login/",
    "admin/kb/article/",
    "admin/kb/article/add/",
    "admin/kb/article/<article>/change/",
    "admin/kb/article/<article>/history/",
    "admin/kb/article/words/categories/",
    "admin/kb/picture/",
    "admin/kb/picture/add/",
    "admin/kb/signin/",
    "admin/security/",
    "admin/system/",
    "admin/auth/user/",
    "class/",
    "class/platforms/",
]
ALREADY_DONE = {"admin/login/"}  # leads on who is signed in
# Routes that take no GET.
POSTED = {"kb/<int:number>/vote/", "class/order/", "class/rehearse/", "class/plans/"} | {
    f"class/<str:class_id>/{deed}/" for deed in ("again", "delete")
}
POSTED |= {"lti/launch/", "lti/choice/"}
POSTED |= {f"class/plans/<int:plan>/{deed}/" for deed in ("run", "rehearse", "delete")}
FRAMED = {"/lti/login/"}  # what it refuses is seen in a course's frame too
FORBIDDEN_AUTOCOMPLETE = {"username", "current-password", "new-password", "one-time-code"}


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    """All of content/, for this module alone."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_content", verbosity=0)
        yield
        transaction.set_rollback(True)


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.inputs: list[dict[str, str | None]] = []
        self.language = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "html":
            self.language = values.get("lang") or ""
        if tag == "input":
            self.inputs.append(values)
        if tag == "style" or (tag == "script" and not values.get("src") and "json" not in (values.get("type") or "")):
            self.faults.append(f"inline {tag}")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.faults.append(f"{tag} {name}")
            if name in {"src", "srcset", "action", "formaction"} and urlsplit(value or "").netloc:
                self.faults.append(f"{tag} {name} {value}")
            loads = tag == "link" and values.get("rel") in {"stylesheet", "icon", "preload", "modulepreload"}
            if loads and name == "href" and urlsplit(value or "").netloc:
                self.faults.append(f"link {value}")


def patterns(resolver: URLResolver, prefix: str = "") -> list[str]:
    found = []
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        found += [route] if isinstance(entry, URLPattern) else patterns(entry, route)
    return found


def test_every_route_has_an_example():
    examples = [f"/en/{path}" for path in [*PUBLIC, *PUBLIC_LIKE, *ADMIN]] + TOP
    covered = set()
    for path in examples:
        try:
            covered.add(resolve(path.split("?")[0]).route)
        except Resolver404:  # an example of an address that leads nowhere
            continue
    ours = {route for route in patterns(get_resolver()) if "admin/" not in route and not route.startswith("api/v1/")}
    assert {route for route in ours - covered if route.removeprefix("en/") not in POSTED} == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_keeps_the_rules(content, language, path):
    check(Client().get(f"/{language}/{path}", follow=True), language)


@pytest.mark.parametrize("path", TOP)
def test_an_address_without_a_language_keeps_the_rules(content, path):
    check(Client().get(path), None)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ADMIN)
def test_the_admin_keeps_the_rules(content, language, path):
    client = signed_in(get_user_model().objects.create_superuser("root", password=PASSWORD))[0]
    article = Article.objects.get(number=3422)
    response = client.get(f"/{language}/{path.replace('<article>', str(article.pk))}")
    assert response.status_code == (302 if path in ALREADY_DONE else 200)
    policy = headers.OF_THE_DESK if path.startswith("admin/") else headers.HEADERS["Content-Security-Policy"]
    check(response, language if response.status_code == 200 else None, policy=policy)


def check(response, language: str | None, *, policy: str = headers.HEADERS["Content-Security-Policy"]) -> None:
    assert response.status_code < 500
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy and "http" not in policy and "data:" not in policy
    for name, value in (headers.HEADERS | {"Content-Security-Policy": policy}).items():
        if response.wsgi_request.path in FRAMED and name == "Content-Security-Policy":
            assert response.headers[name] == value.replace("frame-ancestors 'self'", "frame-ancestors 'self' *")
            continue
        if name == "Cross-Origin-Resource-Policy" and response.headers.get("Content-Type", "").startswith("image/"):
            value = headers.SHARED
        assert response.headers[name] == value
    if response.headers.get("Content-Type", "").startswith("text/html") and not response.headers.get("Location"):
        page = Page(response.content.decode())
        assert page.faults == []
        if language:
            assert page.language == language
            assert response.headers["Content-Language"] == language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [path for path in PUBLIC if path.startswith("practice/") and path.endswith("/")])
def test_a_practice_page_takes_no_credential_and_is_not_indexed(content, language, path):
    response = Client().get(f"/{language}/{path}")
    page = Page(response.content.decode())
    assert not [field for field in page.inputs if field.get("type") == "password"]
    assert not [
        field for field in page.inputs if FORBIDDEN_AUTOCOMPLETE & set((field.get("autocomplete") or "").split())
    ]
    assert "noindex" in response.headers["X-Robots-Tag"]
    for rule in ("frame-ancestors 'self'", "form-action 'self'"):
        assert rule in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [path for path in PUBLIC if not path.startswith("nowhere")])
def test_a_public_page_says_that_the_site_is_independent_and_sets_no_cookie(content, language, path):
    response = Client().get(f"/{language}/{path}", follow=True)
    assert not response.cookies
    if response.headers["Content-Type"].startswith("text/html"):
        assert re.search(r'class="[^"]*\bindependent\b', response.content.decode())

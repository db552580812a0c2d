"""Public pages: no cookie, one copy for everybody, 304 for anyone who has it."""

from io import BytesIO

import pytest
from PIL import Image

from tests.factories import make_article, readers_see

pytestmark = pytest.mark.django_db
PATHS = [
    "/{}/",
    "/{}/kb/3422/{slug}/",
    "/{}/category/security-card/",
    "/{}/tag/sls/",
    "/{}/recent/",
    "/{}/recent/atom.xml",
    "/{}/category/security-card/atom.xml",
    "/{}/choose/",
    "/{}/choose/?q=card",
    "/{}/about/",
    "/{}/opensearch.xml",
]
SLUGS = {"en": "login-3422", "fr": "connexion-3422"}
PAGES = [path.format(code, slug=SLUGS[code]) for path in PATHS for code in SLUGS]


@pytest.fixture(autouse=True)
def article():
    return make_article(3422, tags=["sls"], needed=1)


@pytest.mark.parametrize("path", PAGES)
def test_it_sets_no_cookie_and_varies_by_its_address_alone(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert response.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    assert response.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"


@pytest.mark.parametrize("path", PAGES)
def test_who_has_it_is_not_sent_it_again(client, path):
    etag = client.get(path).headers["ETag"]
    assert etag.startswith('"')
    again = client.get(path, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_it_says_its_language(client, path):
    code = path.split("/")[1]
    response = client.get(path)
    assert response.headers["Content-Language"] == code
    if response.headers["Content-Type"].startswith("text/html"):
        assert f'<html lang="{code}">' in response.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_its_security_policy_is_strict_and_it_keeps_it(client, path):
    response = client.get(path)
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    text = response.content.decode()
    assert " style=" not in text
    assert " onclick=" not in text
    assert "<style" not in text


def test_its_entity_tag_changes_with_what_it_shows(client, article):
    before = client.get("/en/").headers["ETag"]
    readers_see(article, title="Another title")
    assert client.get("/en/").headers["ETag"] != before


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(client, method):
    assert getattr(client, method)("/en/").status_code == 405


def test_the_site_s_own_mark_is_where_browsers_look_for_it(client):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/x-icon")
    assert answer.headers["Cache-Control"].startswith("public")
    assert not answer.cookies
    assert Image.open(BytesIO(answer.content)).ico.sizes() == {(16, 16), (32, 32), (48, 48)}

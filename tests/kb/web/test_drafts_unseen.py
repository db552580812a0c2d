"""What editors write is seen by nobody else until it is published: on no page, in no list, feed or file for programs."""

import pytest

from kb.models import Article
from kb.workflow import editions, releasing
from tests.factories import make_article, text_of
from tests.kb.workflow.desk import write

pytestmark = pytest.mark.django_db

DRAFTED = {
    "title": "Quagga unicorn",
    "slug": "quagga-unicorn",
    "summary": "Quagga unicorn.",
    "body": "## Quagga unicorn {#unicorn}\n\nQuagga unicorn.\n",
    "change": "Quagga unicorn.",
}
PAGES = [
    "/{code}/",
    "/{code}/kb/3422/",
    "/{code}/kb/9001/",  # refers to it
    "/{code}/kb/9002/",  # mentions it
    "/{code}/kb/3423/",  # a slip
    "/{code}/category/security-card/",
    "/{code}/tag/sls/",
    "/{code}/recent/",
    "/{code}/recent/atom.xml",
    "/{code}/category/security-card/atom.xml",
    "/{code}/search/?q=login",
    "/{code}/search/?q=quagga",
    "/api/v1/search?q=login&lang={code}",
    "/api/v1/search?q=quagga&lang={code}",
    "/sitemap.xml",
    "/KB3422",
]


@pytest.fixture
def article():
    make_article(9001, references=[3422])
    make_article(9002, body_en="See KB3422#step-2.", body_fr="Voir KB3422#step-2.")
    made = make_article(3422, history=True, tags=["sls"], needed=1)
    for code in ("en", "fr"):
        write(made, code, **DRAFTED)
    return made


@pytest.mark.parametrize("code", ["en", "fr"])
def test_no_page_shows_a_word_of_a_draft(client, article, code):
    for page in PAGES:
        response = client.get(page.format(code=code), follow=True)
        assert response.status_code in (200, 404), page
        assert "unicorn" not in response.content.decode().lower(), page
        assert "unicorn" not in str(response.redirect_chain), page
    assert "unicorn" in Article.objects.get(number=3422).text("slug", code)


@pytest.mark.parametrize("code", ["en", "fr"])
def test_a_retired_article_is_named_as_its_readers_knew_it(client, article, code):
    releasing.archive(article)
    page = client.get(f"/{code}/kb/3422/", follow=True)
    assert page.status_code == 410
    assert text_of(3422, code).title in page.content.decode()
    assert "unicorn" not in page.content.decode()


def test_publishing_one_language_shows_its_words_and_not_the_others(client, article):
    releasing.publish(editions.find(article, "en"))
    assert "<h1>Quagga unicorn</h1>" in client.get("/en/kb/3422/", follow=True).content.decode()
    assert "Quagga" not in client.get("/fr/kb/3422/", follow=True).content.decode()
    assert "Quagga unicorn" in client.get("/en/kb/9002/", follow=True).content.decode()

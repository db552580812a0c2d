"""content/broker.yaml: what this site does not hold leads to the broker's own page, and says so."""

import pytest

from kb.base.places import Problem
from kb.models import Elsewhere
from kb.publishing import broker, fingerprint
from tests.factories import make_article, text_of

ADDRESS = "https://example.org/kb/1042"
LINK = f'href="{ADDRESS}"'
pytestmark = pytest.mark.django_db


@pytest.fixture
def known(tmp_path, settings):
    settings.CONTENT_DIR = tmp_path
    (tmp_path / broker.NAME).write_text(f"- number: 1042\n  address: {ADDRESS}\n")
    broker.ADDRESSES._versions.clear()  # else it is looked at once a second
    yield
    broker.ADDRESSES._versions.clear()


@pytest.fixture
def away(db):
    return Elsewhere.objects.create(number=1042, title_en="Use the card", title_fr="Utiliser la carte")


def article_that_mentions_it():
    return make_article(3422, references=[1042], body_en="See KB1042#step-1, then KB1042.\n")


def test_a_mention_leads_there_and_says_so(away, known):
    html = text_of(article_that_mentions_it()).html
    assert html.count(LINK) == 2 and html.count('rel="noopener noreferrer"') == 2
    assert "(on the broker’s site)" in html and "not on this site" not in html


def test_a_mention_of_what_has_no_known_address_is_no_link(away, tmp_path, settings):
    settings.CONTENT_DIR = tmp_path
    html = text_of(article_that_mentions_it()).html
    assert "example.org" not in html and "(not on this site)" in html


@pytest.mark.parametrize("path", ["/en/kb/1042/", "/fr/kb/1042/", "/en/search/?q=KB1042", "/en/kb/3422/login-3422/"])
def test_the_page_of_its_number_the_search_and_lists_lead_there(client, away, known, path):
    article_that_mentions_it()
    assert LINK in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- number: 1042\n", "address is missing"),
        ("- number: 1042\n  address: http://example.org\n", "begins with https://"),
        ("- number: 1\n  address: https://a.org\n- number: 1\n  address: https://b.org\n", "is listed twice"),
    ],
)
def test_a_mistake_is_told_and_leaves_the_last_good_version(tmp_path, text, says):
    (tmp_path / broker.NAME).write_text(text)
    found: list[Problem] = []
    assert broker.read(tmp_path / broker.NAME, found) is None
    assert says in found[0].message


def test_a_new_address_has_every_text_rendered_again(db, known, tmp_path):
    before = fingerprint.fingerprint()
    (tmp_path / broker.NAME).write_text("- number: 1042\n  address: https://example.org/other\n")
    broker.ADDRESSES._versions.clear()
    assert fingerprint.fingerprint() != before

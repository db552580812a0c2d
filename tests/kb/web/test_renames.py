"""Anyone who kept an address of long ago is one step from the article, in either language, whatever it was called since."""

import itertools

import pytest

from kb.models import Article
from kb.workflow import releasing
from tests.factories import make_article
from tests.kb.workflow.desk import publish, write

pytestmark = pytest.mark.django_db
NAMES = {"en": ["card", "digital-card", "card", "security-card"], "fr": ["carte", "carte-numerique", "carte"]}


def renamed(number: int) -> Article:
    """An article that had each of NAMES, some of them twice."""
    article = make_article(number, slug_en="first", slug_fr="premier", history=True)
    for language, slugs in NAMES.items():
        for slug in slugs:
            publish(article, language, slug=slug)
    return article


def hops(client, path: str) -> list[str]:
    """Where a browser is led from `path`, to the page that it reads."""
    way = []
    while (response := client.get(path)).status_code in (301, 302):
        path = response["Location"]
        assert path not in way
        way.append(path)
    assert response.status_code == 200
    return way


@pytest.mark.parametrize(("language", "now"), [("en", "security-card"), ("fr", "carte")])
def test_every_old_address_leads_on_in_one_hop(client, language, now):
    renamed(3422)
    canonical = f"/{language}/kb/3422/{now}/"
    assert hops(client, canonical) == []
    known = {"first", "premier", *itertools.chain(*NAMES.values())} - {now}
    for tail in (*(f"{slug}/" for slug in known), "", now):
        assert hops(client, f"/{language}/kb/3422/{tail}") == [canonical]
    for path in ("/KB3422", "/3422", "/kb-3422"):
        response = client.get(path, headers={"accept-language": language})
        assert (response.status_code, response["Location"]) == (302, canonical)


def test_an_old_address_of_what_another_replaced_leads_to_the_last_of_them_in_one_hop(client):
    first, second, third = renamed(1), renamed(2), renamed(3)
    releasing.archive(first, second)
    second.refresh_from_db()
    releasing.archive(second, third)
    for number in (1, 2):
        for language, now in (("en", "security-card"), ("fr", "carte")):
            for slug in ("first", "carte-numerique", now):
                assert hops(client, f"/{language}/kb/{number}/{slug}/") == [f"/{language}/kb/3/{now}/"]


def test_a_name_in_a_draft_moves_no_address(client):
    article = renamed(3422)
    write(article, "en", slug="next-year")
    assert hops(client, "/en/kb/3422/next-year/") == ["/en/kb/3422/security-card/"]

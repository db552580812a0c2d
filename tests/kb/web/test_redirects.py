"""Addresses that editors lead elsewhere: in one step, in the reader's language, and only where nothing else answers."""

import re
from datetime import date

import pytest
from django.core.management import call_command

from kb import demos
from kb.admin.words.redirects import standing
from kb.base.places import Held
from kb.files.lists import history
from kb.files.lists.kinds import BY_KEY
from kb.models import RedirectUse, Stamp
from kb.publishing.publish import archive
from kb.web.redirects import Key, key_of, read
from tests.factories import make_article, make_category

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def card(settings, tmp_path):
    settings.CONTENT_DIR = tmp_path
    return make_article(1131, slug_en="card", slug_fr="carte")


def lead(*rows):
    """Save a list with (from, to) in it, as an editor would."""
    text = "".join(f"- from: {origin}\n  to: {to}\n" for origin, to in rows) or "[]\n"
    return history.save(BY_KEY["redirects"], text)


def refused(*rows):
    with pytest.raises(history.Refused) as caught:
        lead(*rows)
    return [problem.message for problem in caught.value.problems]


def answer(client, path, **more):
    response = client.get(path, **more)
    return response.status_code, response.headers.get("Location")


# Readers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origin", "asked", "way"),
    [
        ("/help/", "/en/help/", (301, "/en/kb/1131/card/")),
        ("/help/", "/fr/help/", (301, "/fr/kb/1131/carte/")),
        ("/help/", "/fr/HELP.html", (301, "/fr/kb/1131/carte/")),
        ("/help", "/help", (302, "/en/kb/1131/card/")),
        ("/old/place/", "/en/old/place", (301, "/en/kb/1131/card/")),
        ("/fr/aide/", "/fr/aide/", (301, "/fr/kb/1131/carte/")),
        ("/s%C3%A9curit%C3%A9/", "/fr/s%C3%A9curit%C3%A9/", (301, "/fr/kb/1131/carte/")),
        ("KB4242", "/fr/kb/4242/", (301, "/fr/kb/1131/carte/")),
        ("KB4242", "/en/kb/4242/any-name/", (301, "/en/kb/1131/card/")),
        ("KB4242", "/KB4242", (302, "/en/kb/1131/card/")),
        ("KB4242", "/4242", (302, "/en/kb/1131/card/")),
        ("KB4242", "/en/IBKB-4242", (301, "/en/kb/1131/card/")),
        ("/en/kb/4242/name/", "/en/kb/4242/", (301, "/en/kb/1131/card/")),
        ("/category/gone/", "/en/category/gone/", (301, "/en/kb/1131/card/")),
    ],
)
def test_every_spelling_of_an_address_leads_on_in_one_step(client, origin, asked, way):
    assert answer(client, asked)[0] in (302, 404)
    lead((origin, "KB1131"))
    assert answer(client, asked, headers={"accept-language": "en"}) == way


@pytest.mark.parametrize(
    ("to", "way"),
    [
        ("KB1131#what", "/fr/kb/1131/carte/#what"),
        ("/choose/", "/fr/choose/"),
        ("/en/choose/", "/en/choose/"),
        ("/search/?q=card", "/fr/search/?q=card"),
        ("/", "/fr/"),
        ("/en/kb/1131/", "/en/kb/1131/card/"),
    ],
)
def test_it_leads_to_a_number_a_step_or_a_page(client, to, way):
    lead(("/help/", f'"{to}"'))
    assert answer(client, "/fr/help/") == (301, way)


def test_what_was_asked_with_the_address_is_kept(client):
    lead(("/help/", "KB1131"))
    assert answer(client, "/en/help/?utm_source=letter") == (301, "/en/kb/1131/card/?utm_source=letter")


def test_one_of_a_language_goes_before_one_of_all_and_means_no_other(client):
    lead(("/help/", "KB1131"), ("/fr/help/", "/choose/"), ("/fr/aide/", "/choose/"))
    assert answer(client, "/fr/help/") == (301, "/fr/choose/")
    assert answer(client, "/en/help/") == (301, "/en/kb/1131/card/")
    assert client.get("/en/aide/").status_code == 404


def test_readers_have_a_change_at_once_and_may_not_keep_the_old_way(client):
    before = Stamp.current()
    lead(("/help/", "KB1131"))
    assert Stamp.current() != before
    assert client.get("/en/help/")["Cache-Control"] == "no-cache"
    lead(("/help/", "/choose/"))
    assert answer(client, "/en/help/") == (301, "/en/choose/")
    lead()
    assert client.get("/en/help/").status_code == 404


def test_an_article_that_takes_the_number_is_shown(client):
    lead(("KB4242", "KB1131"))
    make_article(4242, slug_en="new", slug_fr="nouveau")
    assert client.get("/en/kb/4242/new/").status_code == 200


def test_the_article_may_be_replaced_or_gone(client, card):
    lead(("/help/", "KB1131"))
    other = make_article(2000, slug_en="other", slug_fr="autre")
    archive(card, other)
    assert answer(client, "/en/help/") == (301, "/en/kb/2000/other/")
    archive(other)
    assert client.get("/en/help/").status_code == 404


def test_nothing_that_is_sent_is_led_on(client):
    lead(("/help/", "KB1131"))
    assert client.post("/en/help/").status_code == 404


def test_who_reads_is_counted_and_no_program(client):
    lead(("/help/", "KB1131"))
    for name in (BROWSER, BROWSER, "curl/8", "Googlebot/2.1 (+http://www.google.com/bot.html)"):
        client.get("/en/help/", headers={"user-agent": name})
    client.head("/en/help/", headers={"user-agent": BROWSER})
    [use] = RedirectUse.objects.all()
    assert (use.address, use.count) == ("help", 2)


# What is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["/en/admin/x/", "/api/v1/x", "/static/x", "/preview/x/", "help", "https://x.example/", "/a b/"]
)
def test_some_addresses_are_no_readers_pages(address):
    assert key_of(address) is None
    assert "is not an address of this site" in refused((f'"{address}"', "KB1131"))[0]
    assert "is not an address of this site" in refused(("/help/", f'"{address}"'))[0]


@pytest.mark.parametrize("origin", ["/choose/", "/en/recent/", "/", "/category/shelf/"])
def test_a_page_that_is_there_keeps_its_address(origin):
    make_category("shelf")
    assert "is a page of this site" in refused((origin, "KB1131"))[0]


@pytest.mark.parametrize("origin", ["KB1131", "/en/kb/1131/card/", "/kb/1131", "/fr/1131/"])
def test_an_article_keeps_its_number(origin):
    assert refused((origin, "/choose/")) == ["KB1131 is an article, and readers see it there"]


@pytest.mark.parametrize(
    "to", ["KB7777", "/nowhere/", "/category/nowhere/", "/practice/nowhere/", "/fr/practice/nowhere"]
)
def test_it_cannot_lead_to_nothing(to):
    [told] = refused(("/help/", to))
    assert told in (f"“/help/” leads to “{to}”, where readers find nothing", f"there is no article {to}")


def test_it_leads_to_a_practice_as_long_as_there_is_one(client, monkeypatch):
    [practice, *_others] = (demo for demo in demos.all_demos() if demo.ready)
    way = f"/practice/{practice.id}/"
    lead(("/help/", way), ("/begin/", "/practice/"))
    assert answer(client, "/fr/help/") == (301, f"/fr{way}")
    assert client.get(f"/fr{way}").status_code == 200
    monkeypatch.setattr(demos, "_demos", {key: demo for key, demo in demos._demos.items() if key != practice.id})
    text = history.current(BY_KEY["redirects"]).head.text
    assert [bool(each.trouble) for _line, each in sorted(standing(text).items())] == [True, False]


def test_it_cannot_lead_to_what_readers_do_not_see():
    make_article(5000, published=())
    assert refused(("/help/", "KB5000")) == ["“/help/” leads to “KB5000”, where readers find nothing"]


def said(*rows):
    found = []
    read(Held("".join(f"- from: {origin}\n  to: {to}\n" for origin, to in rows)), found)
    return [problem.message for problem in found]


@pytest.mark.parametrize(
    "rows",
    [
        [("/a/", "/a/")],
        [("/a/", "/b/"), ("/b/", "/a/")],
        [("/a/", "/b/"), ("/b/", "/c/"), ("/c/", "/A.html")],
        [("/a/", "/b/"), ("/fr/b/", "/a/")],
        [("/fr/a/", "/b/"), ("/b/", "/fr/a/")],
        [("KB1", "/kb/2"), ("KB2", "KB1")],
    ],
)
def test_a_circle_is_refused(rows):
    assert any("leads in a circle" in message for message in said(*rows))


def test_two_steps_are_refused_and_the_one_that_is_meant_is_named():
    assert said(("/a/", "/b/"), ("/b/", "/c/"), ("/c/", "KB1131"))[0] == (
        "“/a/” leads to “/b/”, which leads on: write “KB1131” instead"
    )
    assert said(("/a/", "/b/"), ("/fr/b/", "KB1131"))
    assert not said(("/en/a/", "/b/"), ("/fr/b/", "KB1131"))


def test_the_same_address_twice_is_refused_and_a_wrong_day():
    assert said(("/a/", "KB1131"), ("/A", "KB1132")) == ["“/A” is listed twice"]
    found = []
    assert read(Held("- from: /a/\n  to: KB1131\n  since: 2026-13-01\n"), found) is None
    assert "is not a date" in found[0].message


def test_a_day_is_read():
    [made] = read(Held("- from: /fr/a/\n  to: KB1131\n  since: 2026-12-01\n"), []).all
    assert (made.key, made.since) == (Key("fr", "a"), date(2026, 12, 1))


def test_one_that_broke_later_hinders_no_other(card):
    lead(("/help/", "KB1131"))
    archive(card)
    make_article(2000, slug_en="other")
    lead(("/help/", "KB1131"), ("/more/", "KB2000"))
    assert "/more/" in history.current(BY_KEY["redirects"]).head.text


def test_check_content_tells_what_the_desk_refuses(settings, capsys):
    settings.CONTENT_DIR = settings.BASE_DIR / "content"
    from kb.web.redirects import REDIRECTS

    root = settings.CONTENT_DIR
    led_to = re.findall(r"to: KB([0-9]+)", (root / "redirects.yaml").read_text())
    assert REDIRECTS.problems(root, list(map(int, led_to))) == []
    told = [problem.message for problem in REDIRECTS.problems(root, [])]
    assert told == [f"there is no article KB{number}" for number in led_to] != []
    call_command("check_content")

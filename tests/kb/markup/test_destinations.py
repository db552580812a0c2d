"""An address leads where a browser takes it, whatever it looks like: within the site, or by https to another host."""

import json
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kb.markup.destinations import Leads, destination, leads
from kb.markup.model import Context
from kb.markup.render import render
from kb.markup.sanitise import sanitise
from tests.kb.markup.browsing import Resolved, resolve
from tests.kb.markup.conftest import ARTICLES, WORDING, demo

VECTORS = json.loads((Path(__file__).parents[2] / "vectors/addresses.json").read_text(encoding="utf-8"))["vectors"]
HERE = (Resolved("http", "127.0.0.1", 8000), Resolved("https", "help.example"))
CONTEXT = Context("en", 1, WORDING, ARTICLES.get, demo, {}.get)

REFERENCES = [
    "&Tab;",
    "&NewLine;",
    "&sol;",
    "&bsol;",
    "&colon;",
    "&#9;",
    "&#x0a;",
    "&#47;",
    "&#92;",
    "&#1;",
    "&#0;",
    "&amp;",
    "&",
]
SIGNS = [
    "/",
    "//",
    "\\",
    "\t",
    "\n",
    "\r",
    " ",
    "#",
    "?",
    ":",
    "@",
    ".",
    "..",
    "%2f",
    "%5c",
    "%09",
    "\u00a0",
    "\u3002",
]
SIGNS += ["\uff0f", "\u00ad", "\u200b", "\x01", "\x0b", "\x7f", "\ufffe", "℀", "[", "]", "::1", "0x7f"]
WORDS = [
    "http",
    "HTTPS",
    "https",
    "https://",
    "javascript",
    "data",
    "mailto",
    "evil.example",
    "example.org",
    "bücher",
]
ADDRESSES = st.lists(st.sampled_from([*REFERENCES, *SIGNS, *WORDS, "en", "8080", "a"]), max_size=9).map("".join)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append(dict(attrs))


def links(html: str) -> list[dict[str, str]]:
    reader = _Links()
    reader.feed(html)
    reader.close()
    return reader.found


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: ascii(vector["typed"]))
def test_each_vector_leads_where_it_is_said_to_lead(vector):
    found = destination(vector["typed"])
    assert found.leads.value == vector["leads"]
    assert leads(found.address) is found.leads


@pytest.mark.parametrize("here", HERE, ids=lambda here: here.scheme)
@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: ascii(vector["typed"]))
def test_what_a_text_may_lead_to_is_there_for_a_browser_too(vector, here):
    hold(destination(vector["typed"]).leads, resolve(unescape(vector["typed"]), here), here)


def hold(judged: Leads, reached: Resolved | None, here: Resolved) -> None:
    if judged is Leads.WITHIN:
        assert reached and reached.origin == here.origin
    elif (
        judged is Leads.OUTSIDE and reached is not None
    ):  # a name that no resolver would take is a dead link, no more
        assert reached.scheme == "https" and reached.host != here.host


@given(ADDRESSES)
@example("/&Tab;/evil.example")
@example("https:evil.example")
@settings(deadline=None, max_examples=600)
def test_any_address_is_judged_by_where_a_browser_goes(typed):
    found = destination(typed)
    for here in HERE:
        hold(found.leads, resolve(found.address, here), here)


@given(ADDRESSES, st.sampled_from(["[x]({})", "[x](<{}>)", "<{}>", '[x]({} "t")', "- [x]({})", "| [x]({}) |\n|---|"]))
@example("/&Tab;/evil.example", "[x]({})")
@example("///evil.example", "[x]({})")
@settings(deadline=None, max_examples=400)
def test_every_link_of_a_finished_article_is_safe_to_follow(typed, shape):
    for link in links(render(shape.format(typed), CONTEXT).html):
        for here in HERE:
            reached = resolve(link["href"], here)
            if "rel" in link:
                assert reached is None or (reached.scheme == "https" and reached.host != here.host)
            else:
                assert reached and reached.origin == here.origin


LYING = [v["typed"] for v in VECTORS if v["leads"] == "nowhere" and "evil" in v["typed"]]


@pytest.mark.parametrize("typed", [typed for typed in LYING if not set("\t\n\r\x01\x7f\u00a0") & set(typed)])
def test_what_only_looks_internal_becomes_its_words_and_is_told_on_its_line(article, codes, typed):
    rendered = article(f"One.\n\nTwo:\n[there](<{typed}>)")
    assert "there" in rendered.html and "<a" not in rendered.html
    assert codes(rendered) == [("bad-link", 4)]


def test_an_address_is_written_out_as_it_was_judged(article):
    assert '<a href="/en/practice/">' in article("[x](/en/&Tab;practice/)").html
    assert '<a href="https://example.org/" rel=' in article("[x](&#104;ttps://example.org/)").html
    assert '<a href="/&amp;Tab;/evil.example">' in article("[x](/&amp;Tab;/evil.example)").html


def test_a_place_of_the_article_is_known_however_it_is_typed(article, codes):
    assert codes(article("[x](#log&#45;in)\n\n## Log in {#log-in}\n\n[y](#log&#45;out)")) == [("unknown-anchor", 5)]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: ascii(vector["typed"]))
def test_the_last_step_lets_no_other_address_through_whatever_wrote_it(vector):
    typed = vector["typed"].replace('"', "&quot;")
    made = sanitise(f'<a href="{typed}">x</a>')
    assert ("href" in made) == (vector["leads"] != "nowhere")

"""What real queries find among the articles of content/."""

import json
from collections import defaultdict
from pathlib import Path

import pytest
from django.core.management import call_command

from kb.search.query import search

LOAD = Path(__file__).parents[2] / "load"
FIRST = 3  # results that a reader looks at


@pytest.fixture
def articles(db):
    call_command("load_content", verbosity=0)


def answered(query):
    """Whether an article that answers `query` is among the first."""
    found = search(query["q"], query["lang"]).results[:FIRST]
    return any(query["rel"].get(str(result.number)) == 2 for result in found)


def test_queries_of_locked_out_people_find_an_answer_among_the_first_three(articles):
    asked = defaultdict(list)
    for name in ("queries", "queries_second"):
        for query in json.loads((LOAD / f"{name}.json").read_text())["queries"]:
            asked[name, query.get("half")].append(answered(query))
    parts = {part: sum(found) / len(found) for part, found in asked.items()}
    least = {("queries", None): 0.95, ("queries_second", "tune"): 0.93, ("queries_second", "held"): 0.88}
    assert parts.keys() == least.keys()
    assert {part: round(share, 3) for part, share in parts.items() if share < least[part]} == {}


OF_FRAUD = {
    "en": [
        "scam",
        "is this a scam",
        "fraud",
        "phishing",
        "fake e-mail",
        "somebody hacked me",
        "is it legit",
        "scammed",
    ],
    "fr": [
        "arnaque",
        "est-ce une arnaque ?",
        "fraude",
        "hameçonnage",
        "phishing",
        "faux mail",
        "on m’a piraté",
        "escroc",
    ],
}


def test_words_of_fraud_lead_to_what_to_do_about_it(articles):
    first = {word: search(word, code).results[0].number for code, words in OF_FRAUD.items() for word in words}
    assert {word: number for word, number in first.items() if number != 9005} == {}

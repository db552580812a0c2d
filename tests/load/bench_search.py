"""Rows of script/bench about what a reader's first results are worth, by graded queries.

The first set was written before search was built, the second one after it: half of the latter was never looked at while
search was tuned, so its row says what to expect of queries that nobody has seen.
"""

import json
import math
import statistics
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

from tests.browser.serving import Served
from tests.load.bench_rows import row

ARTICLES = Path(__file__).parents[2] / "content/articles"
QUERIES = Path(__file__).with_name("queries.json")
SECOND = Path(__file__).with_name("queries_second.json")
SENTENCES = {"long", "dictation", "mixed"}
FIRST = 3  # results that a reader looks at
# Of the queries have an article that answers them there.
LEAST = {
    "all": 0.93,
    "sentences": 0.9,
    "as you type": 0.9,
    "own questions": 0.99,
    "second set, tuned by": 0.9,
    "second set, held": 0.88,
}


def rows(site: Served) -> list[bool]:
    graded = json.loads(QUERIES.read_text())["queries"]
    groups: dict[str, list[dict[str, float]]] = defaultdict(list)
    for query in graded:
        measured = measure(found(site, query), query["rel"])
        groups["all"].append(measured)
        groups[query["lang"]].append(measured)
        if query["kind"] in SENTENCES:
            groups["sentences"].append(measured)
        groups["as you type"].append(measure(found(site, query, prefix="true"), query["rel"]))
    for query in json.loads(SECOND.read_text())["queries"]:
        measured = measure(found(site, query), query["rel"])
        half = {"tune": "tuned by", "held": "held"}[query["half"]]
        groups[f"second set, {half}"].append(measured)
        if query["kind"] in SENTENCES:
            groups[f"second set, {half}, sentences"].append(measured)
    groups["own questions"] = [measure(found(site, query), query["rel"]) for query in own_questions()]
    return [_row(name, measured) for name, measured in groups.items()]


def own_questions() -> Iterator[dict[str, Any]]:
    """What the articles say that people ask, as people type it."""
    django.setup()  # only now: by then it is known where the data is
    from kb.files.frontmatter import parse

    for file in sorted(ARTICLES.glob("*/*.md")):
        head = parse(file.read_text()).head
        for question in head.questions:
            typed = question.rstrip(" ?\u00a0").lower()
            yield {"lang": file.stem, "q": typed, "rel": {str(head.number): 2}}


def found(site: Served, query: dict[str, str], **more: str) -> list[int]:
    asked = urllib.parse.urlencode({"lang": query["lang"], "q": query["q"], "limit": 10} | more)
    with urllib.request.urlopen(f"{site.address}/api/v1/search?{asked}", timeout=20) as answer:
        return [result["number"] for result in json.load(answer)["results"]]


def measure(ranked: list[int], grades: dict[str, int]) -> dict[str, float]:
    """Whether an article that answers is the first one, or among the FIRST; and nDCG@5, which counts those that help."""
    gains = [2 ** grades.get(str(number), 0) - 1 for number in ranked[:5]]
    best = [2**grade - 1 for grade in sorted(grades.values(), reverse=True)[:5]]
    answers = [grades.get(str(number)) == 2 for number in ranked[:FIRST]]
    return {"first": any(answers[:1]), "early": any(answers), "ndcg": _discounted(gains) / _discounted(best)}


def _discounted(gains: list[int]) -> float:
    return sum(gain / math.log2(at + 2) for at, gain in enumerate(gains))


def _row(name: str, measured: list[dict[str, float]]) -> bool:
    mean = {key: statistics.fmean(each[key] for each in measured) for key in measured[0]}
    least = LEAST.get(name)
    wanted = f"; wanted at least {least}" if least else ""
    note = f"first {mean['first']:.3f}, nDCG@5 {mean['ndcg']:.3f}, {len(measured)} queries{wanted}"
    return row(
        f"search, {name}: answered in the first {FIRST}",
        f"{mean['early']:.3f}",
        note,
        met=mean["early"] >= (least or 0),
    )

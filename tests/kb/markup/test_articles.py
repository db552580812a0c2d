"""The articles of this site, as the renderer alone sees them."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from kb.markup.compare import compare
from kb.markup.model import Context, DemoLink, Target
from kb.markup.render import render
from tests.kb.markup.conftest import WORDING, dangers

ARTICLES = Path(__file__).parents[3] / "content" / "articles"
TEXTS = sorted(ARTICLES.glob("KB*/*.md"))
SNIPPETS = {each["id"]: each["text"] for each in yaml.safe_load((ARTICLES.parent / "snippets.yaml").read_text())}


def made(path):
    number, language = int(path.parent.name.removeprefix("KB")), path.stem
    body = path.read_text().split("---\n", 2)[2]
    context = Context(
        language,
        number,
        WORDING,
        lambda mentioned: Target(mentioned, "Title", f"/{language}/kb/{mentioned}/", language),
        lambda demo, step, platform: DemoLink(demo, "Practice", f"/{language}/practice/{demo}/", step),
        lambda step, platform: None,
        snippet=lambda name: SNIPPETS.get(name, {}).get(language),
    )
    return render(body, context)


class _Balance(HTMLParser):
    """Every element that is opened is closed in its turn."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in {"br", "hr"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_there_are_articles():
    assert len(TEXTS) >= 42


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_article_renders_without_a_problem(path):
    rendered = made(path)
    assert rendered.problems == ()
    assert dangers(rendered.html) == []
    reader = _Balance()
    reader.feed(rendered.html)
    reader.close()
    assert reader.open == []
    ids = Counter(re.findall(r' id="([^"]*)"', rendered.html))
    assert max(ids.values(), default=1) == 1
    assert set(rendered.anchors) <= set(ids)
    assert not re.search(r":::|\[\[|\]\]|\+\+|klzzwxh|[\x02\x03]", rendered.html + rendered.plain)


@pytest.mark.parametrize("folder", sorted({path.parent for path in TEXTS}), ids=lambda folder: folder.name)
def test_the_languages_of_an_article_match(folder):
    rendered = [made(path) for path in sorted(folder.glob("*.md"))]
    assert [problem for one in rendered for other in rendered for problem in compare(one, other)] == []

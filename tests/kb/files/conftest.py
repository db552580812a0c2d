"""A small content folder: two articles in both languages that link to each other."""

import pytest

from kb import demos

LISTS = {
    "categories.yaml": "- key: manage\n  name:\n    en: Manage\n    fr: Gérer\n",
    "tags.yaml": "- key: howto\n  name:\n    en: How-to\n    fr: Mode d’emploi\n",
    "elsewhere.yaml": "- number: 3234\n  title:\n    en: Notifications\n    fr: Les notifications\n",
}
HEAD = """---
number: {number}
category: manage
tags: [howto]
source: en
references: [{other}, 3234]
title: {title}
slug: {slug}
summary: {summary}
published: 2026-11-24
updated: 2026-11-24
change: First published.
---

"""
BODY = """## {heading} {{#do-it}}

::: steps
1. {first}
2. KB{other}#step-1
:::
"""
TEXTS = {
    "en": {"title": "How to do it", "summary": "Do it.", "heading": "Do it", "first": "Begin."},
    "fr": {"title": "Comment faire", "summary": "Faites-le.", "heading": "Faire", "first": "Commencez."},
}


class Folder:
    """Files below a root, changed by replacing words in them."""

    def __init__(self, root):
        self.root = root
        for name, text in LISTS.items():
            self.write(name, text)
        for number, other in ((9001, 9002), (9002, 9001)):
            for language, texts in TEXTS.items():
                values = {"number": number, "other": other, "slug": f"do-{number}", **texts}
                self.write(self.path(number, language), HEAD.format(**values) + BODY.format(**values))

    def path(self, number, language):
        return f"articles/KB{number}/{language}.md"

    def read(self, path):
        return (self.root / path).read_text()

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def change(self, path, words, others):
        text = self.read(path)
        assert words in text
        self.write(path, text.replace(words, others, 1))

    def delete(self, path):
        (self.root / path).unlink()

    def everything(self):
        paths = sorted(path for path in self.root.rglob("*") if path.is_file())
        return {str(path.relative_to(self.root)): path.read_bytes() for path in paths}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(demos, "_demos", {})  # the site's own practices walk through the site's own articles
    return Folder(tmp_path / "content")


@pytest.fixture
def told():
    """Problems as a person reads them."""
    return lambda problems: [str(problem) for problem in problems]

"""Prose to HTML: paragraphs, lists and tables through Python-Markdown, with the dialect's inline marks."""

import html
import re

from kb.markup import references
from kb.markup.inline import markdown
from kb.markup.state import State
from kb.markup.tree import Line

RAW_HTML = re.compile(r"</?[a-zA-Z][^<>]*>")


def attribute(text: str) -> str:
    return html.escape(text, quote=True)


class Converter:
    """Converts the prose of one article, in its order: the first mention of a number differs from later ones."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._markdown = markdown(state.word("then"), lambda number, step: references.link(number, step, state))

    def block(self, lines: list[Line]) -> str:
        references.note_mentions(lines, self.state)
        for line in lines:
            if RAW_HTML.search(references.CODE.sub("", line.text)):
                self.state.complain("raw-html", line.number, blocks=False)
        made = self._markdown.reset().convert("\n".join(line.text for line in lines))
        return self._tables(made) + "\n"

    def inline(self, text: str, line: int) -> str:
        """One line without the paragraph around it."""
        made = self.block([Line(line, text.strip())]).strip() if text.strip() else ""
        inner = made.removeprefix("<p>").removesuffix("</p>")
        return inner if made.startswith("<p>") and "<p>" not in inner else html.escape(text.strip())

    def _tables(self, made: str) -> str:
        """Wide tables scroll in a region of their own, which the keyboard can reach."""
        name = attribute(self.state.heading_text or self.state.word("table"))
        opening = f'<div class="table" role="region" tabindex="0" aria-label="{name}"><table>'
        return made.replace("<table>", opening).replace("</table>", "</table></div>")

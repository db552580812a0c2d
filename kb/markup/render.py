"""The one door: an article's Markdown in; HTML, outline, plain text, references and problems out."""

import html
import re

from kb.markup import figures, limits, plain, sanitise, steps, tabs, untranslated
from kb.markup.model import Context, Heading, Rendered
from kb.markup.prose import Converter, attribute
from kb.markup.state import State
from kb.markup.tree import Container, Line, Node, Prose, nodes, read
from kb.markup.tree import Heading as HeadingNode

BOXES = ("note", "warning", "historic", "unknown")
ANCHOR = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def render(text: str, context: Context) -> Rendered:
    """Render `text`, the body of an article. Never raises: what is wrong with it is told in `problems`.

    What is more than an article may hold (kb.markup.limits) is not rendered at all.
    """
    if refused := limits.refusal(text):
        return Rendered(problems=(refused,))
    state = State(context)
    found, structural = read(text)
    state.problems += [*structural, *untranslated.problems(text)]
    made = sanitise.sanitise(_Renderer(state).nodes(found))
    state.check_links_within()
    state.check_practices()
    anchors = tuple(state.anchors)
    return Rendered(
        html=made,
        outline=tuple(state.outline),
        passages=plain.passages(made, anchors),
        mentions=tuple(state.mentions),
        anchors=anchors,
        steps=tuple(state.steps),
        figures=tuple(state.figures),
        problems=tuple(sorted(state.problems, key=lambda problem: problem.line)),
        lines=state.lines,
    )


class _Renderer:
    def __init__(self, state: State) -> None:
        self.state = state
        self.convert = Converter(state)

    def nodes(self, found: list[Node]) -> str:
        return "".join(self.node(node) for node in found)

    def node(self, node: Node) -> str:
        if isinstance(node, Prose):
            return self.convert.block(node.lines)
        if isinstance(node, HeadingNode):
            return self.heading(node)
        return self.container(node)

    def container(self, node: Container) -> str:
        state = self.state
        if node.name in BOXES:
            return self.box(node)
        if node.name == "steps":
            return steps.steps(node, state, self.nodes)
        if node.name == "tabs":
            return tabs.tabs(node, state, self.nodes, self.convert)
        if node.name == "figure":
            return figures.figure(node, state, self.convert)
        if node.name == "demo":
            return self.demo(node)
        if node.name == "snippet":
            return self.snippet(node)
        if node.name == "tab":
            state.complain("bad-tab", node.line)
        return self.nodes(node.children)

    def heading(self, node: HeadingNode) -> str:
        level = self._level(node)
        inner = self.convert.inline(node.text, node.line)
        text = plain.words_of(inner)
        if level == 2:
            self.state.heading = node.id if node.id and ANCHOR.fullmatch(node.id) else ""
        self.state.name = text
        if not text:
            self.state.complain("empty-heading", node.line)
        if not node.id or not ANCHOR.fullmatch(node.id):
            self.state.complain("heading-without-id", node.line, heading=node.text)
        elif self.state.claim(node.id, node.line):
            self.state.outline.append(Heading(level, node.id, text))
            label = attribute(self.state.word("copy_link", place=text))
            link = f'<a class="anchor" href="#{node.id}" aria-label="{label}"></a>'
            return f'<h{level} id="{node.id}">{inner} {link}</h{level}>\n'
        return f"<h{level}>{inner}</h{level}>\n"

    def _level(self, node: HeadingNode) -> int:
        """The heading's level; the article's title has the first, and none is left out on the way down."""
        if node.level == 1:
            self.state.complain("heading-level", node.line)
        elif node.level > self.state.level + 1:
            self.state.complain("heading-skips", node.line, blocks=False, expected="#" * (self.state.level + 1))
        self.state.level = max(2, node.level)
        return self.state.level

    def box(self, node: Container) -> str:
        word = self.state.word("unknown_title" if node.name == "unknown" else node.name)
        title = self.convert.inline(node.rest, node.line) if node.rest else html.escape(word)
        outer, self.state.name = self.state.name, plain.words_of(title)
        inside = self.nodes(node.children)
        self.state.name = outer
        if not inside.strip():
            self.state.complain("empty-box", node.line)
        return (
            f'<aside class="box box-{node.name}" role="note" aria-label="{attribute(word)}">'
            f'<p class="box-title">{title}</p>\n{inside}</aside>\n'
        )

    def snippet(self, node: Container) -> str:
        """The shared text that `node` names, as if it were typed here; what is wrong in it is told on the line of `node`."""
        state, text = self.state, self.state.context.snippet(node.rest)
        if text is None:
            state.complain("unknown-snippet", node.line, name=node.rest)
        elif state.within_snippet:
            state.complain("snippet-nested", node.line, name=node.rest)
        elif node.rest in state.snippets:
            state.complain("snippet-twice", node.line, name=node.rest)
        else:
            state.snippets.add(node.rest)
            state.within_snippet = True
            lines = [Line(node.line, line) for line in text.split("\n")]
            made = self.nodes(nodes(lines, state.problems, node.depth))
            state.within_snippet = False
            return made + self.nodes(node.children)
        return self.nodes(node.children)

    def demo(self, node: Container) -> str:
        return self.nodes(node.children) + self._practice(node)

    def _practice(self, node: Container) -> str:
        name, _space, step = node.rest.partition(" ")
        if not name:
            self.state.complain("unknown-demo", node.line, demo="")
            return ""
        demo = figures.demo_link(name, step.strip() or None, None, node.line, self.state)
        if demo is None:
            return ""
        title = html.escape(demo.title)
        if demo.url is None:
            return f'<p class="demo-planned">{title} ({html.escape(self.state.word("planned"))})</p>\n'
        at = f' data-step-demo="{attribute(demo.step)}"' if demo.step else ""
        words = html.escape(demo.button)
        spoken, named = figures.spoken(demo)
        self.state.opened.add(demo.id)
        return (
            f'<div class="demo" data-demo="{attribute(demo.id)}"{at} data-title="{attribute(demo.title)}">'
            f'<a class="button demo-open" href="{attribute(demo.url)}"{spoken}>{words}</a>{named}</div>\n'
        )

"""What axe finds on a page that has not been looked at before."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCRIPT = Axe().axe_script
SEEN = Path(__file__).with_name("seen.js").read_text(encoding="utf-8")
# A color on its way to another is no color to look at: even with reduced motion it is on its way until the next frame.
SETTLE = """() => document.getAnimations().filter((each) => Number.isFinite(each.effect.getComputedTiming().endTime))
    .forEach((each) => each.finish())"""
# Of a frame axe would copy the style sheets into the page, which the Content-Security-Policy forbids. Only lines are
# handed over: all of what axe looked at takes four times as long.
RUN = """async (context, options) => {
    const {violations} = await axe.run(context, {resultTypes: ["violations"], preload: !document.querySelector("iframe"), ...options});
    return violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.target} ${node.html.slice(0, 120)}`));
}"""
STRUCTURE = f'() => ({RUN})(document, {{rules: {{"color-contrast": {{enabled: false}}}}}})'
CONTRAST = f"(texts) => ({RUN})(texts, {{runOnly: ['color-contrast']}})"


class Once:
    """Each accessibility violation of a page as one line. Most pages, and most states of one, are alike: each thing is
    looked at when it is first seen.

    The structure of a state is looked at if an element is there below other elements than before, with other classes
    or attributes, in another language or width. The contrast, by far the slowest, is looked at for the texts in colors,
    size, weight or before a background that no text had before.
    """

    def __init__(self) -> None:
        self.elements: set[str] = set()
        self.colours: set[str] = set()

    def __call__(self, page: Page) -> list[str]:
        page.evaluate(SETTLE)
        made_of = page.evaluate(f"() => {{ {SEEN}; return [elements(), [...texts().keys()].join(' ')]; }}")
        elements, colours = (set(marks.split()) for marks in made_of)
        fresh = colours - self.colours
        if elements <= self.elements and not fresh:
            return []
        if not page.evaluate("'axe' in window"):
            page.evaluate(SCRIPT)
        found = [] if elements <= self.elements else page.evaluate(STRUCTURE)
        if fresh:
            found += page.evaluate(
                f"(fresh) => {{ {SEEN}; const all = texts();"
                f" return ({CONTRAST})(fresh.flatMap((colour) => all.get(colour) ?? [])); }}",
                sorted(fresh),
            )
        self.elements |= elements
        self.colours |= colours
        return found

"""What two languages' texts of one article have to have in common."""

from collections.abc import Collection, Iterator

from kb.markup.model import Figure, Problem, Rendered


def compare(source: Rendered, target: Rendered) -> tuple[Problem, ...]:
    """What `source` has and `target` lacks, on the lines of `source`; swap them for the other half.

    Anchors and figures have to match, or links break from one language to the other. Mentions of articles
    should: an article mentioned on one side alone is a warning.
    """
    found = [*_anchors(source, target), *_figures(source.figures, target.figures), *_mentions(source, target)]
    return tuple(sorted(found, key=lambda problem: problem.line))


def _anchors(source: Rendered, target: Rendered) -> Iterator[Problem]:
    theirs = set(target.anchors)
    for anchor in source.anchors:
        if anchor not in theirs:
            yield Problem("anchor-here-alone", source.lines[anchor], {"anchor": anchor})


def _figures(source: Collection[Figure], target: Collection[Figure]) -> Iterator[Problem]:
    theirs = {(figure.section, figure.number): figure for figure in target}
    for figure in source:
        other = theirs.get((figure.section, figure.number))
        if other is None:
            yield Problem("figure-here-alone", figure.line, {"number": figure.number})
        elif (figure.demo, figure.state, figure.screenshot) != (other.demo, other.state, other.screenshot):
            yield Problem("figure-differs", figure.line, {"number": figure.number})


def _mentions(source: Rendered, target: Rendered) -> Iterator[Problem]:
    theirs = {(mention.number, mention.step) for mention in target.mentions}
    told = set()
    for mention in source.mentions:
        key = mention.number, mention.step
        if key not in theirs and key not in told:
            told.add(key)
            name = f"KB{mention.number}" + (f"#{mention.step}" if mention.step else "")
            yield Problem("mention-here-alone", mention.line, {"mention": name}, blocks=False)

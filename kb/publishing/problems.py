"""What the renderer found wrong in a text, in words for whoever writes it."""

from django.utils.translation import gettext, gettext_noop

from kb.markup.model import Problem

SENTENCES = {
    "bad-name": gettext_noop("A list of steps is named with small letters, digits and hyphens, not “%(name)s”."),
    "bad-tab": gettext_noop("A tab stands inside “::: tabs” and has an id and a heading: “::: tab ios Apple iOS”."),
    "duplicate-anchor": gettext_noop("“#%(anchor)s” exists already; an id stands once in an article."),
    "figure-field": gettext_noop("A figure has caption, demo, state and platform; “%(field)s” is none of them."),
    "figure-gap": gettext_noop("The next figure of this section is number %(expected)s, not “%(found)s”."),
    "figure-without-caption": gettext_noop("A figure needs a caption."),
    "heading-level": gettext_noop("Headings begin at level two (##); level one is the article’s title."),
    "heading-without-id": gettext_noop("The heading “%(heading)s” needs an id, such as {#log-in}."),
    "nested-too-deep": gettext_noop("“%(name)s” is nested too deep."),
    "raw-html": gettext_noop("HTML is shown as text, not obeyed."),
    "step-gap": gettext_noop("The next step of this list is number %(expected)s, not “%(found)s”."),
    "step-indent": gettext_noop("A line that belongs to a step is indented by three spaces."),
    "step-missing": gettext_noop("A list of steps begins with a step: a number, a full stop and a space."),
    "stray-close": gettext_noop("Nothing is open here that “:::” could close."),
    "unclosed-container": gettext_noop("“%(name)s” is opened here and never closed with “:::”."),
    "unknown-article": gettext_noop("There is no article KB%(number)s."),
    "unknown-container": gettext_noop("There is no container “%(name)s”."),
    "unknown-demo": gettext_noop("There is no practice scenario “%(demo)s”."),
    "unknown-demo-step": gettext_noop("The practice scenario “%(demo)s” has no such step or platform: %(step)s."),
    "unknown-step": gettext_noop("KB%(number)s has no “#%(step)s”."),
}


def sentence(problem: Problem) -> str:
    """PROBLEM in the active language."""
    return gettext(SENTENCES[problem.code]) % problem.values

"""What the renderer found wrong in a text, in words for its author."""

from django.utils.translation import gettext, gettext_noop

from kb.markup.model import Problem

SENTENCES = {
    "anchor-here-alone": gettext_noop("“#%(anchor)s” is not in the other language: a link to it breaks there."),
    "anchor-missing": gettext_noop("“#%(anchor)s” is in the source language, and not here."),
    "apostrophe": gettext_noop("The apostrophe is ’, not ': %(text)s"),
    "archived-article": gettext_noop("KB%(number)s is archived and has no successor: the link is plain text."),
    "as-in-source": gettext_noop("This is not translated: it is the source, word for word: %(text)s"),
    "bad-link": gettext_noop("“%(address)s” is not an address on this site and does not begin with https://."),
    "bad-name": gettext_noop("A list of steps is named with small letters, digits and hyphens, not “%(name)s”."),
    "bad-slug": gettext_noop("The address has small letters, digits and hyphens, not “%(slug)s”."),
    "bad-tab": gettext_noop("A tab belongs inside “::: tabs” and has an id and a heading: “::: tab ios Apple iOS”."),
    "code-block": gettext_noop("There are no code blocks: what a screen shows is written between two `."),
    "container-in-list": gettext_noop(
        "“::: %(name)s” ends the list that it is in. Only a step, in “::: steps”, can hold one."
    ),
    "container-in-quote": gettext_noop("A quotation cannot hold “::: %(name)s”: put the box outside of it."),
    "dead-link": gettext_noop(
        "The link to %(address)s answered %(status)s on %(date)s. It has failed since %(since)s."
    ),
    "duplicate-anchor": gettext_noop("“#%(anchor)s” exists already; an id may be used once in an article."),
    "empty-box": gettext_noop("This box says nothing."),
    "empty-field": gettext_noop("This is empty, and readers need it."),
    "empty-heading": gettext_noop("A heading needs words."),
    "empty-label": gettext_noop("What the screen shows belongs between “[[” and “]]”; here is nothing."),
    "english-quotes": gettext_noop("Quotation marks are “ and ”: %(text)s"),
    "figure-differs": gettext_noop(
        "Figure %(number)s shows another state of the practice than in the other language."
    ),
    "figure-field": gettext_noop(
        "A figure cannot have “%(field)s”. It can have: caption, alt, image, demo, state, platform, moment, device, pointers."
    ),
    "figure-gap": gettext_noop("The next figure of this section is number %(expected)s, not “%(found)s”."),
    "figure-here-alone": gettext_noop("Figure %(number)s is not in the other language."),
    "figure-pointers": gettext_noop("Pointers are written like [window.answer, window.login]."),
    "figure-without-alt": gettext_noop("A figure needs an alternative text: what its picture says, after “alt:”."),
    "figure-without-caption": gettext_noop("A figure needs a caption."),
    "french-quotes": gettext_noop("Quotation marks are « and »: %(text)s"),
    "heading-level": gettext_noop("Headings begin at level two (##); level one is the article’s title."),
    "heading-skips": gettext_noop("A level is left out: this heading should begin with “%(expected)s”."),
    "heading-without-id": gettext_noop("The heading “%(heading)s” needs an id, such as {#log-in}."),
    "image-of-other-language": gettext_noop("The picture “%(key)s” is not there in this language; another is shown."),
    "image-in-text": gettext_noop(
        "Only its words are shown here. To insert a picture, write “::: figure 1” and a line “image:”."
    ),
    "label-differs": gettext_noop("The screen shows “%(label)s” as “%(wanted)s” in this language."),
    "label-not-shown": gettext_noop("No screen of its practice shows “%(label)s” (#%(anchor)s)."),
    "line-break": gettext_noop(
        "A line does not end with “\\” here: begin a new paragraph with an empty line, or make a list."
    ),
    "link-below": gettext_noop("A link is written with its address beside it: [words](https://address)."),
    "list-item": gettext_noop(
        "This is not read as an item of a list. One begins with “-” or “1.” and a space. A numbered list right below a "
        "paragraph begins with 1."
    ),
    "mention-here-alone": gettext_noop("%(mention)s is not mentioned in the other language."),
    "moved-link": gettext_noop("%(address)s has moved for good. The new address is %(target)s (seen on %(date)s)."),
    "nested-too-deep": gettext_noop("“%(name)s” is nested too deep."),
    "no-space-before-sign": gettext_noop("No space is written before : ; ? ! here: %(text)s"),
    "other-quotes": gettext_noop("This language has other quotation marks: %(text)s"),
    "practice-elsewhere": gettext_noop(
        "“Try this step” opens “%(demo)s” on a page of its own: a block “::: demo %(demo)s” opens it here."
    ),
    "private-link": gettext_noop("The link to %(address)s leads to a private network, where readers have no access."),
    "raw-html": gettext_noop("HTML is shown as text; it has no effect."),
    "snippet-twice": gettext_noop("The snippet “%(name)s” is in this article already."),
    "snippet-nested": gettext_noop("A snippet cannot hold another one: “%(name)s”."),
    "space-after-quote": gettext_noop("A no-break space belongs after «: %(text)s"),
    "space-before-sign": gettext_noop("A no-break space belongs before : ; ? ! »: %(text)s"),
    "step-gap": gettext_noop("The next step of this list is number %(expected)s, not “%(found)s”."),
    "step-indent": gettext_noop("A line that belongs to a step is indented by three spaces."),
    "step-missing": gettext_noop("A list of steps begins with a step: a number, a full stop and a space."),
    "stray-close": gettext_noop("Nothing is open here that “:::” could close."),
    "term-avoided": gettext_noop("Not “%(found)s”: the glossary asks for “%(wanted)s”."),
    "term-differs": gettext_noop("The glossary asks for “%(wanted)s” here, for “%(term)s”."),
    "too-long": gettext_noop(
        "The text is %(length)s characters long; %(longest)s fit in an article. Split it into several articles."
    ),
    "too-much-markup": gettext_noop(
        "Lines and markup of this text count %(count)s; %(most)s fit in an article. Split it into several articles."
    ),
    "unclosed-container": gettext_noop("“%(name)s” is opened here and never closed with “:::”."),
    "underlined-heading": gettext_noop(
        "A heading begins with “##”. For a horizontal line, leave an empty line above."
    ),
    "unknown-anchor": gettext_noop("“#%(anchor)s” is nowhere in this article."),
    "unknown-article": gettext_noop("There is no article KB%(number)s."),
    "unknown-container": gettext_noop("There is no container “%(name)s”."),
    "unknown-demo": gettext_noop("There is no practice scenario “%(demo)s”."),
    "unknown-device": gettext_noop("No device of this practice has “%(device)s”. It has: %(known)s."),
    "unknown-mark": gettext_noop("“%(mark)s” has no effect here and is shown as typed."),
    "unknown-moment": gettext_noop(
        "“%(moment)s” is not a moment of this step. Write start, end, or before or after one of %(known)s."
    ),
    "unknown-demo-step": gettext_noop("The practice scenario “%(demo)s” has no such step or platform: %(step)s."),
    "unknown-image": gettext_noop("There is no picture “%(key)s”."),
    "unknown-snippet": gettext_noop("There is no snippet “%(name)s” in content/snippets.yaml."),
    "unknown-step": gettext_noop("KB%(number)s has no “#%(step)s”."),
    "unreachable-link": gettext_noop(
        "The link to %(address)s could not be opened on %(date)s: %(reason)s. It has failed since %(since)s."
    ),
    "untranslated": gettext_noop("This is not translated yet: %(text)s. Translate it, and delete “%(mark)s”."),
    "unpublished-article": gettext_noop("KB%(number)s is not published yet: the link is plain text until it is."),
    "unresolved": gettext_noop("Two texts are still here between <<<<<<< and >>>>>>>: keep one of them."),
    "untranslated-article": gettext_noop(
        "KB%(number)s is not published in this language: the link leads to another one."
    ),
}


def sentence(problem: Problem) -> str:
    """`problem` in the active language."""
    return gettext(SENTENCES[problem.code]) % problem.values

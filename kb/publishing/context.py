"""The renderer's questions about everything outside a text, answered."""

from functools import partial

from django.utils.translation import override

from kb import demos
from kb.base import screenshots
from kb.base.languages import language_name
from kb.demos import Demo, DemoStep, Texts
from kb.markup.model import Context, DemoLink
from kb.publishing.shelf import Shelf
from kb.publishing.words import words


def context(shelf: Shelf, number: int, language: str) -> Context:
    """For rendering the text of article `number` in `language`; `shelf` holds at least what it mentions."""
    return Context(
        language=language,
        number=number,
        words=words(language),
        article=lambda mentioned: shelf.target(mentioned, language),
        demo=partial(demo_link, language, number),
        step_demo=partial(step_demo, language, number),
        screenshot=lambda shown: screenshots.find(shown, language),
    )


def demo_link(language: str, number: int, demo_id: str, step_id: str | None, platform: str | None) -> DemoLink | None:
    """The practice scenario as article `number` tells it, at a step if one is named.

    None if the scenario, step or platform is unknown.
    """
    try:
        demo = demos.get(demo_id)
    except demos.UnknownDemo:
        return None
    if not demo.ready:
        return DemoLink(demo.id, wording(demo.title, language), None, step_id)
    step = demo.step(step_id) if step_id else None
    if (step_id and not step) or (platform and not demo.has_place(platform)):
        return None
    return _link(demo, step, language, platform or demo.place_of(number) or (step.place if step else None))


def step_demo(language: str, number: int, article_step: str, platform: str | None = None) -> DemoLink | None:
    """The practice step that begins `article_step` of article `number`, if one is ready.

    Where it differs by platform or variant: on `platform`, or else on the first that has it.
    """
    for demo in demos.all_demos():
        found = [step for step in demo.steps_of(number) if demo.ready and step.article_step == article_step]
        if found:
            step = min(found, key=lambda each: (each.place != platform, demo.rank(each.place)))
            return _link(demo, step, language, step.place if demo.has_place(step.place) else None)
    return None


def _link(demo: Demo, step: DemoStep | None, language: str, platform: str | None) -> DemoLink:
    spoken = demo.spoken(language)
    title = wording(step.title if step else demo.title, spoken)
    step_id = step.id if step else None
    address = demo.address(spoken, step=step_id, platform=platform)
    moves = step.moves if step else ()
    return DemoLink(
        demo.id,
        title,
        address,
        step_id,
        wording(demo.button, spoken),
        moves,
        demo.devices,
        *_foreign(spoken, language),
    )


def _foreign(spoken: str, language: str) -> tuple[str, str]:
    """The code and the name in `language` of what is spoken, where it is another language."""
    if spoken == language:
        return "", ""
    with override(language):
        return spoken, language_name(spoken)


def wording(texts: Texts, language: str) -> str:
    """The text in `language`, else in whichever language there is one."""
    return texts.get(language) or next(iter(texts.values()), "")

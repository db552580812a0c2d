import logging
from collections.abc import Collection

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from auth_demo.scenarios import load
from auth_demo.scenarios.schema import Planned, Scenario, Step
from auth_demo.web import voice_clips
from kb import demos
from kb.base import kept, vault
from kb.base.languages import codes

logger = logging.getLogger(__name__)


class PracticeConfig(AppConfig):
    name = "auth_demo"
    verbose_name = _("Practice room")

    def ready(self) -> None:
        from auth_demo.verifier import rotation

        vault.on_rotation("practices", rotation.reseal)
        languages = codes()
        found = load.configure(settings.CONTENT_DIR / load.FOLDER, languages)
        for problem in found.problems:
            logger.error("scenario left out: %s", problem)  # a bad scenario never stops the server
        for scenario in found.scenarios.values():
            demos.register(practice(scenario))
        for planned in found.planned:
            demos.register(_announced(planned))
        demos.count_with(_classes)
        kept.register(load.Keeper(tuple(languages)), voice_clips.CLIPS)


def practice(scenario: Scenario) -> demos.Demo:
    """What the articles learn of it."""
    return demos.Demo(
        id=scenario.id,
        title=scenario.title,
        article=scenario.article,
        steps=tuple(bound for step in scenario.steps for bound in _steps(scenario, step)),
        platforms=tuple(platform.id for platform in scenario.platforms),
        variants=tuple(variant.id for variant in scenario.variants),
        summary=scenario.summary,
        button=scenario.button,
        languages=scenario.languages,
        devices=tuple(device.id for device in scenario.devices),
        cover=scenario.picture,
    )


def _steps(scenario: Scenario, step: Step) -> list[demos.DemoStep]:
    """One for each step of the article that it walks through."""
    places = step.article_steps or {"": step.article_step}
    return [
        demos.DemoStep(
            id=step.id,
            title=step.title,
            article_step=article_step or None,
            labels=step.labels_at(place),
            place=place or scenario.elsewhere(step),
            article=scenario.articles.get(place),
            own_screens=step.own_screens is not None and step.own_screens.covers(place),
            moves=tuple(dict.fromkeys(move.value for move in step.solve)),
        )
        for place, article_step in places.items()
    ]


def _announced(planned: Planned) -> demos.Demo:
    return demos.Demo(
        id=planned.id, title=planned.title, article=planned.article, summary=planned.summary, ready=False
    )


def _classes(ids: Collection[str]) -> list[demos.Classes]:
    """What classes did in these practices."""
    from auth_demo.web import class_counts  # which needs the models, and those are there only after the apps

    return [
        demos.Classes(
            total.scenario,
            total.classes,
            total.people,
            tuple(demos.Mistake(each.said, each.people, each.anchor) for each in class_counts.mistakes(total)),
        )
        for total in class_counts.totals(ids)
    ]

"""Whatever the practice refuses in an article's flow has its row in "If you see this, do that", in the reader's words.

What a flow knows is computed from its scenario: the methods, the events that undo a step, the problems that can be switched on.
Every code of the verifier belongs to a row or to the practice room alone, so a new one asks where readers learn of it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

import pytest
from django.conf import settings

from auth_demo.scenarios import load
from auth_demo.scenarios.schema import Scenario
from auth_demo.verifier.methods import registry
from auth_demo.verifier.methods.base import Channel, Question
from auth_demo.verifier.outcome import Cause, Lock, Reason, Topic

LANGUAGES = [code for code, _name in settings.LANGUAGES]
Code = Reason | Cause | Lock | Topic


@dataclass(frozen=True)
class Flow:
    """What can happen in a scenario: `events` that end or undo its steps, switched-on `faults`, and `causes` that its devices may have."""

    scenario: Scenario
    events: frozenset[str]
    faults: frozenset[str]
    causes: frozenset[Cause]

    @property
    def channels(self) -> set[Channel]:
        return {registry.get(name).channel for name in self.scenario.methods}

    @property
    def is_typed(self) -> bool:
        """Whether its login ends with something that a person types."""
        return "response.accepted" in self.events and self.scenario.method not in {"notification", "passkey"}

    @property
    def sends_codes(self) -> bool:
        return bool(self.events & {"phone.code-requested", "portal.code-sent", "window.sms-asked"})


@dataclass(frozen=True)
class Row:
    """`words` are what the row begins with or says, as a pattern per language; `codes` what the verifier calls it."""

    when: Callable[[Flow], bool]
    words: dict[str, str]
    codes: tuple[Code, ...] = field(default=())


def happens(*events: str) -> Callable[[Flow], bool]:
    return lambda flow: bool(flow.events & set(events))


def broken(*faults: str) -> Callable[[Flow], bool]:
    return lambda flow: bool(flow.faults & set(faults))


def caused(*causes: Cause) -> Callable[[Flow], bool]:
    return lambda flow: bool(flow.causes & set(causes))


def uses(*methods: str) -> Callable[[Flow], bool]:
    return lambda flow: set(methods) <= set(flow.scenario.methods)


ROWS = {
    "refused": Row(
        lambda flow: happens("response.rejected", "phone.code-refused", "number.rejected")(flow) or flow.is_typed,
        {"en": r"refused", "fr": r"refusée?s?"},
        (
            Reason.WRONG_RESPONSE,
            Topic.LOGIN_CODE,
            Topic.CODE_WRONG,
            Cause.DIGITS_SWAPPED,
            Cause.DIGIT_WRONG,
            Cause.MISCOPIED,
            Cause.UNKNOWN,
            Cause.UNKNOWN_APP_CODE,
        ),
    ),
    "answers-another-login": Row(
        lambda flow: "response.rejected" in flow.events and Channel.NONE in flow.channels,
        {"en": r"(?:on the screen|the page shows) now|new challenge|start again|next one", "fr": r"en ce moment|nouveau code|recommencez|suivant"},
        (Reason.ALREADY_USED, Reason.SUPERSEDED, Cause.ALREADY_USED, Cause.PREVIOUS_CHALLENGE, Cause.OTHER_LOGIN),
    ),
    "expired": Row(
        lambda flow: happens("challenge.expired")(flow) and "notification" not in flow.scenario.methods,
        {"en": r"expired|run out of time|is old|took too long", "fr": r"expiré|trop de temps|ancien"},
        (Reason.EXPIRED, Cause.EXPIRED),
    ),
    "code-over": Row(
        happens("phone.code-over", "portal.code-expired"),
        {"en": r"expired", "fr": r"expiré"},
        (Topic.CODE_OVER, Reason.GONE),
    ),
    "locked-out": Row(
        happens("login.locked", "authenticator.locked"),
        {"en": r"locked out", "fr": r"bloqué"},
        (Reason.TOO_MANY_ATTEMPTS, Reason.LOCKED, Lock.PORTAL, Lock.AUTHENTICATOR, Lock.CODES),
    ),
    "card-disabled": Row(broken("card-locked"), {"en": r"locked out", "fr": r"bloqué"}),
    "wrong-pin": Row(
        lambda flow: happens("response.rejected")(flow) and any(registry.get(m).pin_digits for m in flow.scenario.methods),
        {"en": r"PIN", "fr": r"PIN"},
        (Cause.WRONG_PIN, Cause.PIN_AS_CHALLENGE, Cause.CHALLENGE_AS_PIN),
    ),
    "clock": Row(
        lambda flow: (happens("response.rejected")(flow) and caused(Cause.CLOCK_AHEAD, Cause.APP_CODE_OLD)(flow))
        or broken("phone-clock")(flow),
        {"en": r"date and time", "fr": r"date et l’heure"},
        (Cause.CLOCK_AHEAD, Cause.CLOCK_BEHIND, Cause.APP_CODE_OLD),
    ),
    "earlier-message": Row(
        lambda flow: flow.sends_codes,
        {"en": r"newest (?:text )?message", "fr": r"(?:SMS|message) le plus récent|dernier SMS"},
        (Cause.EARLIER_MESSAGE,),
    ),
    "too-soon": Row(
        lambda flow: flow.sends_codes,
        {"en": r"2 minutes", "fr": r"2 minutes"},
        (Reason.TOO_SOON, Topic.RESEND, Topic.HOURLY, Topic.DAILY),
    ),
    "no-message": Row(
        lambda flow: flow.sends_codes and broken("late-sms", "blocked-sms", "overdue-sms", "stuck-sms")(flow),
        {"en": r"KB9002|[Mm]essage .*(?:arrive|come)|KB9001", "fr": r"KB9002|SMS n’arrive|KB9001"},
        (Topic.MESSAGE, Reason.NOT_YET),
    ),
    "missed-call": Row(
        happens("phone.call-missed", "phone.call-declined"),
        {"en": r"missed the call|hung up", "fr": r"manqué l’appel|raccroché"},
        (Topic.CALL, Topic.CALLS),
    ),
    "no-notification": Row(broken("no-push"), {"en": r"no notification|without notifications", "fr": r"aucune notification|sans notifications"}),
    "notification-gone": Row(
        happens("phone.request-lapsed", "push.lapsed"),
        {"en": r"disappear|too late|is gone", "fr": r"dispar|trop tard"},
        (Topic.REQUEST, Topic.PUSHES),
    ),
    "notification-denied": Row(
        happens("phone.request-opened"),
        {"en": r"by mistake|did not (?:ask for|start)", "fr": r"par erreur|pas demandée?|pas à l’origine"},
        (Lock.FROZEN,),
    ),
    "other-number": Row(
        lambda flow: flow.scenario.id == "number-matching",
        {"en": r"another number|other number", "fr": r"autre nombre"},
        (Cause.OTHER_NUMBER,),
    ),
    "another-device": Row(
        lambda flow: "response.rejected" in flow.events and uses("security-card", "phone")(flow),
        {"en": r"another device", "fr": r"autre appareil"},
        (Cause.WRONG_DEVICE, Reason.NOT_OFFERED),
    ),
    "device-gone": Row(
        broken("phone-lost"), {"en": r"lost|do not have", "fr": r"perdu|n’avez pas"}, (Reason.NOT_ENROLLED,)
    ),
    "old-phone": Row(
        lambda flow: happens("phone.migration-begun")(flow) and len(flow.scenario.world.phones) > 1,
        {"en": r"old phone", "fr": r"ancien téléphone"},
        (Cause.OLD_PHONE, Reason.REVOKED, Topic.ACTIVATION),
    ),
    "old-card": Row(
        happens("device.lost"),
        {"en": r"old card|lost card", "fr": r"ancienne carte|carte perdue"},
        (Cause.LOST_CARD, Topic.LOST_CARD, Topic.NO_CARD, Topic.CARD_NOT_LOST),
    ),
    "no-number": Row(
        happens("phone.number-chosen"),
        {"en": r"number (?:is wrong|shown|on record|is not)", "fr": r"numéro (?:n’est|affiché|enregistré)"},
        (Topic.NUMBER,),
    ),
    "another-user": Row(
        lambda flow: len(flow.scenario.personas) > 1 and flow.is_typed and bool(registry.get(flow.scenario.method).suite),
        {"en": r"user name", "fr": r"nom d’utilisateur"},
        (Cause.OTHER_USER, Reason.UNKNOWN_USER),
    ),
    "passcode-over": Row(
        happens("passcode.issued"),
        {"en": r"expired", "fr": r"expiré"},
        (Topic.LIFETIME, Topic.SECOND_PASSCODE),
    ),
    "portal-only": Row(
        happens("passcode.issued"), {"en": r"only Client Portal", "fr": r"seul le Portail Client"}, (Topic.PORTAL_ONLY,)
    ),
    "cells": Row(
        caused(Cause.CELLS_SWAPPED), {"en": r"order", "fr": r"ordre"}, (Cause.CELLS_SWAPPED, Topic.ONLINE_CARD)
    ),
    "share": Row(
        happens("device.shared"),
        {"en": r"another person", "fr": r"autre personne"},
        (Topic.OTHER_PERSON, Topic.NOTHING_TO_SHARE, Topic.SHARED),
    ),
    "share-temporary": Row(
        happens("device.shared"), {"en": r"temporary", "fr": r"temporaire"}, (Topic.TEMPORARY_DEVICE,)
    ),
    "share-weaker": Row(
        happens("device.shared"), {"en": r"less secure|weaker", "fr": r"moins sûr"}, (Topic.LESS_SECURE,)
    ),
    "opted-in": Row(
        happens("account.opted-in"), {"en": r"already", "fr": r"déjà"}, (Topic.OPTED_IN,)
    ),
    "app-code-used": Row(caused(Cause.APP_CODE_USED), {"en": r"used (?:it )?already|already used", "fr": r"déjà utilisé"}, (Cause.APP_CODE_USED,)),
    "other-account": Row(caused(Cause.APP_CODE_USED), {"en": r"several accounts", "fr": r"plusieurs comptes"}, (Cause.OTHER_ACCOUNT,)),
    "no-passkey": Row(broken("no-passkey"), {"en": r"finds no passkey", "fr": r"ne trouve aucune clé"}),
    "wrong-site": Row(
        caused(Cause.WRONG_SITE), {"en": r"address bar", "fr": r"barre d’adresse"}, (Cause.WRONG_SITE,)
    ),
    "passkey-refused": Row(
        caused(Cause.WRONG_SITE),
        {"en": r"passkey is refused", "fr": r"clé d’accès est refusée"},
        (Cause.OTHER_PASSKEY, Cause.OWNER_NOT_VERIFIED, Cause.COUNT_BEHIND, Cause.UNKNOWN_PASSKEY),
    ),
}  # fmt: skip

# What no reader of an article meets: addresses, the API, one's own phone, and what only the practice room has to say.
ROOM: set[Code] = {
    # of a class
    Reason.ENDED,
    Topic.PAUSED,
    Topic.CLASS_CODE,
    Topic.CLASS_CODES_TRIED,
    Topic.CLASS_FULL,
    Topic.NOTHING_TO_UNDO,
    Topic.CLASS_RUNS,
    Topic.REMOVED,
    Topic.LMS_UNKNOWN,
    Topic.LMS_USED,
    Topic.LMS_LATE,
    Topic.LMS_FORGED,
    Topic.LMS_DEPLOYMENT,
    Topic.LMS_MESSAGE,
    Topic.LMS_SILENT,
    Topic.LMS_CHOICE,
    Topic.LMS_TEACHERS,
    Topic.LMS_CHOOSING,
    Reason.MALFORMED,
    Reason.NOT_FOUND,
    Reason.UNAUTHORIZED,
    Reason.CROSS_SITE,
    Reason.FORBIDDEN,
    Reason.USED_UP,
    Reason.FULL,
    Cause.NOT_SEARCHED,
    Topic.PRACTICES,
    Topic.CODE_UNKNOWN,
    Topic.CODE_USED,
    Topic.CODE_EXPIRED,
    Topic.CODE_REPLACED,
    Topic.CODES_TRIED,
    Topic.TAKEN_BACK,
    Topic.STARTED_OVER,
    Topic.UNPAIRED,
    Topic.NOT_PAIRABLE,
    Topic.PAIRED,
}


@cache
def flows() -> list[Flow]:
    folder = settings.CONTENT_DIR / load.FOLDER
    return [flow(scenario) for scenario in load.configure(folder, LANGUAGES).scenarios.values()]


def flow(scenario: Scenario) -> Flow:
    worlds = [scenario.world, *(variant.world for variant in scenario.variants if variant.world)]
    return Flow(
        scenario,
        frozenset(event for step in scenario.steps for event in (step.done_on, *step.undone_on)),
        frozenset(fault for world in worlds for fault in (*scenario.faults, *world.faults)),
        frozenset(cause for name in scenario.methods for cause in causes_of(name)),
    )


@cache
def causes_of(name: str) -> set[Cause]:
    """What a method says of wrong responses."""
    method = registry.get(name)
    shared = method.enrol()
    question = Question("1", method.draw(), datetime(2026, 11, 30, tzinfo=UTC), after=1)
    return {method.unexplained, *(suspect.cause for suspect in method.suspects(shared, question))}


@cache
def trouble(number: int, language: str) -> str:
    """The article's title, and what it says where something goes wrong."""
    text = (settings.CONTENT_DIR / "articles" / f"KB{number}" / f"{language}.md").read_text()
    parts = re.split(r"^(?=#{2,3} )", text.replace("\u00a0", " "), flags=re.MULTILINE)
    title = re.search(r"^title: .*", text, re.MULTILINE)
    told = [part for part in parts if re.match(r"#+ .*(?:If you see this|[Ss]i vous voyez ceci)", part)]
    return "\n".join([title[0] if title else "", *told])


def missing() -> Iterator[str]:
    for flow in flows():
        for number in {flow.scenario.article, *flow.scenario.articles.values()}:
            for name, row in ROWS.items():
                for language in LANGUAGES:
                    if row.when(flow) and not re.search(
                        row.words[language], trouble(number, language), re.IGNORECASE
                    ):
                        yield f"KB{number}/{language} {name} ({flow.scenario.id})"


def test_every_refusal_of_a_flow_has_its_row_in_the_article():
    assert sorted(missing()) == []


def test_every_code_of_the_verifier_belongs_to_a_row_or_to_the_practice_room():
    told = [code for row in ROWS.values() for code in row.codes]
    assert {*told} | ROOM == {*Reason, *Cause, *Lock, *Topic}
    assert not {*told} & ROOM


@pytest.mark.parametrize("name", ROWS)
def test_every_row_belongs_to_a_flow(name):
    assert any(ROWS[name].when(flow) for flow in flows())

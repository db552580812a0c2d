"""What a picture was made from, as a hash: it is taken again when that changes, and script/lint says so without a browser.

Fine enough that one device's scripts make no other device's pictures old, nor a sentence of the guide any: of a practice
what leads to the picture, of each device on it its scripts, its sheets, and those of the texts that its scripts name.
"""

import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.utils.translation import override

from auth_demo.scenarios.schema import Scenario
from auth_demo.web import assets, modules, phone_strings, strings, texts
from script.studio.wanted import PHONE, Wanted

STATIC = Path(__file__).resolve().parents[2] / "static"
DEVICES = "js/demo/devices/"
LOOK = ("css/tokens.css", "css/practice/room.css")  # of every device
STYLE = 1  # of how pictures are cut and marked: counted up by hand, where every picture should be taken again
DIGITS = 16


def made_from(wanted: Wanted, language: str) -> str:
    """What `wanted` is made from in `language`."""
    digest = sha256(repr((STYLE, wanted.screenshot, wanted.places())).encode())
    digest.update(_way(wanted).encode())
    for kind in sorted(wanted.kinds):
        digest.update(_device(kind, language).encode())
    return digest.hexdigest()[:DIGITS]


def _way(wanted: Wanted) -> str:
    """What leads to the picture: the world that it begins in, and the moves up to the end of its step."""
    scenario: Scenario = wanted.scenario
    steps = scenario.steps[: scenario.steps.index(wanted.step) + 1]
    moves = [(step.id, step.only, step.solve) for step in steps]
    worlds = [scenario.world_of(place.variant) for place in wanted.places()]
    devices = [(device.id, device.kind) for device in scenario.devices]
    return repr((scenario.methods, devices, scenario.personas, worlds, moves))


@cache
def _device(kind: str, language: str) -> str:
    """What a device looks like in `language`, as far as it is written down."""
    script = modules.devices()[kind]
    all_of_it = {file for part in (script, *modules.later(script)) for file in modules.needed(part)}
    scripts = [each for each in all_of_it if each.startswith(DEVICES)]
    sheets = [*LOOK, *(sheet for sheet, kinds in assets.STYLES.items() if kind in kinds)]
    digest = sha256()
    for file in [*sorted(scripts), *sheets]:
        digest.update((STATIC / file).read_bytes())
    source = "\n".join((STATIC / file).read_text(encoding="utf-8") for file in sorted(scripts))
    with override(language):
        for text in _texts(kind, source):
            digest.update(text.encode())
    return digest.hexdigest()


def _texts(kind: str, source: str) -> Iterator[str]:
    """The texts that `source` names, whole or by how their key begins, in the active language."""
    said = strings.interface() | (phone_strings.interface() if kind == PHONE else {})
    begun = {match[1] for match in re.finditer(r"[\"`]([\w.-]+[.-])\$\{", source)}
    named = set(re.findall(r"[\"`']([\w.-]+)[\"`']", source))
    for key in sorted(said):
        short = key.removeprefix("phone.")
        if {key, short} & named or key.startswith(tuple(begun)) or short.startswith(tuple(begun)):
            yield f"{key} {said[key]}"
    if kind == PHONE:
        yield from (str(each) for each in texts.SMS.values())

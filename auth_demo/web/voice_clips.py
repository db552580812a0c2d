"""What the simulated telephone says: each clip's file and its caption, from static/audio/clips.yaml."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from kb.base import kept
from kb.base.kept import Kept
from kb.base.languages import codes
from kb.base.places import Problem, Reader, Texts, open_file

Clips = Mapping[str, Texts]  # by id

LIST = "clips.yaml"
DIGITS = [f"digit-{digit}" for digit in "0123456789"]
# What static/js/demo/devices/phone/call.js says.
SAID = ("ring", "greeting", "press-1", "your-code-is", "i-repeat", "again", "other-key", "lapsed", "goodbye", *DIGITS)
VOICE = ("voice", "speed", "pitch")  # how script/audio has a language read


def clips(language: str) -> dict[str, dict[str, str]]:
    """By id, as static/js/demo/voice.js takes them."""
    found = {name: (_address(language, name), texts.get(language)) for name, texts in CLIPS.now().items()}
    return {name: {"src": address, "text": text} for name, (address, text) in found.items() if address and text}


def _address(language: str, name: str) -> str:
    try:
        return static(f"audio/{language}/{name}.mp3")
    except ValueError:
        return ""  # it came after the static files were collected: it is served from the next start on


def read(file: Path, problems: list[Problem]) -> Clips | None:
    """The clips that `file` lists, each of which has its sound beside the file in every language."""
    root = open_file(file, LIST, codes(), problems)
    if root is None:
        return None
    fields = root.fields(("voices", "clips"))
    for voices in fields.of("voices"):
        voices.per_language(_voice)
    names = {name: node for listed in fields.of("clips") for name, node in listed.entries().items()}
    for name in SAID:
        if name not in names:
            fields.problem("clips", f"{name} is missing")
    problems += _unlike(file, root, names)
    return {name: root.at(node).texts() for name, node in names.items()}


def _voice(reader: Reader) -> None:
    fields = reader.fields(VOICE)
    fields.get("voice", Reader.text, "")
    for name in VOICE[1:]:
        fields.get(name, Reader.number, 0)


def _unlike(file: Path, root: Reader, names: Mapping[str, object]) -> Iterator[Problem]:
    """Clips without a sound, and sounds that are no clip's."""
    for language in root.languages:
        there = {path.name for path in (file.parent / language).glob("*") if not path.name.startswith(".")}
        wanted = {f"{name}.mp3" for name in names}
        for name in sorted(wanted - there):
            yield Problem(f"{language}/{name}", 1, f"{LIST} names this clip: run script/audio")
        for name in sorted(there - wanted):
            yield Problem(f"{language}/{name}", 1, f"no clip of {LIST} is called so")


def _folder() -> Path:
    found = finders.find("audio")
    return Path(found) if isinstance(found, str) else settings.BASE_DIR / kept.AUDIO


# A code can be told even if the list is broken: its digits are the same in every language.
CLIPS: Kept[Clips] = Kept(
    kept.AUDIO,
    LIST,
    _folder,
    read,
    {name: dict.fromkeys(codes(), name[-1]) for name in DIGITS},
    beside=("*/*.mp3",),
)

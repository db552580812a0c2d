"""The clips that the telephone plays: all there, none left over, each made from the text that its caption shows."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings

AUDIO = Path(__file__).resolve().parents[2] / "static/audio"
VOICE = AUDIO.parent / "js/demo/voice.js"
DATA = yaml.safe_load((AUDIO / "clips.yaml").read_text("utf-8"))
LANGUAGES = [code for code, _ in settings.LANGUAGES]
CLIPS = [(language, clip) for language in LANGUAGES for clip in DATA["clips"]]
FILES = {(path.parent.name, path.stem): path for path in AUDIO.glob("*/*")}

# Layer III of MPEG-2 (ISO 13818-3): kbit/s by index, samples a frame.
BITRATES = (None, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, None)
HERTZ = 22050
SAMPLES = 576
MONO = 3


def seven_bits(raw: bytes) -> int:
    """A size in an ID3 tag: seven bits a byte."""
    return sum(byte << 7 * place for place, byte in enumerate(reversed(raw)))


def tag_size(data: bytes) -> int:
    assert data[:4] == b"ID3\x04", "an ID3v2.4 tag comes first"
    return 10 + seven_bits(data[6:10])


def title(data: bytes) -> str:
    at, end = 10, tag_size(data)
    while at < end:
        name, size = data[at : at + 4], seven_bits(data[at + 4 : at + 8])
        if name == b"TIT2":
            text = data[at + 10 : at + 10 + size]
            return text[1:].decode({0: "latin-1", 3: "utf-8"}[text[0]]).rstrip("\x00")
        at += 10 + size
    raise AssertionError("the clip has no title")


def seconds(data: bytes) -> float:
    """How long it plays, counted frame by frame to the last byte."""
    at, frames = tag_size(data), 0
    while at < len(data):
        header = data[at : at + 4]
        assert (header[0], header[1] & 0xFE) == (0xFF, 0xF2), "a frame of MPEG-2 Layer III begins here"
        assert header[2] >> 2 & 3 == 0, "22 050 samples a second"
        assert header[3] >> 6 == MONO
        at += 72_000 * BITRATES[header[2] >> 4] // HERTZ + (header[2] >> 1 & 1)
        frames += 1
    assert at == len(data), "the last frame is whole"
    return frames * SAMPLES / HERTZ


def test_every_clip_has_a_text_in_every_language_and_every_language_a_voice():
    assert list(DATA["voices"]) == LANGUAGES
    for clip, texts in DATA["clips"].items():
        assert list(texts) == LANGUAGES, clip
        assert all(isinstance(text, str) and text == text.strip() and text for text in texts.values()), clip


def test_all_ten_digits_are_there_as_figures():
    for digit in "0123456789":
        assert set(DATA["clips"][f"digit-{digit}"].values()) == {digit}


def test_the_files_are_the_clips_of_the_list_and_no_others():
    assert set(FILES) == set(CLIPS)
    assert {path.suffix for path in FILES.values()} == {".mp3"}


@pytest.mark.parametrize(("language", "clip"), CLIPS)
def test_a_clip_says_what_its_caption_shows(language, clip):
    assert title(FILES[language, clip].read_bytes()) == DATA["clips"][clip][language], "run script/audio"


@pytest.mark.parametrize(("language", "clip"), CLIPS)
def test_a_clip_lasts_as_long_as_its_text_takes(language, clip):
    duration = seconds(FILES[language, clip].read_bytes())
    letters = len(DATA["clips"][clip][language])
    assert 0.25 <= duration <= 0.8 + 0.1 * letters


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("digit", "0123456789")
def test_a_digit_and_its_pause_last_long_enough_to_write_it_down(language, digit):
    pause = int(re.search(r"DIGIT_PAUSE = (\d+); // ms", VOICE.read_text("utf-8"))[1]) / 1000
    assert 1 < seconds(FILES[language, f"digit-{digit}"].read_bytes()) + pause < 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ringing_tone_lasts_two_seconds(language):
    assert 1.9 < seconds(FILES[language, "ring"].read_bytes()) < 2.2


def test_all_clips_together_are_small():
    assert sum(path.stat().st_size for path in FILES.values()) < 400_000

"""What the simulated telephone says: each clip's file and its caption, from static/audio/clips.yaml."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.contrib.staticfiles import finders
from django.templatetags.static import static

_LIST = "audio/clips.yaml"


def clips(language: str) -> dict[str, dict[str, str]]:
    """By id, as static/js/demo/voice.js takes them."""
    return {
        name: {"src": static(f"audio/{language}/{name}.mp3"), "text": str(texts[language])}
        for name, texts in _listed().items()
    }


@cache
def _listed() -> dict[str, dict[str, Any]]:
    found = finders.find(_LIST)
    if not isinstance(found, str):
        raise FileNotFoundError(_LIST)
    listed: dict[str, dict[str, Any]] = yaml.safe_load(Path(found).read_text(encoding="utf-8"))["clips"]
    return listed

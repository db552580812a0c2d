"""A machine that translates a paragraph, where the settings name one: what it has to offer, and the one that the site speaks to.

Nothing goes there by itself. An editor asks for one paragraph, knows where it goes, and decides what becomes of the answer.
"""

import json
import re
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from enum import StrEnum
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

SECONDS = 10  # for the whole answer
MOST_BYTES = 100_000  # of an answer
LONGEST = 4_000  # characters of a paragraph
MARKS = re.compile(r"\[\[[^\[\]]+\]\]|\+\+[^+\n]+\+\+|`[^`\n]+`|\bKB\d+(?:#[\w-]+)?|\{#[\w-]+\}|\]\([^)\s]*\)")


class Reason(StrEnum):
    UNREACHABLE = "unreachable"
    LATE = "late"
    REFUSED = "refused"  # the key, or too many requests
    NO_LANGUAGE = "languages"  # it does not know one of them
    UNREADABLE = "unreadable"


class NotTranslated(Exception):
    """The machine gave no translation. `reason` is for the editor, the text for the log."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason


class Machine(ABC):
    """What the setting TRANSLATION_CLASS names. It is made with the address and key of the settings, for one question."""

    def __init__(self, url: str, key: str = "") -> None:
        self.url, self.key = url, key

    @property
    def receiver(self) -> str:
        """Who gets the text, as an editor is told before."""
        return urlsplit(self.url).netloc.rpartition("@")[2]

    @abstractmethod
    def translate(self, text: str, source: str, target: str) -> str:
        """`text`, a paragraph of LONGEST characters at most, from one language to the other. Raises NotTranslated."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """The text goes where the editor was told, and no further."""


_opener = urllib.request.build_opener(_NoRedirect)


class LibreTranslate(Machine):
    """LibreTranslate's protocol, which other self-hosted servers speak too: POST {url}/translate, JSON both ways."""

    def translate(self, text: str, source: str, target: str) -> str:
        asked = {"q": text, "source": source, "target": target, "format": "text"}
        asked |= {"api_key": self.key} if self.key else {}
        answer = self._post(json.dumps(asked).encode())
        try:
            translated = json.loads(answer)["translatedText"]
        except (ValueError, KeyError, TypeError, RecursionError) as wrong:
            raise NotTranslated(Reason.UNREADABLE, type(wrong).__name__) from wrong
        if not isinstance(translated, str) or not translated.strip():
            raise NotTranslated(Reason.UNREADABLE, "no text")
        return translated.strip()

    def _post(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "User-Agent": f"kb/{settings.VERSION}"}
        # The settings take http and https alone.
        request = urllib.request.Request(f"{self.url.rstrip('/')}/translate", data=body, headers=headers)  # noqa: S310
        try:
            with _opener.open(request, timeout=SECONDS) as answer:
                return _read(answer)
        except urllib.error.HTTPError as refused:
            refused.close()
            # 400 is what it says of a language it does not have; 403 and 429 of keys and limits.
            reason = {400: Reason.NO_LANGUAGE, 401: Reason.REFUSED, 403: Reason.REFUSED, 429: Reason.REFUSED}
            raise NotTranslated(reason.get(refused.code, Reason.UNREACHABLE), str(refused.code)) from refused
        except TimeoutError as late:
            raise NotTranslated(Reason.LATE) from late
        except (OSError, HTTPException) as failed:
            is_late = isinstance(getattr(failed, "reason", None), TimeoutError)
            raise NotTranslated(Reason.LATE if is_late else Reason.UNREACHABLE, type(failed).__name__) from failed


def _read(answer: Any) -> bytes:
    """All of it, within SECONDS: a server that sends a byte now and then must not hold a thread."""
    end, parts, size = time.monotonic() + SECONDS, [], 0
    while part := answer.read1(65_536):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise NotTranslated(Reason.UNREADABLE, "too long")
        if time.monotonic() > end:
            raise NotTranslated(Reason.LATE)
    return b"".join(parts)


def machine() -> Machine | None:
    """The one of the settings; None: there is none."""
    if not settings.TRANSLATION_URL:
        return None
    made: Machine = import_string(settings.TRANSLATION_CLASS)(settings.TRANSLATION_URL, settings.TRANSLATION_KEY)
    return made


def lost(source: str, translated: str) -> list[str]:
    """The marks of `source` (labels, keys, articles, addresses) that `translated` does not have; in order, each once.

    A label may be called otherwise in the other language: then the editor looks at it.
    """
    return [mark for mark in dict.fromkeys(MARKS.findall(source)) if mark not in translated]

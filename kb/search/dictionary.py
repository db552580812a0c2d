"""Which words are right in a language, whatever the articles have: nobody is asked "Did you mean" for these.

simplemma has the words of many languages with their inflections. They are kept as sorted digests, 2 MB a language, in a file:
reading them out of the package takes a second or two, once.
"""

import logging
import os
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from kb.base.languages import codes
from kb.text.folding import fold

PACKAGE = "simplemma"
DIGEST = 8  # bytes

logger = logging.getLogger(__name__)


def is_word(word: str) -> bool:
    """Whether a folded word is one of any of the site's languages."""
    sought = _digest(word)
    for code in codes():
        digests = _digests(code)
        at = bisect_left(digests, sought)
        if at < len(digests) and digests[at] == sought:
            return True
    return False


def load() -> None:
    """Have every language's words in memory, so that no reader waits for them."""
    for code in codes():
        _digests(code)


@lru_cache
def _digests(language: str) -> "array[int]":
    path = Path(settings.DATA_DIR) / "words" / f"{language}-{version(PACKAGE)}.bin"
    digests = array("Q")
    try:
        digests.frombytes(path.read_bytes())
    except (OSError, ValueError):
        digests = array("Q", sorted(set(map(_digest, _words(language)))))
        _keep(path, digests)
    return digests


def _words(language: str) -> Iterable[str]:
    try:
        known = DefaultDictionaryFactory(cache_max_size=1).get_dictionary(language)
    except ValueError:  # the package has no such language: no word of it is known to be right
        return ()
    words = {text for pair in known.items() for text in pair}
    return fold("\n".join(words)).split("\n")


def _keep(path: Path, digests: "array[int]") -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_bytes(digests.tobytes())
        beside.replace(path)
    except OSError:
        logger.warning(
            "the words of %s could not be kept in %s; each process reads them again", path.stem, path.parent
        )


def _digest(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(errors="replace"), digest_size=DIGEST).digest(), "big")

from functools import lru_cache

from kb.base.languages import traits
from kb.text.stemming import Analyser


@lru_cache
def analyser(language: str) -> Analyser:
    """The analyser of a language of settings.LANGUAGE_TRAITS."""
    known = traits(language)
    return Analyser(known["stemmer"], known.get("elisions", ()), known.get("enclitics", ()), known.get("silent", ""))

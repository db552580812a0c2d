from functools import lru_cache

from django.conf import settings

from kb.text.stemming import Analyser


@lru_cache
def analyser(language: str) -> Analyser:
    """The analyser of a language of settings.LANGUAGE_TRAITS."""
    traits = settings.LANGUAGE_TRAITS[language]
    return Analyser(traits["stemmer"], traits["elisions"])

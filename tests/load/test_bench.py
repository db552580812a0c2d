"""script/bench starts: a part that there is not is told, with those that there are."""

import subprocess
import sys

from tests.browser.serving import ROOT


def test_an_unknown_part_is_told_with_the_known_ones():
    command = [sys.executable, "tests/load/bench.py", "nowhere"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2, done.stderr
    assert "class" in done.stderr and "pages" in done.stderr

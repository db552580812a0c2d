"""The tests written in JavaScript, a file each: what they say of a failure is said here."""

import subprocess

import pytest

from tests.js.node import NODE, ROOT

FILES = sorted((ROOT / "tests/js").glob("*.test.mjs"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_its_tests_pass(file):
    done = subprocess.run([NODE, "--test", file], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "\nℹ tests 0\n" not in done.stdout

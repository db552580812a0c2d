"""Files that are small and stand for much are refused, and what they stand for is never held in memory."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

MOST = 64  # MiB more than before, at the greatest
SECONDS = 5  # of CPU
# In a process of its own, whose greatest size is that of this bomb: it says by how much it grew and how it was refused.
TRY = """
import json, resource, sys, time, zlib, struct, io
import django
django.setup()
from kb.exchange import po, xliff
from kb.exchange.sheets import NotForHere
from kb.files import frontmatter
from kb.files.problems import Misread
from kb.base import places
from kb.images import clean
from PIL import Image
import yaml


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, data):
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def zeros(many):
    made = zlib.compressobj(9)
    return b"".join(made.compress(bytes(1 << 20)) for _each in range(many)) + made.flush()


LAUGHS = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a0 'ha'>%s]><xliff>&a30;</xliff>" % "".join(
    f"<!ENTITY a{n} '&a{n - 1};&a{n - 1};'>" for n in range(1, 31)
)
OUTSIDE = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><xliff>&a;</xliff>"
ALIASES = "a0: &a0 [x, x, x, x, x, x, x, x, x]\\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\\n" for n in range(1, 10)
)
BOMBS = {
    "many pixels": lambda: clean.clean(png(60_000, 60_000, zeros(1)), "a.png"),
    "pixels that are really there": lambda: clean.clean(png(30_000, 30_000, zeros(110)), "a.png"),
    "a text chunk that unfolds": lambda: clean.clean(
        b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 9, 1, 0, 0, 0, 0))
        + chunk(b"zTXt", b"k\\0\\0" + zeros(400)) + chunk(b"IDAT", zlib.compress(bytes(27))) + chunk(b"IEND", b""), "a.png"),
    "entities within entities": lambda: xliff.parse(LAUGHS.encode()),
    "an entity from elsewhere": lambda: xliff.parse(OUTSIDE.encode()),
    "a zip for a translation": lambda: xliff.parse(b"PK\\x03\\x04" + zeros(50)),
    "tags without end": lambda: xliff.parse(b"<xliff>" + b"<a>" * 400_000),
    "aliases in a head": lambda: frontmatter.parse(f"---\\n{ALIASES}---\\n\\nText."),
    "aliases in a file of content": lambda: places.compose(ALIASES),
    "a head that nests": lambda: frontmatter.parse("---\\ntitle: " + "[" * 100_000 + "\\n---\\n\\nText."),
    "a PO file of one long text": lambda: po.parse(b'msgid "a"\\nmsgstr ""\\n' + b'"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"\\n' * 200_000),
}
before = resource.getrusage(resource.RUSAGE_SELF)
refused = ""
make = BOMBS[sys.argv[1]]
try:
    make()
except (NotForHere, Misread, clean.Refused, ValueError, yaml.YAMLError) as error:
    refused = f"{type(error).__name__}: {error}"[:200]
after = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([refused, (after.ru_maxrss - before.ru_maxrss) / 1024, after.ru_utime - before.ru_utime]))
"""
NAMES = [line.split('"')[1] for line in TRY.splitlines() if line.startswith('    "') and "lambda" in line]
HARMLESS = {"a text chunk that unfolds"}  # Pillow leaves it out, or refuses it


def test_there_are_bombs_of_each_kind():
    assert len(NAMES) == 11


@pytest.mark.parametrize("name", NAMES)
def test_a_bomb_is_refused_in_bounded_memory(name):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "kb.project.settings"}
    command = [sys.executable, "-c", TRY, name]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    refused, grew, took = json.loads(done.stdout)
    assert refused or name in HARMLESS
    assert grew < MOST
    assert took < SECONDS

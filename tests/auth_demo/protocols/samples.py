"""Published vectors, and valid suites with valid inputs drawn from the whole grammar."""

import json
import string
from pathlib import Path
from random import Random

VECTORS = Path(__file__).parents[2] / "vectors"

ALPHABETS = {"N": string.digits, "H": string.hexdigits, "A": string.ascii_letters + string.digits}
HASHES = ["SHA1", "SHA256", "SHA512"]
PIN_CHARACTERS = string.printable + "é€\u00a0漢😀"
STEPS = [f"{n}{unit}" for unit in "SM" for n in range(1, 60)] + [f"{n}H" for n in range(49)]


def published(name: str) -> list[dict]:
    return json.loads((VECTORS / f"{name}.json").read_text())["vectors"]


def ocra_inputs(vector: dict) -> dict:
    """The keyword arguments that a vector of RFC 6287 Appendix C gives; its T is already a count of steps."""
    inputs = {
        "challenge": vector["Q"],
        "counter": vector["C"],
        "pin": vector["pin"],
        "time_step": vector["T_steps"],
    }
    return {name: value for name, value in inputs.items() if value is not None}


def any_case(random: Random) -> tuple[str, bytes, dict]:
    """A valid suite, a key, and the inputs it takes."""
    crypto = f"HOTP-{random.choice(HASHES)}-{random.choice([0, 4, 5, 6, 7, 8, 9, 10])}"
    letter, length = random.choice("NHA"), random.randint(4, 64)
    words = [f"Q{letter}{length:02}"]
    size = random.randint(1, random.choice([length, 2 * length]))
    inputs = {"challenge": text(random, ALPHABETS[letter], size)}
    if random.random() < 0.5:
        words.insert(0, "C")
        inputs["counter"] = eight_bytes(random)
    if random.random() < 0.5:
        words.append(f"P{random.choice(HASHES)}")
        inputs["pin"] = text(random, PIN_CHARACTERS, random.randint(1, 40))
    if random.random() < 0.5:
        room = random.choice([1, 64, 128, 256, 512, random.randint(1, 512)])
        words.append("S" if room == 64 and random.random() < 0.5 else f"S{room:03}")
        inputs["session"] = random.randbytes(random.choice([0, room, random.randint(0, room)]))
    if random.random() < 0.5:
        words.append(f"T{random.choice(STEPS)}")
        inputs["time_step"] = eight_bytes(random)
    key = random.randbytes(random.choice([1, 20, 32, 64, random.randint(1, 200)]))
    return f"OCRA-1:{crypto}:{'-'.join(words)}", key, inputs


def text(random: Random, alphabet: str, size: int) -> str:
    return "".join(random.choice(alphabet) for _ in range(size))


def eight_bytes(random: Random) -> int:
    return random.choice([0, 1, 2**32, 2**53 - 1, 2**53 + 1, 2**63, 2**64 - 1, random.getrandbits(64)])

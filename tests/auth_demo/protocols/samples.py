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

# Suites outside the grammar, by a part of the message that says why.
BROKEN_SUITES = {
    "three parts": [
        "",
        "OCRA-1",
        "OCRA-1:HOTP-SHA1-6",
        "OCRA-1:HOTP-SHA1-6:QN08:",
        ":OCRA-1:HOTP-SHA1-6:QN08",
    ],
    "is not OCRA-1": [
        "OCRA-2:HOTP-SHA1-6:QN08",
        "OCRA:HOTP-SHA1-6:QN08",
        "ocra-1:HOTP-SHA1-6:QN08",
        " OCRA-1:HOTP-SHA1-6:QN08",
    ],
    "is not HOTP-SHA1": [
        f"OCRA-1:{crypto}:QN08"
        for crypto in (
            "",
            "HOTP",
            "HOTP-SHA1",
            "HOTP-SHA1-",
            "HOTP-MD5-6",
            "HOTP-SHA384-6",
            "HOTP-SHA224-6",
            "TOTP-SHA1-6",
            "HOTP-sha1-6",
            "HOTP-SHA1-1",
            "HOTP-SHA1-3",
            "HOTP-SHA1-11",
            "HOTP-SHA1-06",
            "HOTP-SHA1-00",
            "HOTP-SHA1-6 ",
            "HOTP-SHA1-6\n",
            "HOTP-SHA1-٦",
            "HOTP-SHA1--6",
        )
    ],
    "Q takes": [
        f"OCRA-1:HOTP-SHA1-6:{q}"
        for q in (
            "Q",
            "QN",
            "QN3",
            "QN0",
            "QN00",
            "QN03",
            "QN65",
            "QN99",
            "QN008",
            "QB08",
            "Qn08",
            "QN08\n",
            "QN٠٨",
            "Q08",
        )
    ],
    "C stands alone": ["OCRA-1:HOTP-SHA1-6:C1-QN08", "OCRA-1:HOTP-SHA1-6:CQN08"],
    "P takes": [f"OCRA-1:HOTP-SHA1-6:QN08-{p}" for p in ("P", "PMD5", "PSHA384", "Psha1", "PSHA1 ", "PSHA")],
    "S takes": [
        f"OCRA-1:HOTP-SHA1-6:QN08-{s}" for s in ("S000", "S513", "S999", "S64", "S1", "S0064", "S٠٦٤", "SSHA1")
    ],
    "T takes": [
        f"OCRA-1:HOTP-SHA1-6:QN08-{t}"
        for t in (
            "T",
            "T1",
            "TM",
            "T0S",
            "T60S",
            "T0M",
            "T60M",
            "T49H",
            "T01M",
            "T00H",
            "T1D",
            "T1m",
            "T-1M"[:2],
            "T1M\n",
        )
    ],
    "not a data input": [
        f"OCRA-1:HOTP-SHA1-6:{data}"
        for data in (
            "",
            "-QN08",
            "QN08-",
            "QN08--T1M",
            "X-QN08",
            "qn08",
            "c-QN08",
            "QN08-X",
            " QN08",
            "PSHA1-1-QN08",
        )
    ],
    "out of place": [
        f"OCRA-1:HOTP-SHA1-6:{data}"
        for data in (
            "QN08-C",
            "PSHA1-QN08",
            "QN08-S064-PSHA1",
            "QN08-T1M-PSHA1",
            "QN08-T1M-S064",
            "C-C-QN08",
            "QN08-QN08",
            "QN08-PSHA1-PSHA256",
            "QN08-S064-S128",
            "QN08-T1M-T2M",
        )
    ],
    "needs a challenge": [f"OCRA-1:HOTP-SHA1-6:{data}" for data in ("C", "PSHA1", "C-PSHA1-S064-T1M")],
    "is text": [None, 1, b"OCRA-1:HOTP-SHA1-6:QN08", ["OCRA-1:HOTP-SHA1-6:QN08"]],
}


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


def one_digit(vector: dict) -> tuple[str, bytes, dict]:
    """The suite, the key and the inputs of a vector of ocra_one_digit."""
    session = {} if vector["session_hex"] is None else {"session": bytes.fromhex(vector["session_hex"])}
    return vector["suite"], bytes.fromhex(vector["key_hex"]), {"challenge": vector["Q"]} | session


def any_case(random: Random) -> tuple[str, bytes, dict]:
    """A valid suite, a key, and the inputs it takes."""
    crypto = f"HOTP-{random.choice(HASHES)}-{random.choice([0, 4, 5, 6, 7, 8, 9, 10])}"
    letter, length = random.choice("NHA"), random.randint(4, 64)
    words = [f"Q{letter}{length:{random.choice(['', '02'])}}"]
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

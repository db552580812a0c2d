"""The vectors of push.json: the notification's answer by another way than the product's, with nothing shared.

.venv/bin/python tests/vectors/make_push.py > tests/vectors/push.json
"""

import hashlib
import json
import struct

KEY = hashlib.sha256(b"a key of 32 bytes").hexdigest()
NONCE = "000102030405060708090a0b0c0d0e0f"

CASES = [
    # name, key, nonce, user, phone, decision, number
    ("approve", KEY, NONCE, "user-1", "phone-1", "approve", ""),
    ("deny", KEY, NONCE, "user-1", "phone-1", "deny", ""),
    ("it was not me", KEY, NONCE, "user-1", "phone-1", "not-me", ""),
    ("approve, with the number", KEY, NONCE, "user-1", "phone-1", "approve", "042917"),
    ("a number of zeros is not no number", KEY, NONCE, "user-1", "phone-1", "approve", "000000"),
    ("another nonce", KEY, "ff" * 16, "user-1", "phone-1", "approve", ""),
    ("the boundary between user and phone, here", KEY, NONCE, "ab", "c", "approve", ""),
    ("the boundary between user and phone, there", KEY, NONCE, "a", "bc", "approve", ""),
    ("a length is counted in bytes, not characters", KEY, NONCE, "élève", "téléphone 😀", "approve", ""),
    ("a length that needs both its bytes", KEY, NONCE, "u" * 300, "phone-1", "approve", ""),
    ("a key of one byte", "00", NONCE, "user-1", "phone-1", "approve", ""),
    ("a key as long as SHA-256's block", "0b" * 64, NONCE, "user-1", "phone-1", "approve", ""),
    ("a key longer than the block is hashed first", "aa" * 131, NONCE, "user-1", "phone-1", "approve", "999999"),
]


def message(nonce, user, phone, decision, number):
    packed = struct.pack(">H16s", 16, bytes.fromhex(nonce))
    for text in (user, phone, decision, number):
        raw = text.encode("utf-8")
        packed += struct.pack(f">H{len(raw)}s", len(raw), raw)
    return packed


def hmac_by_hand(key, text):
    """RFC 2104 with SHA-256."""
    if len(key) > 64:
        key = hashlib.sha256(key).digest()
    key = key.ljust(64, b"\x00")
    inner = hashlib.sha256(bytes(b ^ 0x36 for b in key) + text).digest()
    return hashlib.sha256(bytes(b ^ 0x5C for b in key) + inner).hexdigest()


def vectors():
    names = ("id", "key_hex", "nonce_hex", "user", "phone", "decision", "number")
    for case in CASES:
        _, key, *fields = case
        yield dict(zip(names, case, strict=True)) | {"answer": hmac_by_hand(bytes.fromhex(key), message(*fields))}


def document():
    source = "this project; made by tests/vectors/make_push.py"
    return json.dumps({"source": source, "vectors": list(vectors())}, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(document(), end="")

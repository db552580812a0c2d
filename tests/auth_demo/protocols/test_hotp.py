import hmac

import pytest

from auth_demo.protocols import hotp
from tests.auth_demo.protocols.samples import published

KEY = b"12345678901234567890"
APPENDIX_D = published("rfc4226_appendix_d")


@pytest.mark.parametrize("vector", APPENDIX_D, ids=lambda v: v["id"])
def test_appendix_d_codes(vector):
    key = bytes.fromhex(vector["key_hex"])
    assert hotp.code(key, vector["counter"], digits=vector["digits"]) == vector["response"]


@pytest.mark.parametrize("vector", APPENDIX_D, ids=lambda v: v["id"])
def test_appendix_d_intermediate_values(vector):
    mac = hmac.digest(bytes.fromhex(vector["key_hex"]), vector["counter"].to_bytes(8, "big"), "sha1")
    assert mac.hex() == vector["hmac_sha1_hex"]
    assert hotp.truncate(mac) == vector["truncated_dec"]
    assert hotp.truncate(mac) == int(vector["truncated_hex"], 16)


def test_truncation_reads_where_the_last_byte_says():
    mac = bytes(range(0x80, 0x93)) + b"\x5a"
    assert hotp.offset(mac) == 10
    assert hotp.truncate(mac) == 0x0A8B8C8D


def test_leading_zeros_are_kept():
    assert hotp.decimal(45675, 6) == "045675"
    assert hotp.decimal(2**31 - 1, 10) == "2147483647"


def test_the_right_code_tells_its_counter():
    assert hotp.verify(KEY, "287082", 1) == 1


def test_looking_ahead_finds_the_counter_that_the_device_reached():
    assert hotp.verify(KEY, "969429", 1, look_ahead=2) == 3
    assert hotp.verify(KEY, "969429", 1, look_ahead=1) is None


def test_a_counter_already_passed_is_refused():
    assert hotp.verify(KEY, "755224", 1, look_ahead=5) is None


def test_looking_ahead_stops_at_the_last_counter():
    last = 2**64 - 1
    assert hotp.verify(KEY, hotp.code(KEY, last), last, look_ahead=5) == last


@pytest.mark.parametrize(
    "response", ["", "87082", "0287082", "287082 ", "287 082", "٢٨٧٠٨٢", "28708é", None, 287082, b"287082"]
)
def test_a_malformed_response_is_none(response):
    assert hotp.verify(KEY, response, 1) is None


@pytest.mark.parametrize(
    ("key", "counter", "digits"), [(b"", 0, 6), (KEY, -1, 6), (KEY, 2**64, 6), (KEY, 0, 5), (KEY, 0, 11)]
)
def test_its_own_inputs_are_checked(key, counter, digits):
    with pytest.raises(ValueError):
        hotp.code(key, counter, digits=digits)
    with pytest.raises(ValueError):
        hotp.verify(key, "755224", counter, digits=digits)


def test_looking_back_is_refused():
    with pytest.raises(ValueError, match="forward"):
        hotp.verify(KEY, "755224", 1, look_ahead=-1)

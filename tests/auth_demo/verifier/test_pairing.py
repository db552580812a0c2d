"""One's own phone as a device: a code is good once, for two minutes, for one sandbox; a key is handed over once."""

from datetime import timedelta

import pytest

from auth_demo.models import Event, Pairing, Sandbox
from auth_demo.verifier import enrol, pairing
from auth_demo.verifier.outcome import Reason, Refused, Topic
from auth_demo.verifier.realtime import reading, real_now
from tests.auth_demo.conftest import open_sandbox
from tests.parallel import in_parallel

KEYS = [{"id": "a" * 32, "kind": "security-card", "suite": "OCRA-1:HOTP-SHA256-8:QN06-PSHA256", "key": "31" * 32}]
STATE = {"mode": "off", "entry": "", "letter": False}
WHY = Pairing.Why


@pytest.fixture
def sandbox(learner) -> Sandbox:
    return Sandbox.objects.get(pk=learner.id)


def begin(sandbox: Sandbox, device: str = "card") -> pairing.Begun:
    return pairing.begin(sandbox, device, keys=KEYS, state=STATE)


def refusal(call, *args, **kwargs) -> tuple[Reason, Topic]:
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return refused.value.reason, refused.value.topic


def later(**span):
    moment = real_now() + timedelta(**span)
    return reading(lambda: moment)


def log(sandbox: Sandbox) -> list[tuple[str, dict]]:
    return [(each.type, each.data) for each in Event.objects.filter(sandbox=sandbox, type__startswith="pairing.")]


def test_a_code_holds_128_random_bits_or_more(sandbox):
    code = begin(sandbox).code
    assert len(set(pairing.ALPHABET)) ** len(code) >= 2**128
    assert set(code) <= set(pairing.ALPHABET) and not set("0O1I") & set(pairing.ALPHABET)


def test_the_code_to_type_has_eight_letters_none_of_which_looks_like_another_sign(sandbox):
    typed = begin(sandbox).typed
    assert len(typed) == 8 and set(typed) <= set(pairing.TYPED_ALPHABET)
    assert len(set(pairing.TYPED_ALPHABET)) == 20 and not set("AEIOUY0123456789") & set(pairing.TYPED_ALPHABET)


def test_the_code_to_type_is_as_good_as_the_long_one_and_used_up_with_it(sandbox):
    begun = begin(sandbox)
    assert pairing.look_up(begun.typed) == begun.pairing
    assert pairing.exchange(begun.typed).keys == KEYS
    for code in (begun.code, begun.typed):
        assert refusal(pairing.exchange, code) == (Reason.ALREADY_USED, Topic.CODE_USED)
        assert refusal(pairing.look_up, code) == (Reason.ALREADY_USED, Topic.CODE_USED)


def test_who_has_the_code_gets_the_device_and_a_session_for_its_sandbox_only(sandbox, stranger):
    got = pairing.exchange(begin(sandbox).code)
    assert (got.pairing.device, got.keys, got.state) == ("card", KEYS, STATE)
    assert enrol.find([got.token]) == [sandbox]
    assert not enrol.is_owner(sandbox, [got.token])
    assert pairing.of_phone(got.pairing.pk, [got.token]) == got.pairing
    assert refusal(pairing.of_phone, got.pairing.pk, [stranger.sandbox["token"]]) == (
        Reason.UNAUTHORIZED,
        Topic.UNPAIRED,
    )


def test_neither_code_nor_token_nor_key_is_kept_readable(sandbox):
    begun = begin(sandbox)
    before = Pairing.objects.values().get(pk=begun.pairing.pk)
    assert (
        begun.code not in str(before)
        and begun.typed not in str(before)
        and KEYS[0]["key"].encode() not in bytes(before["keys"])
    )
    got = pairing.exchange(begun.code)
    after = Pairing.objects.values().get(pk=begun.pairing.pk)
    assert got.token not in str(after)
    assert bytes(after["keys"]) == b"", "once fetched the keys are gone"
    assert not any(secret in str(log(sandbox)) for secret in (begun.code, got.token, KEYS[0]["key"]))


@pytest.mark.parametrize("length", ["code", "typed"])
@pytest.mark.parametrize("spelled", [str.lower, lambda code: " ".join(code), lambda code: f"{code[:5]}-{code[5:]}"])
def test_a_code_may_be_typed_in_small_letters_and_groups(sandbox, spelled, length):
    assert pairing.exchange(spelled(getattr(begin(sandbox), length))).pairing.device == "card"


def test_of_many_exchanges_at_the_same_moment_one_succeeds(real_database, client):
    learner = open_sandbox(client)
    code = begin(Sandbox.objects.get(pk=learner.id)).code

    def attempt():
        try:
            return pairing.exchange(code).keys
        except Refused as refused:
            return refused.topic

    results = in_parallel(20, attempt)
    assert results.count(KEYS) == 1
    assert results.count(Topic.CODE_USED) == 19


def test_a_code_is_good_once(sandbox):
    code = begin(sandbox).code
    pairing.exchange(code)
    assert refusal(pairing.exchange, code) == (Reason.ALREADY_USED, Topic.CODE_USED)


def test_a_code_is_good_for_two_minutes_of_real_time(sandbox, learner):
    first = begin(sandbox)
    learner.forward(3600)  # the practice clock has nothing to do with it
    with later(seconds=119):
        pairing.exchange(first.code)
    second = begin(sandbox)
    with later(seconds=120):
        assert refusal(pairing.exchange, second.code) == (Reason.EXPIRED, Topic.CODE_EXPIRED)
    assert pairing.exchange(second.code), "being refused uses nothing up"


def test_a_newer_code_replaces_the_one_before_for_that_device_alone(db, client):
    sandbox = Sandbox.objects.get(pk=open_sandbox(client, scenario="push-test").id)
    first, other, second = begin(sandbox, "phone"), begin(sandbox, "second"), begin(sandbox, "phone")
    assert refusal(pairing.exchange, first.code) == (Reason.SUPERSEDED, Topic.CODE_REPLACED)
    assert pairing.exchange(second.code) and pairing.exchange(other.code)
    assert len(pairing.of_sandbox(sandbox)) == 2


@pytest.mark.parametrize("guess", ["", "A" * 26, "K7QX2", "\x00" * 26])
def test_a_guess_is_unknown(sandbox, guess):
    begin(sandbox)
    assert refusal(pairing.exchange, guess) == (Reason.NOT_FOUND, Topic.CODE_UNKNOWN)


def test_a_code_of_a_sandbox_that_has_ended_is_worth_nothing(sandbox):
    code = begin(sandbox).code
    Sandbox.objects.filter(pk=sandbox.pk).update(expires_at=real_now())
    assert refusal(pairing.exchange, code)[0] is Reason.EXPIRED


@pytest.mark.parametrize(
    ("why", "topic"), [(WHY.STARTED_OVER, Topic.STARTED_OVER), (WHY.TAKEN_BACK, Topic.TAKEN_BACK)]
)
def test_what_has_ended_on_the_computer_ends_on_the_phone_which_is_told_why(sandbox, why, topic):
    got = pairing.exchange(begin(sandbox).code)
    pairing.end(got.pairing, why)
    assert refusal(pairing.of_phone, got.pairing.pk, [got.token]) == (Reason.GONE, topic)
    assert refusal(pairing.report, got.pairing, ["card.on"], state=STATE, placements=0) == (Reason.GONE, topic)
    assert enrol.find([got.token]) == []
    assert log(sandbox)[-1] == ("pairing.ended", {"pairing": got.pairing.pk, "device": "card", "why": why.value})


def test_a_code_of_a_practice_that_was_started_over_says_so(sandbox):
    begun = begin(sandbox)
    pairing.end(begun.pairing, WHY.STARTED_OVER)
    assert refusal(pairing.exchange, begun.code) == (Reason.GONE, Topic.STARTED_OVER)


def test_only_a_card_or_a_phone_goes_to_a_phone(sandbox):
    for device in ("window", "nothing"):
        assert refusal(begin, sandbox, device) == (Reason.NOT_OFFERED, Topic.NOT_PAIRABLE)


def test_what_the_device_does_stands_in_the_log_in_its_order(sandbox):
    got = pairing.exchange(begin(sandbox).code)
    pairing.report(got.pairing, ["card.on", "card.pin-prompt"], state=STATE, placements=0)
    told = [data["act"] for event, data in log(sandbox) if event == "pairing.acted"]
    assert told == ["card.on", "card.pin-prompt"]


@pytest.mark.parametrize("act", ["response.accepted", "phone.approved", "card", "card.", "card.On", "card.a b"])
def test_a_device_tells_of_itself_and_of_nothing_else(sandbox, act):
    got = pairing.exchange(begin(sandbox).code)
    assert refusal(pairing.report, got.pairing, ["card.on", act], state=STATE, placements=0)[0] is Reason.MALFORMED
    assert not [event for event, _data in log(sandbox) if event == "pairing.acted"]


def test_what_the_log_has_from_the_verifier_is_not_told_again(db, client):
    sandbox = Sandbox.objects.get(pk=open_sandbox(client, scenario="push-test").id)
    got = pairing.exchange(begin(sandbox, "phone").code)
    pairing.report(got.pairing, ["phone.activated", "phone.approved"], state=STATE, placements=0)
    assert [data["act"] for event, data in log(sandbox) if event == "pairing.acted"] == ["phone.approved"]


def test_taken_back_it_stands_as_the_phone_left_it_with_the_keys_that_it_was_given_there(sandbox):
    got = pairing.exchange(begin(sandbox).code)
    pairing.report(got.pairing, [], state={"mode": "pin"}, placements=0)
    assert pairing.end(got.pairing, WHY.TAKEN_BACK) == pairing.Returned(None, {"mode": "pin"})
    again = pairing.exchange(begin(sandbox).code)
    fresh = [{**KEYS[0], "key": "32" * 32}]
    pairing.report(again.pairing, [], state=STATE, placements=0, keys=fresh)
    pairing.report(again.pairing, [], state=STATE, placements=0)
    assert pairing.end(again.pairing, WHY.TAKEN_BACK).keys == fresh
    assert pairing.end(again.pairing, WHY.TAKEN_BACK).keys is None, "handed over once"


def test_a_code_that_is_shown_no_longer_ends_unless_a_phone_has_just_used_it(sandbox):
    unused = begin(sandbox)
    pairing.close(unused.pairing)
    with pytest.raises(Refused):
        pairing.exchange(unused.code)
    used = begin(sandbox)
    pairing.exchange(used.code)
    assert pairing.close(used.pairing) == pairing.Returned(None, None)
    used.pairing.refresh_from_db()
    assert used.pairing.ended_at is None


def test_a_code_taken_back_unused_gives_no_keys_to_anybody(sandbox):
    begun = begin(sandbox)
    assert pairing.end(begun.pairing, WHY.TAKEN_BACK).keys is None
    assert log(sandbox) == [], "nothing has happened"


def test_what_the_phone_shows_counts_only_if_it_knows_of_the_computers_last_change(sandbox):
    got = pairing.exchange(begin(sandbox).code)
    pairing.place(got.pairing, {"mode": "placed"})
    pairing.report(got.pairing, [], state={"mode": "late"}, placements=0)
    found = pairing.of_phone(got.pairing.pk, [got.token])
    assert (found.placements, pairing.shown(found)) == (1, {"mode": "placed"})
    pairing.report(found, [], state={"mode": "next"}, placements=1)
    assert pairing.shown(pairing.of_phone(found.pk, [got.token])) == {"mode": "next"}


def test_a_stranger_finds_no_pairing_of_another_sandbox(sandbox, stranger):
    begun = begin(sandbox)
    other = Sandbox.objects.get(pk=stranger.id)
    assert refusal(pairing.one_of, other, begun.pairing.pk)[0] is Reason.NOT_FOUND
    assert refusal(pairing.one_of, sandbox, "nonsense")[0] is Reason.NOT_FOUND


def test_more_than_a_device_ever_holds_is_refused(sandbox):
    assert refusal(pairing.begin, sandbox, "card", keys=KEYS, state={"x": "x" * pairing.MOST})[0] is Reason.MALFORMED
    assert not Pairing.objects.exists()

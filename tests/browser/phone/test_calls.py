"""The call that speaks a code, after a key and with captions."""

import pytest
from playwright.sync_api import expect

from tests.browser.phone.simulated import LANGUAGES, Phone


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_call_speaks_the_code_after_a_key_and_repeats_it(page, language):
    phone = Phone(page, language).place()
    phone.send("call", "message.delivered", code="070415")
    phone.press("answer")
    expect(page.locator("[data-caption]")).not_to_be_empty()
    assert phone.page.evaluate("phone.read('code')") is None
    page.evaluate("() => { HTMLMediaElement.prototype.play = () => Promise.reject(new Error('no sound')); }")
    phone.press("sound", "key.1")
    phone.until("told.includes('phone.code-heard')")
    assert phone.page.evaluate("phone.read('code')") == "070415"
    phone.press("transcript")
    expect(page.locator("[data-transcript]")).to_contain_text("0 7 0 4 1 5")
    phone.press("hang-up", "call-close")
    assert phone.page.evaluate("phone.read('code')") == "070415"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_digits_are_noted_on_a_pad_and_who_asks_for_nothing_more_is_wished_goodbye(page, language, axe):
    phone = Phone(page, language).place()
    page.clock.install()
    page.evaluate("() => { HTMLMediaElement.prototype.play = () => Promise.reject(new Error('no sound')); }")
    phone.send("call", "message.delivered", code="070415")
    phone.press("answer", "key.1")
    phone.control("pad").fill("0704")
    phone.press("sound")
    expect(phone.control("pad")).to_have_value("0704")
    assert axe(page) == []
    for _ in range(90):  # a second each, with what follows from it
        page.clock.run_for(1000)
    expect(page.locator("[data-transcript]")).to_contain_text("Goodbye." if language == "en" else "Au revoir.")
    expect(phone.control("hang-up")).to_have_count(0)
    assert page.evaluate("told.includes('phone.call-ended')")
    expect(phone.control("pad")).to_have_value("0704")
    phone.press("call-close", "calls")
    expect(page.locator(".phone-screen")).to_contain_text("0704")


def test_a_phone_that_rings_sounds_until_it_is_answered(phone):
    phone.place()
    phone.page.evaluate(
        """() => {
            window.played = [];
            const {play} = HTMLMediaElement.prototype;
            HTMLMediaElement.prototype.play = function () {
                played.push(this.src.split("/").pop().split(".")[0]);
                return play.call(this);
            };
        }"""
    )
    phone.send("call", code="070415")
    phone.control("answer").wait_for()
    phone.until("played.includes('ring')")
    phone.press("answer")
    phone.until("played.includes('press-1')")
    assert phone.page.evaluate("played.lastIndexOf('ring') < played.indexOf('greeting')")


def test_a_call_that_is_not_taken_stops_ringing(phone):
    phone.place().send("call", code="070415")
    expect(phone.control("answer")).to_be_visible()
    phone.page.evaluate("site.messages[0].state = 'missed'; bus.emit('call.missed', { n: 1 })")
    expect(phone.control("answer")).to_have_count(0)


def test_a_replayed_call_makes_no_sound_and_takes_no_time(phone):
    phone.place().send("call", code="070415")
    phone.control("answer").wait_for()
    phone.page.evaluate(
        """async () => {
            phone.ctx.voice.muted = true;
            HTMLMediaElement.prototype.play = () => { throw new Error("sound"); };
            for (const name of ["answer", "key-1"]) for (const move of phone.moves("press", name)) await move.run();
        }"""
    )
    assert phone.page.evaluate("phone.read('code')") == "070415"


def test_a_replay_brings_the_clock_on_to_the_moment_when_it_rings(phone):
    phone.place()
    phone.page.evaluate(
        """async () => {
            const at = "2026-11-24T13:07:50Z";
            site.messages.push({ n: 1, kind: "call", phone: "phone", at, state: "waiting" });
            site.contents[1] = { code: "070415" };
            site.nextAt = at;
            phone.ctx.voice.muted = true;
            await phone.ready("press", "answer");
        }"""
    )
    expect(phone.control("answer")).to_be_visible()
    assert phone.page.evaluate("clock.now()") == phone.page.evaluate("Date.parse('2026-11-24T13:07:50Z')")

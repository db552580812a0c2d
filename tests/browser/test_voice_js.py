"""The telephone's voice: clips in order, captions with or without sound, and what the clips themselves measure."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
ORIGIN = "http://practice.test"
TYPES = {".js": "text/javascript", ".mp3": "audio/mpeg"}
DATA = yaml.safe_load((ROOT / "static/audio/clips.yaml").read_text("utf-8"))
LANGUAGES = [code for code, _ in settings.LANGUAGES]

# Remembers what was said and at which speed; play() gives what `Speaker.play` resolves to.
SETUP = """
const { Speaker, spell, reading } = await import("/js/demo/voice.js");
const { play } = HTMLMediaElement.prototype;
HTMLMediaElement.prototype.play = function () {
  rates.push(this.playbackRate);
  return forbidden ? Promise.reject(new DOMException("no press", "NotAllowedError")) : play.call(this);
};
window.rates = [];
window.forbidden = false;
window.said = [];
window.speaker = new Speaker();
window.spell = spell;
window.reading = reading;
window.say = (clips, options = {}) =>
  (window.outcome = speaker.play(clips, { pause: () => 0, onCaption: (caption) => said.push(caption), ...options }));
window.result = "going on";
window.start = (clips, options) => void say(clips, options).then((value) => (window.result = value));
"""


def serve(route) -> None:
    name = route.request.url.removeprefix(f"{ORIGIN}/")
    file = ROOT / "static" / name
    if name == "":
        route.fulfill(content_type="text/html", body="<!doctype html><title>Voice</title><p>Press</p>")
    elif file.suffix in TYPES and file.is_file():
        route.fulfill(content_type=TYPES[file.suffix], path=file)
    else:
        route.fulfill(status=404)


@pytest.fixture
def page(browser):
    context = browser.new_context()
    page = context.new_page()
    page.route("**/*", serve)
    page.goto(f"{ORIGIN}/")
    page.get_by_text("Press").click()  # sound is allowed only after a press
    page.evaluate(f"async () => {{ {SETUP} }}")
    yield page
    context.close()


@pytest.fixture
def still_page(page):
    """The same with a clock that moves only when told."""
    page.clock.install()
    page.clock.pause_at(2_000_000_000)
    return page


def clips(*ids, language="en"):
    return [{"src": f"/audio/{language}/{each}.mp3", "text": DATA["clips"][each][language]} for each in ids]


def said(page):
    return [(caption["index"], caption["text"], caption["audible"]) for caption in page.evaluate("said")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_clips_sound_in_order_each_with_its_caption(page, language):
    ids = ["your-code-is", "digit-0", "digit-4", "digit-4"]
    page.evaluate("speaker.rate = 4")
    assert page.evaluate("say", clips(*ids, language=language)) is True
    assert said(page) == [(index, DATA["clips"][each][language], True) for index, each in enumerate(ids)]


def test_the_rate_is_that_of_every_clip(page):
    page.evaluate("speaker.rate = 3")
    page.evaluate("say", clips("digit-1", "digit-2"))
    assert page.evaluate("rates") == [3, 3]


@pytest.mark.parametrize("rate", ["0", "-1", "NaN"])
def test_a_rate_that_is_none_is_refused(page, rate):
    message = page.evaluate(f"() => {{ try {{ speaker.rate = {rate} }} catch (error) {{ return error.message }} }}")
    assert message == "rate: a number above 0"


def test_stopping_ends_it_at_once(page):
    page.evaluate("start", clips("greeting", "press-1"))
    page.wait_for_function("said.length === 1")
    page.evaluate("speaker.stop()")
    assert page.evaluate("outcome") is False
    assert len(said(page)) == 1


def test_a_signal_stops_it_too(page):
    page.evaluate("window.hangUp = new AbortController()")
    page.evaluate("(clips) => start(clips, { signal: hangUp.signal })", clips("greeting", "press-1"))
    page.wait_for_function("said.length === 1")
    page.evaluate("hangUp.abort()")
    assert page.evaluate("outcome") is False
    assert page.evaluate("(clips) => say(clips, { signal: hangUp.signal })", clips("greeting")) is False
    assert len(said(page)) == 1


def test_what_is_said_next_takes_the_place_of_what_was_being_said(page):
    page.evaluate("start", clips("greeting", "press-1"))
    page.wait_for_function("said.length === 1")
    page.evaluate("() => void (window.first = outcome)")
    page.evaluate("speaker.rate = 4")
    assert page.evaluate("say", clips("goodbye")) is True
    assert page.evaluate("first") is False
    assert [text for _, text, _ in said(page)] == [DATA["clips"][each]["en"] for each in ("greeting", "goodbye")]


def test_nothing_to_say_is_said_at_once(page):
    assert page.evaluate("say", []) is True
    assert said(page) == []


def test_a_missing_clip_is_shown_and_the_next_one_sounds(page):
    page.evaluate("speaker.rate = 4")
    gone = [{"src": "/audio/en/gone.mp3", "text": "Gone"}]
    assert page.evaluate("say", [*clips("digit-1"), *gone, *clips("digit-2")]) is True
    assert said(page) == [(0, "1", True), (1, "Gone", False), (2, "2", True)]


def test_without_a_network_the_captions_go_on(page):
    page.route("**/*.mp3", lambda route: route.abort("internetdisconnected"))
    page.evaluate("speaker.rate = 10")
    assert page.evaluate("say", clips("digit-1", "digit-2")) is True
    assert said(page) == [(0, "1", False), (1, "2", False)]


def test_where_sound_is_forbidden_captions_stand_as_long_as_they_take_to_read(still_page):
    still_page.evaluate("forbidden = true")
    still_page.evaluate("start", clips("greeting", "digit-1"))
    still_page.wait_for_function("said.length === 1", polling=20)
    needed = 65 * len(DATA["clips"]["greeting"]["en"])
    still_page.clock.run_for(needed - 1)
    assert said(still_page) == [(0, DATA["clips"]["greeting"]["en"], False)]
    still_page.clock.run_for(1)
    still_page.clock.run_for(1)  # the pause of 0 ms between the two
    assert said(still_page)[1:] == [(1, "1", False)]
    still_page.clock.run_for(700)
    assert still_page.evaluate("result") is True


def test_the_rate_holds_for_captions_without_sound(still_page):
    still_page.evaluate("speaker.muted = true; speaker.rate = 2")
    still_page.evaluate("start", clips("digit-1"))
    still_page.clock.run_for(349)
    assert still_page.evaluate("result") == "going on"
    still_page.clock.run_for(1)
    assert still_page.evaluate("result") is True


def test_muted_nothing_is_fetched_or_played(still_page):
    asked = []
    still_page.on("request", lambda request: asked.append(request.url))
    still_page.evaluate("speaker.muted = true")
    still_page.evaluate("start", clips("digit-1"))
    still_page.clock.run_for(700)
    assert still_page.evaluate("result") is True
    assert said(still_page) == [(0, "1", False)]
    assert still_page.evaluate("rates") == asked == []


def test_a_network_that_hangs_is_waited_for_once(still_page):
    still_page.route("**/*.mp3", lambda route: None)
    still_page.evaluate("start", clips("digit-1", "digit-2", "digit-3"))
    still_page.clock.run_for(2999)
    assert said(still_page) == []
    still_page.clock.run_for(1)
    assert said(still_page) == [(0, "1", False)]
    for _ in range(2):
        still_page.clock.run_for(700)
        still_page.clock.run_for(1)
    assert [text for _, text, _ in said(still_page)] == ["1", "2", "3"]
    assert len(still_page.evaluate("rates")) == 1


def test_a_code_is_read_twice_digit_by_digit_with_its_leading_zero(page):
    ids = page.evaluate("reading('042')")
    assert ids == ["your-code-is", "digit-0", "digit-4", "digit-2", "i-repeat", "digit-0", "digit-4", "digit-2"]
    assert set(ids) <= set(DATA["clips"])


MEASURE = """
async (addresses) => {
  const measured = [];
  for (const address of addresses) {
    const bytes = await (await fetch(address)).arrayBuffer();
    const sound = await new OfflineAudioContext(1, 1, 22050).decodeAudioData(bytes);
    const samples = sound.getChannelData(0);
    const heard = (value) => Math.abs(value) > 0.01;
    const first = samples.findIndex(heard);
    const last = samples.findLastIndex(heard);
    measured.push({
      address,
      channels: sound.numberOfChannels,
      peak: samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
      mean: 10 * Math.log10(samples.slice(first, last + 1).reduce((sum, value) => sum + value * value, 0) / (last - first)),
      before: first / sound.sampleRate,
      after: (samples.length - last) / sound.sampleRate,
    });
  }
  return measured;
}
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clip_decodes_is_trimmed_equally_loud_and_never_clips(page, language):
    addresses = [clip["src"] for clip in clips(*DATA["clips"], language=language)]
    for clip in page.evaluate(MEASURE, addresses):
        assert clip["channels"] == 1
        assert clip["peak"] < 0.95, clip
        assert -21 < clip["mean"] < -18, clip
        # An MP3 encoder adds some 50 ms at either end.
        assert clip["before"] < 0.15, clip
        assert clip["after"] < 0.2, clip

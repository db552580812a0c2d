// The telephone call that speaks a code: it rings, is answered, and waits for a key before it says anything secret.

import { h } from "../../dom.js";
import { reading, Speaker } from "../../voice.js";
import { icon } from "./icons.js";
import { block, control, go, iconButton, keypad, list, screen, spaced, text } from "./parts.js";
import { timeOf } from "./world.js";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
const BETWEEN_RINGS = 2000; // ms
const PATIENCE = 30_000; // ms for which the voice waits for a key once it has told the code
const PAD = 20; // signs
const speakers = new WeakMap();
const goodbyes = new WeakMap(); // when each phone's voice takes its leave

export const calls = {
  screens: { "calls.list": recent },
  heard,
  shows: (phone) => ({ code: phone.state.call?.spoken ? phone.state.call.code : (phone.state.lastCall?.code ?? null) }),
  stop: quiet,
};

function heard(phone, type, data) {
  if (data.phone !== phone.id) return;
  if (type === "phone.ringing") void ring(phone);
  if (type === "phone.call-missed") quiet(phone);
}

/** What lies over everything else while there is a call. */
export function callScreen(phone) {
  return { ringing, talking, over }[phone.state.call.state](phone);
}

function caller(phone, line) {
  return [
    h("span", { class: "call-face", "aria-hidden": "true" }, icon("phone")),
    h("h3", { class: "call-name", tabindex: "-1", "data-title": true, text: phone.words("caller") }),
    h("p", { class: "call-line", text: line }),
  ];
}

function ringing(phone) {
  return h(
    "div",
    { class: "call call-ringing" },
    ...caller(phone, phone.words("call-incoming")),
    h(
      "div",
      { class: "call-actions" },
      callButton(phone, "decline", "bad", () => decline(phone)),
      callButton(phone, "answer", "good", () => answer(phone)),
    ),
  );
}

function callButton(phone, name, kind, press) {
  const label = phone.words(`call-${name}`);
  const disc = h("span", { class: "call-disc" }, icon("phone"));
  return block(phone, name, label, press, { class: `call-button call-${kind}` }, disc, h("span", { text: label }));
}

function talking(phone) {
  const { call } = phone.state;
  const speaker = speakerOf(phone);
  return h(
    "div",
    { class: "call" },
    ...caller(phone, phone.words("call-connected")),
    h("p", { class: "caption", "data-caption": true, text: call.said.at(-1) ?? "" }),
    h("div", { class: "call-notes" }, pad(phone), transcript(phone)),
    keypad(phone, KEYS, (key) => pressed(phone, key)),
    h(
      "div",
      { class: "call-actions" },
      soundButton(phone, speaker),
      callButton(phone, "hang-up", "bad", () => hangUp(phone)),
      rateButton(phone, speaker),
    ),
  );
}

function soundButton(phone, speaker) {
  const [word, picture] = speaker.muted ? ["sound-on", "mute"] : ["sound-off", "sound"];
  return iconButton(phone, "sound", phone.words(word), picture, () => toggleSound(phone), {
    class: "icon-button call-side",
  });
}

function rateButton(phone, speaker) {
  const [word, label] = speaker.rate < 1 ? ["rate-normal", "1×"] : ["rate-slow", "½×"];
  const props = { class: "icon-button call-side", "aria-label": phone.words(word) };
  return control(phone, "slower", () => toggleRate(phone), { label, ...props });
}

function over(phone) {
  return h(
    "div",
    { class: "call" },
    ...caller(phone, phone.words("call-over")),
    h("div", { class: "call-notes" }, pad(phone), transcript(phone, true)),
    h(
      "div",
      { class: "call-actions" },
      go(phone, "call-close", () => close(phone), { label: phone.words("done") }),
    ),
  );
}

/** Where the digits are noted while they are told. */
function pad(phone) {
  const { call } = phone.state;
  const note = (event) => ((call.note = event.target.value), phone.changed());
  const field = h("input", {
    class: "call-pad-field",
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: String(PAD),
    "data-1p-ignore": true,
    "data-lpignore": "true",
    "data-bwignore": true,
    "data-form-type": "other",
    placeholder: phone.words("call-pad"),
    "aria-label": phone.words("call-pad"),
    focus: phone.focusName("pad"),
    on: { input: note },
  });
  field.value = call.note ?? "";
  return field;
}

/** Everything that was said, as text: for anyone who did not hear it. */
function transcript(phone, open = false) {
  const { call } = phone.state;
  const toggle = (event) => (call.open = event.target.open);
  return h(
    "details",
    { class: "transcript", open: open || call.open, on: { toggle } },
    h("summary", { text: phone.words("transcript"), focus: phone.focusName("transcript") }),
    h("p", { "data-transcript": true, text: joined(call.said) }),
  );
}

/** Digits in a row belong together. */
function joined(said) {
  return said
    .map((each, place) => (/^\d$/.test(each) && /^\d$/.test(said[place - 1] ?? "") ? " " : "\n") + each)
    .join("")
    .trim();
}

// What happens ---------------------------------------------------------------------------------------------------

/** Nobody may hear it: browsers let sound only after a press. That it rings is on the screen and said besides. */
async function ring(phone) {
  const { call } = phone.state;
  const { ring: tone } = phone.ctx.scenario.clips;
  if (!tone || phone.ctx.voice.muted) return;
  const isRinging = () => phone.state.call === call && call.state === "ringing";
  while (isRinging() && (await speakerOf(phone).play([tone]))) await later(BETWEEN_RINGS);
}

/** @returns {Promise<void>} */
function later(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function answer(phone) {
  const { call } = phone.state;
  await phone.attempt(
    async () => {
      const { code } = await phone.ctx.api.post(`/sandboxes/${phone.sandbox.id}/messages/${call.n}/answer`);
      if (phone.state.call !== call) return;
      Object.assign(call, { state: "talking", code });
      phone.set();
      phone.emit("call-answered");
      phone.say(phone.words("call-connected"));
      void speak(phone, ["greeting", "press-1"]);
    },
    () => end(phone),
  );
}

/** Key 1 says the code, and says it again as often as one likes. Done when the code was heard once. */
function pressed(phone, key) {
  const { call } = phone.state;
  clearTimeout(goodbyes.get(phone));
  if (key !== "1") return void speak(phone, ["other-key", call.spoken ? "again" : "press-1"]);
  if (!call.code) return void speak(phone, ["lapsed"]);
  /** @type {Promise<void>} */
  const once = new Promise((heard) => {
    const told = speak(phone, [...reading(call.code), "again"], () => (spoken(phone, call), heard()));
    told.then((isOver) => (isOver && waitForKey(phone, call), heard()));
  });
  return once;
}

/** Who asks for nothing more is wished goodbye, and the call ends. */
function waitForKey(phone, call) {
  if (phone.ctx.voice.muted) return;
  const leave = async () => {
    if (phone.state.call === call && (await speak(phone, ["goodbye"]))) hangUp(phone);
  };
  clearTimeout(goodbyes.get(phone));
  goodbyes.set(phone, setTimeout(leave, PATIENCE));
}

/** As soon as the code has been said once in full, it can be written down. */
function spoken(phone, call) {
  if (call.spoken) return;
  call.spoken = true;
  phone.emit("code-heard");
  phone.changed();
}

/** @param {() => void} [onLast]  called when the first reading of the digits has begun its last one */
async function speak(phone, ids, onLast) {
  const { call } = phone.state;
  const clips = ids.map((id) => phone.ctx.scenario.clips[id]).filter(Boolean); // all, unless their list is broken
  if (phone.ctx.voice.muted) return sayAtOnce(call, clips, onLast);
  const last = call.code?.length;
  return speakerOf(phone).play(clips, {
    onCaption: ({ index, text: caption, audible }) => {
      if (phone.state.call !== call) return;
      call.said.push(caption);
      show(phone, caption, call.said);
      if (!audible) phone.say(caption);
      if (onLast && index === last) onLast();
    },
  });
}

/** A step that is replayed makes no sound and takes no time. */
function sayAtOnce(call, clips, onLast = () => {}) {
  call.said.push(...clips.map((clip) => clip.text));
  onLast();
  return true;
}

/** A new caption redraws nothing else: the keys stay under the finger. */
function show(phone, caption, said) {
  const line = phone.bezel.querySelector("[data-caption]");
  if (line) line.textContent = caption;
  const all = phone.bezel.querySelector("[data-transcript]");
  if (all) all.textContent = joined(said);
}

/** Nothing more is said, and nothing more is waited for. */
function quiet(phone) {
  speakers.get(phone)?.stop();
  clearTimeout(goodbyes.get(phone));
}

function decline(phone) {
  quiet(phone);
  phone.inbox.find(phone.state.call.n).end = "declined";
  phone.set({ call: null });
  phone.emit("call-declined");
}

function hangUp(phone) {
  const { spoken } = phone.state.call;
  end(phone);
  phone.emit(spoken ? "call-ended" : "call-cut");
}

function end(phone) {
  quiet(phone);
  if (!phone.state.call) return;
  phone.state.call.state = "over";
  phone.set();
  phone.say(phone.words("call-over"));
}

function close(phone) {
  const { call } = phone.state;
  const at = new Date(phone.ctx.clock.now()).toISOString();
  if (call.spoken) phone.state.lastCall = { code: call.code, note: call.note ?? "", at };
  phone.state.call = null;
  phone.set();
}

function toggleSound(phone) {
  const speaker = speakerOf(phone);
  speaker.muted = !speaker.muted;
  phone.draw();
}

function toggleRate(phone) {
  const speaker = speakerOf(phone);
  speaker.rate = speaker.rate < 1 ? 1 : 0.5;
  phone.draw();
}

function speakerOf(phone) {
  if (!speakers.has(phone)) speakers.set(phone, new Speaker());
  return speakers.get(phone);
}

// The list of calls ----------------------------------------------------------------------------------------------

function recent(phone) {
  const all = phone.inbox.items.filter((each) => each.kind === "call").reverse();
  const rows = all.map((each) =>
    h(
      "li",
      {},
      h(
        "span",
        { class: "row" },
        h("span", { class: "row-label", text: phone.words("caller") }),
        h("span", {
          class: "row-value",
          text: [each.end && phone.words(`call-was-${each.end}`), timeOf(Date.parse(each.at))]
            .filter(Boolean)
            .join(" · "),
        }),
      ),
    ),
  );
  const { lastCall } = phone.state;
  return screen(
    phone,
    { title: phone.words("calls") },
    rows.length ? list(null, ...rows) : text(phone.words("no-calls")),
    lastCall && text(phone.words("last-code", { digits: spaced(lastCall.code) })),
    lastCall?.note && text(phone.words("call-noted", { note: lastCall.note })),
  );
}

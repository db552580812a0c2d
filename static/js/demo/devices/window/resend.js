// Exactly two ways to have another code: a text message or a call. The number has to rest in between.

import { h } from "../../dom.js";
import { spellSeconds } from "../../time.js";
import { say } from "../../words.js";
import { LINKS } from "./code.js";
import { note } from "./parts.js";
import { isStable, versionChoice } from "./user.js";

const CHANNELS = ["sms", "voice"];

/** @param {LoginWindow} win */
export function resend(win) {
  const { words, state } = win;
  const confirmed = win.platform.startsWith("tws");
  return [
    h("h3", { class: "resend-title", text: words(LINKS[win.platform] ?? LINKS["client-portal"]) }),
    h("p", { class: "sent-text", text: words("window.resend-text") }),
    h(
      "div",
      { class: "channels", role: "group", "aria-label": words("window.resend-text") },
      ...channels(win).map((channel) => option(win, channel, confirmed)),
    ),
    isStable(win) && note(words("window.no-voice")),
    // What was refused says itself when: there are fewer calls than messages.
    !isRefused(win) && h("p", { class: "resend-wait", "data-resend": true, text: waitText(win) }),
    note(win.told),
    confirmed && win.control("ok", words("window.ok"), () => send(win, state.channel), { class: "window-go" }),
    isStable(win) && versionChoice(win),
    win.control("back", words("window.back"), () => win.open("code"), { class: "window-link" }),
  ];
}

/** @param {LoginWindow} win */
function isRefused({ state }) {
  return Boolean(state.notice?.refusal);
}

export function waitText(win) {
  return say(waiting(win), win.words);
}

/** @returns {Said} */
function waiting(win) {
  const until = win.awaits();
  if (!until) return { key: "window.resend-now" };
  return { key: "window.resend-in", values: { time: spellSeconds((Date.parse(until) - win.ctx.clock.now()) / 1000) } };
}

function channels(win) {
  const { scenario } = win.ctx;
  const without = scenario.platforms.find((each) => each.id === win.platform)?.without ?? [];
  return CHANNELS.filter((each) => !without.includes(each) && scenario.methods.includes(each));
}

/** On TWS an option is chosen and confirmed; elsewhere choosing it is enough. */
function option(win, channel, confirmed) {
  const chosen = confirmed && win.state.channel === channel;
  const run = () => (confirmed ? choose(win, channel) : send(win, channel));
  return win.control(channel, win.words(`window.channel-${channel}`), run, {
    class: "channel",
    "aria-pressed": confirmed ? String(chosen) : null,
  });
}

function choose(win, channel) {
  win.set({ channel, notice: null });
}

/** How long is shown already, and counts down. */
function tellWait(win) {
  win.set({ notice: null });
  win.ctx.voice.say(waitText(win));
}

async function send(win, channel) {
  if (!channel) return win.tell({ key: "window.choose-channel" });
  if (win.awaits()) return tellWait(win);
  const { id } = win.login;
  await win.attempt(async () => {
    const login = await win.ctx.api.post(`/logins/${id}/resend`, { channel });
    win.adopt(login, { notice: { key: channel === "voice" ? "window.voice-wait" : "window.sms-wait" } });
    win.ctx.emit("challenge.issued", { login: login.id });
    win.ctx.emit("message.sent", { login: login.id });
    win.ctx.emit(channel === "voice" ? "window.voice-asked" : "window.sms-asked");
  });
}

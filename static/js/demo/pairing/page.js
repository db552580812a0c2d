// The page that a learner's own phone opens. The code comes behind the # of the address, or is typed.

import { Api } from "../api.js";
import { takesCookies } from "../store.js";
import { button, h, refill } from "../dom.js";
import { addStyles, fetchPayload } from "../payload.js";
import * as store from "../store.js";
import { one } from "../../sure.js";
import { createWords, inLanguage } from "../words.js";
import { canReload, forgetPage, keepPage } from "./again.js";
import { keep, kept, Solo } from "./solo.js";

const TYPED = 8; // letters of the code that is typed
const SCANNED = 28; // and of the one in a scanned address, which may be typed as well
const LOST = new Set(["gone", "unauthorized"]);

const { language, strings } = JSON.parse(one(document, "#pair-data").textContent);
const words = createWords(strings, language);
const api = new Api({
  language,
  onNow: () => {},
  offline: { title: words("offline.title"), detail: words("offline.text") },
});
const [status, place, form, fault, title] = ["status", "device", "form", "fault", "title"].map(found);
const field = one(form, "input", HTMLInputElement);
const heading = title.textContent;
/** @type {Solo | null} */
let solo = null;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(field.value);
});
addEventListener("hashchange", () => begin());
// A phone that slept believes its connections to be open still.
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && solo?.wake());
addEventListener("pageshow", ({ persisted }) => persisted && solo?.wake());
addEventListener("online", () => solo?.wake());
addEventListener("offline", () => solo && connection(false, solo.isKeeping));

store.sweep();
await begin();

/** @param {string} name */
function found(name) {
  return one(document, `[data-pair-${name}]`);
}

async function begin() {
  const code = location.hash.slice(1);
  if (code) {
    history.replaceState(history.state, "", location.pathname); // it is good once, and nobody else's business
    return exchange(code);
  }
  if ("pairTyped" in form.dataset) return submit(field.value); // it was sent before this script had come
  const record = kept();
  return record ? start(record) : ask();
}

function submit(typed) {
  const code = typed.replace(/[^a-z0-9]/gi, "");
  if ([TYPED, SCANNED].includes(code.length)) return exchange(code);
  fault.textContent = words("solo.code-length", { count: TYPED, typed: code.length });
  field.setAttribute("aria-invalid", "true");
  field.focus();
}

async function exchange(code) {
  if (!takesCookies()) return over({ title: words("solo.no-cookies"), detail: words("solo.no-cookies-text") });
  say(words("solo.pairing"));
  try {
    const got = await api.post("/pairings/exchange", { code });
    stop();
    await start(keep(got));
  } catch (problem) {
    if (!problem.body) throw problem;
    const record = problem.reason === "already-used" && kept(); // scanned once more by the phone that used it
    if (record) await start(record);
    else over(problem.body);
  }
}

async function start(record) {
  say(words("solo.pairing"));
  const typed = form.contains(document.activeElement);
  form.hidden = true;
  try {
    const payload = await fetchPayload(record.scenario, language);
    await Promise.all(payload.styles.map(addStyles));
    await show(record, payload, typed);
  } catch (problem) {
    if (LOST.has(problem.reason)) over(problem.body);
    else failed(problem, record);
  }
}

async function show(record, payload, typed) {
  const found = new Solo({
    record,
    payload,
    words: createWords({ ...strings, ...payload.strings }, language),
    onConnection: connection,
    onProblem: refused,
    onOver: over,
  });
  await found.start();
  solo = found;
  refill(place, solo.device.element);
  title.textContent = solo.device.ctx.title;
  document.documentElement.dataset.pair = "ready";
  connection(!solo.isAlone);
  if (!solo.isAlone) void keepPage();
  if (typed) title.focus({ preventScroll: true }); // the form has gone
}

/** Said once, not with every answer of the site. */
function connection(connected, kept = false) {
  const now = kept ? "kept" : connected ? "connected" : "offline";
  if (!solo || status.dataset.connected === now) return;
  status.dataset.connected = now;
  refill(
    status,
    h("p", { class: "pair-line", text: words(`solo.${now}`) }),
    !canReload && h("p", { class: "pair-line pair-keep", text: words("solo.keep-open") }),
    kept && button(words("offline.again"), () => solo?.again(), { focus: "pair.again" }),
  );
}

/** Something on the phone was refused; the device itself goes on. */
function refused(problem) {
  const { title: called, detail, advice } = inLanguage(problem, words);
  const close = () => (delete status.dataset.connected, connection(true), solo?.device.focus({ preventScroll: true }));
  delete status.dataset.connected;
  refill(status, trouble(called, advice ?? detail), button(words("solo.dismiss"), close, { focus: "pair.dismiss" }));
}

/** It cannot be fetched just now. */
function failed(problem, record) {
  if (!problem.body) console.error(problem);
  const { title: called, detail } = problem.body ?? api.offline;
  refill(
    status,
    trouble(called, detail),
    button(words("solo.again"), () => start(record), { focus: "pair.again" }),
  );
}

/** This phone is the device no longer, or never was. */
function over(problem) {
  stop();
  delete status.dataset.connected;
  title.textContent = heading;
  refill(place);
  refill(status, trouble(problem.title, problem.detail));
  field.value = "";
  ask();
  void forgetPage();
}

function stop() {
  solo?.stop();
  solo = null;
}

function ask() {
  form.hidden = false;
  document.documentElement.dataset.pair = "asks";
}

function trouble(called, text) {
  return h("div", { class: "pair-trouble" }, h("p", { class: "pair-trouble-title", text: called }), h("p", { text }));
}

function say(text) {
  delete status.dataset.connected;
  refill(status, h("p", { class: "pair-line", text }));
}

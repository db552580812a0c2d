// The app where one trades: its login, which another device or a message has to confirm.

import { h } from "../../dom.js";
import { spellSeconds } from "../../time.js";
import { beginEnrolment } from "./entry.js";
import { servicesButton } from "./menus.js";
import {
  control,
  drawn,
  ending,
  field,
  figures,
  form,
  go,
  keptText,
  list,
  notice,
  row,
  screen,
  spaced,
  text,
} from "./parts.js";
import { freshEnrol, freshLogin } from "./state.js";

const CODE_DIGITS = 6;
const RESPONSE_DIGITS = 8;
const SEVERAL = new Set(["sms", "voice"]);
const OVER = new Set(["superseded", "already-used", "too-many-attempts", "expired", "locked"]);
const ASKS_AGAIN = 2000; // ms of real time between two looks at a login that waits for another device

const looked = new WeakMap();

export const trading = {
  screens: {
    "app.login": login,
    "app.second-factor": secondFactor,
    "app.challenge": challenge,
    "app.code": code,
    "app.request-code": requestCode,
    "app.waiting": waiting,
    "app.login-over": over,
    "app.signed-in": signedIn,
  },
  confirmed: { "sign-in": (phone) => enter(phone) },
  shows: (phone) => ({ challenge: phone.screenId === "app.challenge" ? phone.state.login.login?.challenge : null }),
  alive,
  tick,
  heard,
};

function titled(phone) {
  return { title: phone.words("app-name"), look: "exemplar" };
}

/** Who logs in is chosen by button; the password is filled in, and nobody types one. */
export function personaChoice(phone) {
  const { words, scenario } = phone.ctx;
  const chosen = phone.state.login.persona;
  const persona = scenario.personas.find((each) => each.id === chosen);
  return [
    h(
      "div",
      { class: "phone-personas", role: "group", "aria-label": words("window.personas") },
      h("p", { class: "app-hint", text: words("window.personas") }),
      ...scenario.personas.map((each) => chip(phone, each, each.id === chosen)),
    ),
    drawn(words("window.user-name"), persona?.user ?? words("window.nobody")),
    drawn(words("window.password"), persona ? "••••••••••" : "", persona && words("window.password-filled")),
  ];
}

function chip(phone, persona, chosen) {
  const props = { label: persona.name, class: "chip", "aria-pressed": String(chosen) };
  return control(phone, `persona.${persona.id}`, () => choose(phone, persona), props);
}

/** Another training user is another world: the phone begins again in it, at a screen that asks who one is. */
async function choose(phone, persona) {
  if (phone.isBusy) return;
  const { at, stacks, installed, enrol } = structuredClone(phone.state);
  if (!(await phone.ctx.become(persona))) return phone.ctx.later(() => choose(phone, persona));
  const isAsked = phone.controls.has(`persona.${persona.id}`);
  if (!isAsked) Object.assign(phone.state, { at, stacks, installed, enrol: freshEnrol(enrol.kind) });
  phone.state.login = freshLogin(persona.id);
  phone.set();
  phone.say(phone.ctx.words("window.chosen", { user: persona.user }));
  phone.emit("persona-chosen");
}

/** @returns {boolean} whether somebody is chosen; if not, that is said */
export function personaChosen(phone) {
  if (phone.state.login.persona) return true;
  phone.state.login.notice = { key: "window.choose-first" };
  phone.set();
  phone.say(keptText(phone, phone.state.login.notice));
  return false;
}

function login(phone) {
  const { state } = phone;
  return screen(
    phone,
    { ...titled(phone), left: servicesButton(phone) },
    ...personaChoice(phone),
    notice(keptText(phone, state.login.notice)),
    go(phone, "log-in", () => logIn(phone)),
  );
}

/** A phone with IB Key needs nobody else to confirm; any other one has to ask. */
async function logIn(phone) {
  if (!personaChosen(phone)) return;
  if (phone.state.key === "active") return phone.confirm("sign-in");
  await phone.attempt(async () => {
    await phone.ctx.session();
    const method = methods(phone)[0];
    phone.emit("credentials-given");
    if (SEVERAL.has(method)) return askCode(phone, method);
    if (method === "notification") return askNotification(phone);
    phone.go("app.second-factor");
  }, refusal(phone));
}

function methods(phone) {
  const { methods: all, method } = phone.ctx.scenario;
  return all?.length ? all : [method];
}

function post(phone, method) {
  const body = { method, platform: phone.ctx.platform() };
  return phone.ctx.api.post(`/sandboxes/${phone.sandbox.id}/logins`, body);
}

// Two-Factor Authentication: challenge and response ---------------------------------------------------------------

function secondFactor(phone) {
  return screen(
    phone,
    titled(phone),
    text(phone.words("second-factor-text"), "lead"),
    list(
      null,
      row(phone, "two-factor", () => askChallenge(phone), { label: phone.label("two-factor"), picture: "lock" }),
      row(phone, "migrate-key", () => beginEnrolment(phone, "migration", "app.migrate"), { picture: "key" }),
    ),
  );
}

async function askChallenge(phone) {
  phone.emit("second-factor-asked");
  await phone.attempt(
    async () => showChallenge(phone, phone.ctx.waitingLogin() ?? (await post(phone, "phone"))),
    refusal(phone),
  );
}

function showChallenge(phone, given) {
  Object.assign(phone.state.login, { login: given, typed: "", notice: null, channel: "phone" });
  phone.go("app.challenge");
  phone.say(phone.ctx.words("window.says-challenge", { digits: spaced(given.challenge) }));
  phone.emit("challenge-shown");
  phone.ctx.emit("challenge.issued", { login: given.id });
}

function challenge(phone) {
  const { login: state } = phone.state;
  return screen(
    phone,
    titled(phone),
    figures(phone.words("challenge"), state.login.challenge),
    countdown(phone),
    notice(keptText(phone, state.notice)),
    form(
      phone,
      "send",
      answerField(phone, "response-code", phone.words("enter-response"), RESPONSE_DIGITS, "response", "answer-typed"),
    ),
    go(phone, "send", () => answer(phone, "response-code", RESPONSE_DIGITS), { label: phone.label("send") }),
  );
}

function answerField(phone, name, label, room, carries, event) {
  const { login: state } = phone.state;
  const input = (typed) => {
    const before = state.typed.length;
    state.typed = typed;
    if (typed.length === room && before !== room) phone.emit(event);
  };
  return field(phone, { name, label, value: state.typed, room, carries, input });
}

async function answer(phone, name, room) {
  const { login: state } = phone.state;
  const fault = phone.lengthFault(state.typed, room);
  if (fault) return phone.fault(name, fault);
  await phone.attempt(async () => {
    await phone.ctx.api.post(`/logins/${state.login.id}/response`, { response: state.typed });
    accepted(phone);
  }, refusal(phone));
}

function accepted(phone) {
  const { id } = phone.state.login.login;
  enter(phone, "app.signed-in");
  phone.ctx.emit("response.accepted", { login: id });
}

function enter(phone, id = "app.home") {
  phone.state.login = freshLogin(phone.state.login.persona);
  phone.state.signedIn = true;
  phone.root(id);
  phone.emit("signed-in");
}

function signedIn(phone) {
  return screen(
    phone,
    { ...titled(phone), left: h("span") },
    ending(true, phone.ctx.words("window.logged-in"), phone.words("signed-in-text")),
    go(phone, "done", () => phone.root("app.home")),
  );
}

// A code by message or by call ------------------------------------------------------------------------------------

async function askCode(phone, method) {
  const given = phone.ctx.waitingLogin() ?? (await post(phone, method));
  Object.assign(phone.state.login, { login: given, typed: "", notice: null, channel: method });
  phone.go("app.code");
  phone.emit("code-sent");
  void phone.inbox.pull();
}

function code(phone) {
  const { login: state } = phone.state;
  const { sent } = state.login;
  return screen(
    phone,
    titled(phone),
    sent && text(phone.words("code-sent", { to: sent.to, n: sent.n, of: sent.of })),
    notice(keptText(phone, state.notice)),
    form(
      phone,
      "log-in",
      answerField(phone, "security-code", phone.ctx.words("window.security-code"), CODE_DIGITS, "code", "code-typed"),
    ),
    countdown(phone),
    go(phone, "log-in", () => answer(phone, "security-code", CODE_DIGITS)),
    control(phone, "new-code", () => phone.go("app.request-code"), { label: phone.label("new-code"), class: "plain" }),
  );
}

/** Exactly two ways to have the code. */
function requestCode(phone) {
  const waits = h("p", { class: "app-hint", "data-resend": true });
  return screen(
    phone,
    { ...titled(phone), title: phone.label("new-code") },
    list(
      null,
      row(phone, "sms", () => resend(phone, "sms"), { picture: "message" }),
      row(phone, "voice", () => resend(phone, "voice"), { picture: "phone" }),
    ),
    waits,
  );
}

async function resend(phone, channel) {
  const { login: state } = phone.state;
  await phone.attempt(async () => {
    const given = await phone.ctx.api.post(`/logins/${state.login.id}/resend`, { channel });
    Object.assign(state, { login: given, typed: "", notice: null, channel });
    phone.back();
    phone.say(phone.words(channel === "voice" ? "voice-wait" : "sms-wait"));
    state.notice = { key: channel === "voice" ? "phone.voice-wait" : "phone.sms-wait" };
    phone.set();
    phone.emit(channel === "voice" ? "voice-asked" : "code-sent");
    void phone.inbox.pull();
  }, refusal(phone));
}

// A notification on the phone that has IB Key ----------------------------------------------------------------------

async function askNotification(phone) {
  const given = phone.ctx.waitingLogin() ?? (await post(phone, "notification"));
  Object.assign(phone.state.login, { login: given, typed: "", notice: null, channel: "notification" });
  phone.go("app.waiting");
  void phone.inbox.pull();
}

function waiting(phone) {
  const { login: given } = phone.state.login;
  return screen(
    phone,
    titled(phone),
    text(phone.words("waiting-text"), "lead"),
    given.number && figures(phone.words("waiting-number"), given.number),
    countdown(phone),
    control(phone, "no-notification", () => fallBack(phone), { class: "plain" }),
  );
}

async function fallBack(phone) {
  const { login: given } = phone.state.login;
  const ask = () => phone.ctx.api.post(`/logins/${given.id}/fallback`, { method: "phone" });
  await phone.attempt(async () => showChallenge(phone, await ask()), refusal(phone));
}

// How it ends ------------------------------------------------------------------------------------------------------

/** What a refusal does to the screen; the guide explains it. */
function refusal(phone) {
  return (problem) => {
    const { reason, attempts_left: left } = problem;
    const { login: state } = phone.state;
    state.notice = left > 0 ? { key: "window.wrong", values: { count: left } } : { refusal: problem };
    state.typed = "";
    if (OVER.has(reason) || left === 0) return endLogin(phone, reason);
    phone.set();
    if (reason === "wrong-response") phone.ctx.emit("response.rejected", { login: state.login.id });
  };
}

function endLogin(phone, reason) {
  const login = phone.state.login.login?.id;
  phone.root("app.login-over");
  phone.ctx.emit({ expired: "challenge.expired", locked: "login.locked" }[reason] ?? "login.refused", { login });
}

function over(phone) {
  const again = () => {
    phone.state.login = freshLogin(phone.state.login.persona);
    phone.root("app.login");
    phone.ctx.emit("window.started-over");
  };
  return screen(
    phone,
    titled(phone),
    ending(false, phone.ctx.words("window.ended"), keptText(phone, phone.state.login.notice)),
    go(phone, "start-over", again, { label: phone.ctx.words("window.start-over") }),
  );
}

const COUNTED = new Set(["app.challenge", "app.code", "app.waiting", "app.request-code"]);

function countdown(phone) {
  return h("p", { class: "app-countdown", "data-left": true, text: leftText(phone) });
}

function secondsLeft(phone) {
  const until = phone.state.login.login?.expires_at;
  return until ? (Date.parse(until) - phone.ctx.clock.now()) / 1000 : Infinity;
}

function leftText(phone) {
  const left = secondsLeft(phone);
  return Number.isFinite(left) ? phone.ctx.words("window.valid-for", { time: spellSeconds(left) }) : "";
}

function tick(phone) {
  if (!COUNTED.has(phone.state.stacks.app?.at(-1)) || !phone.state.login.login) return;
  if (secondsLeft(phone) <= 0) return expire(phone);
  const line = phone.bezel.querySelector("[data-left]");
  if (line) line.textContent = leftText(phone);
  tellResend(phone);
  if (phone.state.login.channel === "notification") look(phone);
}

function tellResend(phone) {
  const line = phone.bezel.querySelector("[data-resend]");
  const until = phone.state.login.login.resend_at;
  if (!line || !until) return;
  const left = (Date.parse(until) - phone.ctx.clock.now()) / 1000;
  line.textContent = left > 0 ? phone.words("resend-in", { time: spellSeconds(left) }) : phone.words("resend-now");
}

function expire(phone) {
  phone.state.login.notice = { key: "window.expired" };
  phone.state.stacks.app = ["app.login-over"];
  phone.set();
  phone.say(phone.ctx.words("window.expired"));
  phone.ctx.emit("challenge.expired", { login: phone.state.login.login?.id });
}

/** Whether the other phone has decided, for when its event does not reach this page. */
async function look(phone) {
  if (!phone.connected || Date.now() - (looked.get(phone) ?? 0) < ASKS_AGAIN) return;
  looked.set(phone, Date.now());
  const { login: given } = phone.state.login;
  const { state } = await phone.ctx.api.get(`/logins/${given.id}`).catch((problem) => {
    if (!problem.body) throw problem;
    return {};
  });
  if (phone.state.login.login === given) decided(phone, state);
}

function decided(phone, state) {
  if (state === "accepted") return accepted(phone);
  if (state === "denied")
    return ((phone.state.login.notice = { key: "phone.request-denied" }), endLogin(phone, "denied"));
}

function heard(phone, type, data) {
  const { login: state } = phone.state;
  if (state.channel !== "notification" || !state.login || (data.login && data.login !== state.login.id)) return;
  if (type === "push.approved") decided(phone, "accepted");
  if (type === "push.denied") decided(phone, "denied");
}

/** A login that has run out since it was kept cannot be shown again. */
function alive(phone) {
  const fine = !phone.state.login.login || secondsLeft(phone) > 0;
  if (!fine) {
    phone.state.login = freshLogin(phone.state.login.persona);
    if (phone.state.stacks.app) phone.state.stacks.app = ["app.login"];
  }
  return fine;
}

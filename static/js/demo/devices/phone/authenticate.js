// Challenge → Generate Response → security element → Response String, computed on the phone with no network at all.

import { h } from "../../dom.js";
import * as keyring from "./keyring.js";
import { field, figures, form, go, notice, screen, spaced, text } from "./parts.js";
import { PIN_LEAST, PIN_MOST, pinFault } from "./security.js";
import { freshAuth } from "./state.js";

const CHALLENGE_DIGITS = 6;
const ON_THE_WAY = new Set(["app.authenticate", "app.response", "app.services", "app.more"]);

export const authenticate = {
  screens: { "app.authenticate": ask, "app.response": response },
  confirmed: { response: compute },
  shows: (phone) => ({ response: phone.screenId === "app.response" ? phone.state.auth.response : null }),
};

/** Come to the screen with empty fields. */
export function openAuthenticate(phone) {
  phone.state.auth = freshAuth();
  phone.emit("authenticate");
  phone.go("app.authenticate");
}

function ask(phone) {
  const { auth, key } = phone.state;
  const typed = (challenge) => {
    const before = auth.challenge.length;
    auth.challenge = challenge;
    if (challenge.length === CHALLENGE_DIGITS && before !== CHALLENGE_DIGITS) phone.emit("challenge-typed");
  };
  const generate = phone.isSingleApp ? "generate" : "generate-response";
  return screen(
    phone,
    { title: phone.words(phone.isSingleApp ? "authentication" : "authenticate"), look: "exemplar" },
    key === "revoked" && notice(phone.words("revoked-note")),
    text(phone.words(phone.hasPin ? "authenticate-text-pin" : "authenticate-text")),
    form(
      phone,
      generate,
      phone.hasPin &&
        field(phone, {
          name: "pin",
          label: phone.words("app-pin"),
          value: auth.pin,
          room: PIN_MOST,
          secret: true,
          input: (pin) => (auth.pin = pin),
        }),
      field(phone, {
        name: "challenge",
        label: phone.words("challenge"),
        value: auth.challenge,
        room: CHALLENGE_DIGITS,
        carries: "challenge",
        input: typed,
      }),
    ),
    go(phone, generate, () => submit(phone)),
  );
}

/** A PIN that is on the screen already is not asked for again. */
function submit(phone) {
  const { auth } = phone.state;
  const fault = phone.lengthFault(auth.challenge, CHALLENGE_DIGITS);
  if (fault) return phone.fault("challenge", fault);
  phone.emit("generate");
  if (!phone.hasPin || auth.pin.length < PIN_LEAST) return phone.confirm("response");
  const wrong = pinFault(phone, auth.pin);
  auth.pin = "";
  if (phone.state.key === "locked") return phone.root("app.locked");
  return wrong ? phone.fault("pin", wrong) : compute(phone);
}

/** Where the phone is the first thing that is touched, it has no key yet. */
function compute(phone) {
  return phone.sandbox ? show(phone) : phone.attempt(async () => (await phone.ctx.session(), show(phone)));
}

function show(phone) {
  const { auth } = phone.state;
  if (!keyring.held(phone)) return;
  auth.response = keyring.responseTo(phone, auth.challenge);
  auth.pin = "";
  phone.go("app.response");
  phone.say(phone.words("response-is", { digits: spaced(auth.response) }));
  phone.emit("response-shown");
}

function response(phone) {
  return screen(
    phone,
    { title: phone.words("response-string"), look: "exemplar" },
    h(
      "div",
      { class: "answer-card" },
      h(
        "p",
        { class: "answer-for" },
        h("span", { text: phone.words("challenge") }),
        h("span", { text: spaced(phone.state.auth.challenge) }),
      ),
      figures(phone.words("response-string"), phone.state.auth.response),
    ),
    text(phone.words("response-text")),
    go(phone, "done", () => leave(phone)),
  );
}

function leave(phone) {
  phone.state.auth = freshAuth();
  const { stacks } = phone.state;
  stacks.app = stacks.app.filter((id) => !ON_THE_WAY.has(id));
  phone.open("app");
  phone.emit("response-left");
}

/* Passkeys: what the server asks is handed to the browser, and the browser's answer to the server, which does the checking. */

import { one } from "../sure.js";

const canHold = typeof globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON === "function";

/* A refusal whose sentence the server wrote. */
class Refusal extends Error {}

const csrf = () => one(document, "[name=csrfmiddlewaretoken]", HTMLInputElement);

async function post(url, body) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf().value },
    body: JSON.stringify(body),
  });
  if (response.redirected) {
    location.reload(); // the session has ended: the way in begins again
    return new Promise(() => {});
  }
  const said = await response.json();
  if (response.ok) return said;
  if (said.code === "proof") {
    location.assign(said.way); // the person is asked who they are, and comes back
    return new Promise(() => {});
  }
  throw said.code === "locked" ? new Refusal(said.detail) : new Error(said.code);
}

/* Gives the page that comes next. */
async function hold({ ask, answer }, name) {
  const options = await post(ask, {});
  const credential = await (options.user
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }));
  const answered = /** @type {PublicKeyCredential} */ (credential).toJSON();
  return (await post(answer, { ...answered, name })).redirect_url;
}

function sentence(error, words) {
  if (error instanceof Refusal) return error.message;
  return { NotAllowedError: words.cancelled, InvalidStateError: words.known }[error.name] ?? words.failed;
}

function wire(place) {
  const [button, note, name] = ["button", "[role=alert]", "input"].map((part) => place.querySelector(part));
  place.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = note.hidden = true;
    try {
      location.assign(await hold(place.dataset, name?.value));
    } catch (error) {
      note.textContent = sentence(error, place.dataset);
      note.hidden = button.disabled = false;
      button.focus();
    }
  });
}

if (canHold) document.querySelectorAll(".passkey").forEach(wire);

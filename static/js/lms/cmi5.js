// The page that a cmi5 course opens: it takes the course's key, begins the practice as a participant's place, and tells the
// course's record store what became of it. What does not arrive is kept in this tab and sent again.

import { api, language, payload, place, words } from "../class/common.js";
import { statement } from "./statements.js";

const VERSION = "1.0.3";
const AGAIN = 5_000; // ms until what did not arrive is sent again
const { practice, pages } = payload.cmi5;
const asked = new URLSearchParams(location.search);
const begun = Date.now();

/** What this tab keeps of the launch: the key is given out once, and the page may be loaded again. @type {any} */
let kept = null;
/** @type {any} */
let launch = null;
let sending = Promise.resolve();

await begin();

async function begin() {
  const needed = ["endpoint", "fetch", "actor", "registration", "activityId"].map(wish);
  const [, fetched, person, registration, activityId] = needed;
  if (!needed.every(Boolean)) return stop("cmi5.not-launched");
  const name = `cmi5-${registration}-${fetched}`;
  kept = read(name) ?? { name, queue: [], said: {} };
  try {
    kept.key ??= await fetchKey();
    keep();
    const actor = JSON.parse(person);
    launch = { actor, registration, activityId, data: {} };
    launch.data = (await ask("GET", "activities/state", { stateId: "LMS.LaunchData", activityId, registration })) ?? {};
    const likes = await ask("GET", "agents/profile", { profileId: "cmi5LearnerPreferences" });
    if (goesElsewhere(likes)) return;
    await say("initialized");
    kept.participant ??= (await api.post("/attempts", { scenarios: [practice], language, keep: "cookie" })).id;
    keep();
  } catch (problem) {
    console.warn(problem);
    return problem.body ? tell(`${problem.body.title}. ${problem.body.detail}`) : stop("cmi5.refused");
  }
  payload.participant = kept.participant;
  document.addEventListener("class:alone", heard);
  addEventListener("pagehide", leave);
  setInterval(flush, AGAIN);
  await import("../class/seat.js");
}

/** What the course has put into the address; empty where it has not. @param {string} name */
function wish(name) {
  return asked.get(name) ?? "";
}

function stop(name) {
  tell(words(name));
}

function tell(text) {
  place("state").textContent = text;
}

/** The page in the language that the learner prefers, if it is one of ours. */
function goesElsewhere(likes) {
  const wanted = String(likes?.languagePreference ?? "")
    .split(",")
    .map((each) => each.trim().slice(0, 2).toLowerCase())
    .find((each) => each in pages);
  if (!wanted || wanted === language || kept.participant) return false;
  location.replace(pages[wanted] + location.search);
  return true;
}

// What the practice says ---------------------------------------------------------------------------------------------

/** @param {any} event  how far the participant is */
function heard({ detail }) {
  if (detail.finished.length < detail.chosen.length || isOnlyLooking()) return;
  void say("completed").then(() => say("passed", 1));
}

/** The course may open a practice only to be looked at (cmi5, section 10.2.2). */
function isOnlyLooking() {
  return (launch.data.launchMode ?? "Normal") !== "Normal";
}

/** Each is said once in a session, in turn; `terminated` is the last. */
async function say(verb, scaled) {
  if (kept.said[verb] || kept.said.terminated) return;
  kept.said[verb] = true;
  kept.queue.push(statement(verb, launch, Date.now() - begun, scaled));
  keep();
  await flush();
}

function leave() {
  if (!kept.said.initialized || kept.said.terminated) return;
  kept.queue.push(statement("terminated", launch, Date.now() - begun));
  kept.said.terminated = true;
  keep();
  // What waits goes along, for there may be no later. A browser sends it even while the page goes.
  void post(kept.queue, true).catch(() => {});
}

function flush() {
  sending = sending.then(send, send);
  return sending;
}

async function send() {
  while (kept.queue.length && !kept.said.terminated) {
    try {
      await post([kept.queue[0]]);
    } catch (problem) {
      console.warn(problem);
      return tellWhether(false);
    }
    kept.queue.shift();
    keep();
  }
  tellWhether(true);
}

function tellWhether(isSent) {
  document.dispatchEvent(new CustomEvent("class:told", { detail: isSent ? "sent" : "unsent" }));
}

/** A browser may refuse to keep anything: then it holds for as long as the page is open. */
function keep() {
  try {
    sessionStorage.setItem(kept.name, JSON.stringify(kept));
  } catch (problem) {
    console.warn(problem);
  }
}

function read(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "null");
  } catch {
    return null; // no storage, or not ours
  }
}

// The course's side --------------------------------------------------------------------------------------------------

/** The key to the record store, which the course gives out once (cmi5, section 8.2). */
async function fetchKey() {
  const answer = await fetch(wish("fetch"), { method: "POST", credentials: "omit" });
  const { "auth-token": key } = await answer.json();
  if (!answer.ok || !key) throw new Error(`no key: ${answer.status}`);
  return key;
}

async function post(statements, isLast = false) {
  const answer = await fetch(address("statements"), {
    method: "POST",
    headers: { ...headers(), "Content-Type": "application/json" },
    body: JSON.stringify(statements),
    credentials: "omit",
    keepalive: isLast,
  });
  if (!answer.ok && answer.status !== 409) throw new Error(`statements: ${answer.status}`); // 409: it has them already
}

/** A document of the record store; null if there is none. */
async function ask(method, path, query) {
  const agent = JSON.stringify(launch.actor);
  const answer = await fetch(`${address(path)}?${new URLSearchParams({ ...query, agent })}`, {
    method,
    headers: headers(),
    credentials: "omit",
  });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

function headers() {
  return { Authorization: `Basic ${kept.key}`, "X-Experience-API-Version": VERSION };
}

function address(path) {
  return wish("endpoint").replace(/\/*$/, "/") + path;
}

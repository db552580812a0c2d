// What moves with the clock in a login window: how long the login is good, when another code can be had, when a lock ends.

import { spellSeconds } from "../../time.js";
import { waitText } from "./resend.js";

const SHORT_OF_TIME = 30; // seconds left from which the countdown warns, and is said once

/** Bring the times up to date. @param {CodeScreen} win @param {boolean} warned @returns {boolean} whether the end is near */
export function tick(win, warned) {
  const until = win.body.querySelector("[data-until]");
  if (until) countToOpening(win, until);
  const wait = win.body.querySelector("[data-resend]");
  if (wait) wait.textContent = waitText(win);
  const box = win.body.querySelector("[data-countdown]");
  return box ? countDown(win, box, warned) : warned;
}

function countDown(win, box, warned) {
  const { ctx, left, words } = win;
  const { login } = win.state;
  const whole = (Date.parse(login.expires_at) - Date.parse(login.issued_at)) / 1000;
  const short = left <= SHORT_OF_TIME;
  box.classList.toggle("short", short);
  box.classList.toggle("still", ctx.clock.rate === 0);
  box.querySelector("i").style.width = `${Math.min(100, (100 * left) / whole)}%`;
  box.querySelector(".countdown-text").textContent = words("window.valid-for", { time: spellSeconds(left) });
  if (short && !warned) ctx.voice.say(words("window.short", { count: SHORT_OF_TIME }));
  return short;
}

function countToOpening(win, element) {
  const left = (Date.parse(element.dataset.until) - win.ctx.clock.now()) / 1000;
  element.textContent = win.words(left > 0 ? "window.opens-in" : "window.open-again", { time: spellSeconds(left) });
}

// The wall: how many have joined, looked at again every two seconds.

import { one } from "../sure.js";

const EVERY = 2_000; // ms
const count = one(document, "[data-wall-count]");

setInterval(look, EVERY);

function look() {
  const asked = new XMLHttpRequest(); // which reads a page by itself: no string is made into one here
  asked.responseType = "document";
  asked.addEventListener("load", () => {
    const text = asked.responseXML?.querySelector("[data-wall-count]")?.textContent ?? "";
    if (text && text !== count.textContent) count.textContent = text;
  });
  asked.open("GET", location.href);
  asked.setRequestHeader("Cache-Control", "no-cache");
  asked.send();
}

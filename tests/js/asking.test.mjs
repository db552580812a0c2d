import assert from "node:assert/strict";
import { test } from "node:test";

import { Api } from "../../static/js/demo/api.js";
import { Inbox } from "../../static/js/demo/devices/phone/inbox.js";

const refusal = { reason: "wrong-response", title: "No", status: 422 };
const answering = (ok, body) => async () => ({ ok, status: ok ? 200 : 422, json: async () => body });
const apiThat = (onRefused) => new Api({ language: "en", onNow: () => {}, offline: { title: "No line" }, onRefused });

function held() {
  let go;
  const promise = new Promise((resolve) => (go = resolve));
  return { promise, go };
}

test("a refusal is told once what led to it has been heard", async (t) => {
  t.mock.method(globalThis, "fetch", answering(false, refusal));
  const said = [];
  const { promise, go } = held();
  const asked = apiThat(() => promise.then(() => said.push("heard"))).post("/logins/1/response");
  const told = asked.catch(({ reason }) => said.push(reason));
  setTimeout(go, 5);
  await told;
  assert.deepEqual(said, ["heard", "wrong-response"]);
});

test("what cannot be heard changes no refusal", async (t) => {
  t.mock.method(globalThis, "fetch", answering(false, refusal));
  const deaf = apiThat(() => Promise.reject(new Error("no line")));
  await assert.rejects(deaf.post("/logins/1/response"), { reason: "wrong-response" });
});

test("the log itself is asked for without hearing it first", async (t) => {
  t.mock.method(globalThis, "fetch", answering(false, refusal));
  const api = apiThat(() => assert.fail("asked again"));
  await assert.rejects(api.get("/sandboxes/1/events"), { reason: "wrong-response" });
});

/** A phone of which only the messages matter; SITE answers when it is asked for them. */
function phoneAsking(site) {
  const phone = {
    sandbox: { id: "s" },
    connected: true,
    id: "phone",
    state: { inbox: { after: 0, items: [], nextAt: null } },
  };
  return Object.assign(phone, { changed: () => {}, ctx: { api: { get: site } } });
}

test("who asks for messages during a look is answered by a later one", async () => {
  const first = held();
  let looks = 0;
  const site = async () => {
    looks += 1;
    if (looks === 1) await first.promise;
    return { messages: [], next_at: looks === 1 ? null : "2026-01-01T00:00:30Z" };
  };
  const phone = phoneAsking(site);
  const inbox = new Inbox(phone);
  void inbox.pull();
  const later = Promise.all([inbox.pull(), inbox.pull()]);
  first.go();
  await later;
  assert.equal(phone.state.inbox.nextAt, "2026-01-01T00:00:30Z");
  assert.equal(looks, 2);
});

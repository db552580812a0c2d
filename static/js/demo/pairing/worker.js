// Keeps the page of one's own phone, so that it can be loaded again without a connection. It is served beside that page and
// has to do with no other.
//
// Kept are the page, its scripts and sheets, and the texts of its practice: all of it public. What passes over the API is
// never kept; the device's keys stay where the browser keeps them.

const PATIENCE = 4000; // ms for a line that seems to be there and brings nothing

const worker = /** @type {any} */ (self);
const MINE = `own-phone ${new URL(worker.registration.scope).pathname} `; // the page in each language has caches of its own

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("message", (event) => event.waitUntil(keep(event.data.keep)));
worker.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  const isPublic = method === "GET" && origin === worker.location.origin && !pathname.startsWith("/api/");
  if (isPublic) event.respondWith(answer(event.request));
});

/**
 * Keep what a page is made of in the place of what was kept before: all of it, or nothing. After an upgrade of the site
 * no page then meets the scripts of another one.
 *
 * @param {string[]} addresses
 */
async function keep(addresses) {
  const before = await mine();
  const name = MINE + Date.now();
  await (await caches.open(name)).addAll(addresses);
  await Promise.all(before.filter((each) => each !== name).map((each) => caches.delete(each)));
}

/** What the site has now; what was kept where the site cannot be reached. @param {Request} request */
async function answer(request) {
  const kept = await find(request.url);
  if (!kept) return fetch(request);
  const fresh = fetch(request).then(
    (given) => (given.status < 500 ? given : kept),
    () => kept,
  );
  return Promise.race([fresh, after(PATIENCE).then(() => kept)]);
}

async function find(url) {
  for (const name of await mine()) {
    const kept = await (await caches.open(name)).match(url, { ignoreVary: true });
    if (kept) return kept;
  }
  return null;
}

async function mine() {
  return (await caches.keys()).filter((name) => name.startsWith(MINE));
}

/** @param {number} ms */
function after(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

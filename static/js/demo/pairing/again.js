// Whether this page can be loaded again without a connection: a worker of its own keeps it, where the browser lets one.

const WORKER = "worker.js"; // beside the page, which is all that it may have to do with
const PAYLOAD = /\/data\.json$/;

// The one address that a page of this site may load as a worker (kb/project/headers.py).
const addresses = globalThis.trustedTypes?.createPolicy("own-worker", {
  createScriptURL: (address) => (address === WORKER ? address : null),
});

/** A page that did not come over https, and not from this very machine, can have no worker. */
export const canReload = "serviceWorker" in navigator;

/** Keep the page as it is now. It works on without, so what goes wrong is only noted. */
export async function keepPage() {
  if (!canReload) return;
  try {
    await navigator.serviceWorker.register(/** @type {any} */ (addresses?.createScriptURL(WORKER) ?? WORKER));
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage({ keep: madeOf() });
  } catch (problem) {
    console.warn(problem);
  }
}

/** This is no device's page anymore. */
export async function forgetPage() {
  if (!canReload) return;
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration) return;
  await registration.unregister();
  const own = ` ${new URL(registration.scope).pathname} `;
  for (const name of await caches.keys()) if (name.includes(own)) await caches.delete(name);
}

/** The addresses of the page and of all that it has fetched to be what it is. @returns {string[]} */
function madeOf() {
  const fetched = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
  const own = fetched.filter(({ origin, pathname }) => origin === location.origin && isPart(pathname));
  return [...new Set([location.pathname, ...own.map(({ pathname }) => pathname)])];
}

function isPart(pathname) {
  return PAYLOAD.test(pathname) || !/^\/(api\/|[a-z-]+\/practice\/)/.test(pathname);
}

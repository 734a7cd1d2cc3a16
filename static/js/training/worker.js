/**
 * Lets one page open without a signal: the page as it was last, its scripts, styles and pictures. Nothing else passes through here.
 *
 * A classic script, served for one link alone: its own address says which page that is, and the version of the files (`v`). The
 * page is asked for afresh whenever there is a network; what is kept is forgotten as soon as the server says that it is not to be
 * seen. The scope may be wider than the page: whoever opens its front without a signal is led to the page.
 */

/** @type {any} */
const worker = self;
const VERSION = new URL(worker.location.href).searchParams.get("v") ?? "";
const PAGE = new URL(worker.location.href).pathname.replace(/\/worker\.js$/u, "");
const FRONT = new URL(worker.registration.scope).pathname.replace(/\/$/u, "");
const PREFIX = `training ${PAGE} `;
const CACHE = PREFIX + VERSION;
const PATIENCE_MS = 3500; // a gym's network that answers nothing is no network

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("message", (/** @type {any} */ event) => event.waitUntil(keep(event)));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (request.mode === "navigate") {
    if (pathname === PAGE) event.respondWith(page(request));
    else if (pathname === FRONT) event.respondWith(fetch(request).catch(toThePage));
    // A picture of the trainer's lies where their clips lie.
  } else if (pathname.startsWith("/static/") || pathname.startsWith(`${PAGE}/`) || request.destination === "image") event.respondWith(keptFirst(request));
});

/**
 * The page from the network, or as it was last.
 *
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function page(request) {
  const cache = await caches.open(CACHE);
  const old = await caches.match(PAGE, { ignoreVary: true });
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok && !answer.redirected && answer.type === "basic") await cache.put(PAGE, answer.clone());
    // A redirect of a navigation is opaque here: to the door, since this device is not known any more.
    else if (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) await forget();
    // A proxy answers, too, while its server is away: what is kept is of more use than that.
    return old && answer.status >= 500 ? old.clone() : answer;
  });
  if (!old) return fresh;
  const patience = new Promise((done) => setTimeout(() => done(old.clone()), PATIENCE_MS));
  return Promise.race([fresh.catch(() => old.clone()), /** @type {Promise<Response>} */ (patience)]);
}

/** @returns {Promise<Response>} */
async function toThePage() {
  return (await caches.match(PAGE, { ignoreVary: true })) ? Response.redirect(PAGE, 302) : Response.error();
}

/**
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function keptFirst(request) {
  const old = await caches.match(request.url, { ignoreVary: true });
  // A film is asked for in pieces, and a kept one is whole: the browser takes that too.
  return old ?? fetch(request);
}

/**
 * Fetches what the page is made of, as the page told; answers how many are missing.
 *
 * @param {any} event with {files: string[]} and a port to answer on
 */
async function keep(event) {
  const { files } = event.data;
  const cache = await caches.open(CACHE);
  let missing = 0;
  for (const url of [PAGE, ...files]) {
    if (url !== PAGE && (await cache.match(url))) continue;
    const answer = await fetch(url, { credentials: "same-origin" }).catch(() => null);
    if (answer?.ok && !answer.redirected) await cache.put(url, answer);
    else missing += 1;
  }
  // Only now: a page of the version before needs its files until this one is whole.
  if (missing === 0) for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  event.ports[0]?.postMessage({ missing });
}

/** Nothing of this page stays on the device. */
async function forget() {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX)) await caches.delete(name);
}

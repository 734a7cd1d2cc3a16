/** Makes the page open without a signal, and says whether it would now. */

import { ownScript } from "../lib/own-script.js";
import { signal } from "../lib/state.js";

/** @typedef {"asking" | "ready" | "partly" | "never"} Readiness partly: some of its pictures are missing; never: this browser cannot */

const ANSWER_MS = 60_000;

/**
 * @param {string} worker its address
 * @param {string} scope
 * @param {() => string[]} pictures what the page shows or may show
 * @returns {import("../lib/state.js").ReadonlySignal<Readiness>}
 */
export function keepOffline(worker, scope, pictures) {
  const state = signal(/** @type {Readiness} */ ("asking"));
  const container = navigator.serviceWorker;
  if (!container) {
    state.value = "never";
    return state;
  }
  container
    .register(ownScript(worker), { scope, updateViaCache: "none" })
    .then(active)
    .then((one) => ask(one, [...loaded(), ...pictures()]))
    .then((missing) => void (state.value = missing === 0 ? "ready" : "partly"))
    .catch(() => void (state.value = navigator.serviceWorker.controller ? "ready" : "never"));
  return state;
}

/**
 * @param {ServiceWorkerRegistration} registration
 * @returns {Promise<ServiceWorker>} the one that works, once it does
 */
async function active(registration) {
  const coming = registration.installing ?? registration.waiting;
  if (!coming) return /** @type {ServiceWorker} */ (registration.active);
  await new Promise((done, fail) => {
    const look = () => {
      if (coming.state === "activated") done(null);
      if (coming.state === "redundant") fail(new Error("replaced"));
    };
    coming.addEventListener("statechange", look);
    look();
  });
  return coming;
}

/**
 * @param {ServiceWorker} worker
 * @param {string[]} files
 * @returns {Promise<number>} how many it could not get
 */
function ask(worker, files) {
  return new Promise((done, fail) => {
    const { port1, port2 } = new MessageChannel();
    const alarm = setTimeout(() => fail(new Error("no answer")), ANSWER_MS);
    port1.onmessage = ({ data }) => {
      clearTimeout(alarm);
      port1.close();
      done(data.missing);
    };
    worker.postMessage({ files: [...new Set(files)] }, [port2]);
  });
}

/** @returns {string[]} the scripts, styles, letters and icons this page was made of, as the browser fetched them */
function loaded() {
  const { origin } = location;
  const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
  const linked = [...document.querySelectorAll("link[href], script[src]")].map((one) => /** @type {any} */ (one).href || /** @type {any} */ (one).src);
  const sprite = new URL(document.body.dataset["sprite"] ?? "", document.baseURI).href;
  return [...fetched, ...linked, sprite].filter((url) => url.startsWith(`${origin}/static/`)).map((url) => url.split("#")[0] ?? url);
}

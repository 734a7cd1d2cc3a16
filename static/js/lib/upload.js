/**
 * One file on its way to the server, over tus: in pieces, again and again until it is there, from where it stopped.
 *
 * What was acknowledged is never sent twice. A dead network is "offline" and ends by itself; a refusal of the server is "failed", with its
 * words. Knows no page; the page loads /static/vendor/tus.min.js beside socket.io's, and only where something is sent.
 */

import { closers, listen, signal } from "./state.js";
import { shelf } from "./storage.js";
import { sourceOf } from "./upload-source.js";

const CHUNK_BYTES = 8 * 2 ** 20;
const FIRST_MS = 500;
const LAST_MS = 30_000;
const SILENCE_MS = 30_000; // so long without a byte moving, and the request is given up for dead
const FORGET_TRIES = 3;
const PASSING = [408, 423, 425, 429];

const SORRY = "The file could not be sent. Try again in a moment.";

/**
 * @typedef {import("./upload-source.js").Growing} Growing
 * @typedef {import("./upload-source.js").Pace} Pace
 */

/**
 * waiting: not begun, or the server asked for patience · sending · paused: by the person · offline: no answer, tries again by itself ·
 * done · failed: refused, `resume()` tries once more · cancelled
 *
 * @typedef {object} Progress
 * @property {"waiting" | "sending" | "paused" | "offline" | "done" | "failed" | "cancelled"} phase
 * @property {number} sent bytes on their way or there
 * @property {number | null} total null while the recording grows
 * @property {number | null} percent
 * @property {string | null} clip the library's id, once the server gave one
 * @property {{error: string, message: string} | null} error why it waits or failed
 */

/**
 * @typedef {object} Upload
 * @property {import("./state.js").ReadonlySignal<Progress>} state
 * @property {() => void} pause
 * @property {() => void} resume goes on after a pause, or tries once more after a failure
 * @property {() => Promise<void>} cancel also ends it on the server
 * @property {Promise<Progress>} done when it is done, failed for the first time, or cancelled; never rejects
 * @property {() => void} close stops and leaves the server's part as it is: the same key goes on from there
 */

/**
 * What we use of tus-js-client.
 *
 * @typedef {object} TusUpload
 * @property {string | null} url
 * @property {() => void} start
 * @property {(isForGood?: boolean) => Promise<void>} abort
 *
 * @typedef {{Upload: {new (source: unknown, options: Record<string, unknown>): TusUpload,
 *   terminate(url: string, options?: Record<string, unknown>): Promise<void>}}} Tus
 */

/**
 * @param {object} options
 * @param {string} options.endpoint
 * @param {Blob | Growing} options.source
 * @param {Record<string, string>} options.metadata empty values are left out
 * @param {Record<string, string>} [options.headers] of every request
 * @param {string} [options.key] remembers where it stands, so that the same source goes on after a reload
 * @param {() => Promise<unknown>} [options.note] notes for good that all is there; until it has, the same key finds the same upload
 * @param {Pace} [options.pace]
 * @param {(clip: string) => void} [options.onClip]
 * @param {Tus} [options.tus]
 * @param {import("./storage.js").Shelf} [options.memory]
 * @param {() => number} [options.random]
 * @returns {Upload}
 */
export function startUpload({ endpoint, source, metadata, headers = {}, key, note, pace, onClip, tus = globalTus(), memory = shelf(), random = Math.random }) {
  const size = "read" in source ? source.size() : source.size;
  const place = key ? `upload.${key}` : null;
  const remembered = place ? memory.get(place) : null;
  const known = remembered && (remembered.size ?? null) === size ? remembered : null;
  const state = signal(
    /** @type {Progress} */ ({ phase: "waiting", sent: 0, total: size, percent: size === null ? null : 0, clip: known?.clip ?? null, error: null }),
  );
  const open = closers();
  /** @type {(end: Progress) => void} */
  let settle = () => {};
  const done = new Promise((/** @type {(end: Progress) => void} */ go) => void (settle = go));
  /** @type {string | null} */
  let url = known?.url ?? null;
  /** @type {TusUpload | null} the attempt that runs */
  let now = null;
  let tries = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retrying;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let silence;
  let isClosed = false;

  /** @param {Partial<Progress>} change */
  function set(change) {
    const next = { ...state.peek(), ...change };
    next.percent = next.phase === "done" ? 100 : next.total ? Math.min(99, Math.floor((100 * next.sent) / next.total)) : next.percent;
    state.value = next;
  }

  function remember() {
    if (place) memory.set(place, url ? { url, clip: state.peek().clip, size } : null);
  }

  function forget() {
    url = null;
    remember();
  }

  /** Lets go of the attempt that runs; what it says later is not heard. */
  function drop() {
    clearTimeout(retrying);
    clearTimeout(silence);
    const old = now;
    now = null;
    void old?.abort().catch(() => {});
  }

  function begin() {
    drop();
    if (isClosed) return;
    /** @type {TusUpload} */
    const mine = new tus.Upload(source, {
      endpoint: new URL(endpoint, here()).href,
      uploadUrl: url,
      metadata: Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== "")),
      headers,
      chunkSize: CHUNK_BYTES,
      retryDelays: null, // ours last for ever
      storeFingerprintForResuming: false, // and so does our memory
      fingerprint: async () => null,
      uploadLengthDeferred: size === null,
      uploadSize: size,
      fileReader: {
        openFile: async () => {
          if (now !== mine) throw new Error("given up");
          return sourceOf(source, { pace, isWanted: () => now === mine });
        },
      },
      onBeforeRequest: () => mine === now && listenForSilence(),
      onAfterResponse: (/** @type {Asked} */ request, /** @type {Answered} */ answer) => mine === now && answered(request, answer),
      onUploadUrlAvailable: () => {
        if (mine !== now || !mine.url) return;
        mine.url = url = fromHere(mine.url);
        remember();
      },
      onProgress: (/** @type {number} */ sent, /** @type {number | null} */ total) => {
        if (mine !== now) return;
        listenForSilence();
        set({ phase: "sending", sent, total: total ?? size, error: null });
      },
      onSuccess: () => {
        if (mine === now) finish("done", { sent: state.peek().total ?? state.peek().sent });
      },
      onError: (/** @type {TusProblem} */ problem) => {
        if (mine === now) failed(problem);
      },
    });
    now = mine;
    set({ phase: "sending", error: null });
    mine.start();
  }

  function listenForSilence() {
    clearTimeout(silence);
    silence = setTimeout(() => again("offline", null), SILENCE_MS);
  }

  /**
   * @param {Asked} request
   * @param {Answered} answer
   */
  function answered(request, answer) {
    clearTimeout(silence); // until the next request, which may wait for the pace or for more to send
    if (answer.getStatus() >= 300) return;
    if (request.getMethod() === "PATCH") {
      const isStuck = request.getHeader("Upload-Offset") === answer.getHeader("Upload-Offset") && !request.getHeader("Upload-Length");
      if (isStuck) return again("waiting", null); // it took nothing: asking at once would only ask faster
      tries = 0;
    }
    const clip = answer.getHeader("Spotter-Clip");
    if (!clip || clip === state.peek().clip) return;
    set({ clip });
    onClip?.(clip);
  }

  /** @param {TusProblem} problem */
  function failed(problem) {
    const answer = problem.originalResponse;
    const status = answer?.getStatus() ?? 0;
    if (!problem.originalRequest) return finish("failed", { error: { error: "unreadable", message: SORRY } }); // not the wire: the source
    if (status === 0) return again("offline", null);
    const error = words(answer?.getBody() ?? "");
    const isPiece = problem.originalRequest.getMethod() === "PATCH";
    const isGone = isPiece && (status === 404 || status === 410) && tries < FORGET_TRIES;
    if (isGone) forget(); // expired meanwhile: from the start
    if (isGone || status >= 500 || PASSING.includes(status) || (isPiece && status === 409)) return again("waiting", error);
    finish("failed", { error });
  }

  /**
   * @param {"waiting" | "offline"} phase
   * @param {Progress["error"]} error
   */
  function again(phase, error) {
    drop();
    set({ phase, error });
    retrying = setTimeout(begin, Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(tries, 8)) * (1 - random() / 2));
    tries += 1;
  }

  /**
   * @param {"done" | "failed" | "cancelled"} phase
   * @param {Partial<Progress>} [change]
   */
  function finish(phase, change = {}) {
    drop();
    // A page that is left before it is noted that all is there would send it once more, as another clip.
    if (phase === "done" && note) note().then(forget, () => {});
    else if (phase !== "failed") forget(); // a refusal may be mended, as by signing in: the same key goes on from there
    set({ phase, ...change });
    settle(state.peek());
  }

  /** Something changed for the better: the next try is now. */
  function hurry() {
    const { phase } = state.peek();
    if (phase !== "offline" && phase !== "waiting") return;
    tries = 0;
    begin();
  }

  if (typeof globalThis.addEventListener === "function") open.add(listen(globalThis, "online", hurry));
  queueMicrotask(begin);

  return {
    state,
    done,
    pause() {
      if (!["waiting", "sending", "offline"].includes(state.peek().phase)) return;
      drop();
      set({ phase: "paused", error: null });
    },
    resume() {
      if (!["paused", "failed", "offline", "waiting"].includes(state.peek().phase)) return;
      tries = 0;
      begin();
    },
    async cancel() {
      if (["done", "cancelled"].includes(state.peek().phase)) return;
      const gone = url;
      finish("cancelled");
      // Nobody there to hear it: the server lets go of what nobody finishes.
      if (gone) await tus.Upload.terminate(gone, { headers, retryDelays: [1000, 3000, 10_000] }).catch(() => {});
    },
    close() {
      isClosed = true;
      open.close();
      drop();
    },
  };
}

/**
 * A name for a chosen file under which it is found again after a reload.
 *
 * @param {File} file
 * @returns {string}
 */
export function keyOf(file) {
  return `${file.name}.${file.size}.${file.lastModified}`;
}

/**
 * @typedef {{getMethod: () => string, getHeader: (name: string) => string | undefined}} Asked
 * @typedef {{getStatus: () => number, getHeader: (name: string) => string | null | undefined, getBody: () => string}} Answered
 * @typedef {{originalRequest?: Asked | null, originalResponse?: Answered | null}} TusProblem
 */

/**
 * @param {string} body
 * @returns {{error: string, message: string}}
 */
function words(body) {
  try {
    const { error, message } = JSON.parse(body);
    if (typeof error === "string" && typeof message === "string") return { error, message };
  } catch {
    // A proxy's page, not ours; or no body, as after HEAD.
  }
  return { error: "odd-answer", message: SORRY };
}

/** @returns {string} */
function here() {
  return globalThis.location?.href ?? "http://127.0.0.1/";
}

/**
 * The server names uploads by its public address; the page may have come by another, and may speak to that one only.
 *
 * @param {string} url
 * @returns {string}
 */
function fromHere(url) {
  if (!globalThis.location) return url;
  const { pathname, search } = new URL(url, here());
  return new URL(pathname + search, here()).href;
}

/** @returns {Tus} */
function globalTus() {
  const tus = /** @type {any} */ (globalThis).tus;
  if (!tus) throw new Error("tus.min.js is not on this page");
  return tus;
}

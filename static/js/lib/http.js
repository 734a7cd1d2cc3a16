/**
 * One way to talk to the server: JSON comes back, and a refusal rises as a value that can be shown.
 * Knows no page and touches none.
 */

/** Why it did not work: `code` is stable, `message` is for people, `where` names a field. */
export class Refusal extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {string | null} where
   * @param {number} status 0 when nothing came back
   */
  constructor(code, message, where = null, status = 0) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.where = where;
    this.status = status;
  }
}

/**
 * @typedef {{ok?: boolean, location?: string, notice?: string, [key: string]: unknown}} Answer
 */

/** How long we wait before we say that nothing came back. */
export const PATIENCE_MS = 20_000;

const OFFLINE = "There is no connection, so nothing was sent. What you typed is still here; try again in a moment.";
const SLOW = "The server did not answer in time. What you typed is still here; try again in a moment.";
const ODD = "The server answered in a way this page does not understand. What you typed is still here; try again in a moment.";

/**
 * Sends `body` as JSON, or as it is when it is form data, and gives the answer.
 *
 * @param {string} url
 * @param {unknown} [body]
 * @param {{signal?: AbortSignal, keepalive?: boolean}} [options]
 * @returns {Promise<Answer>} Rejects with a Refusal.
 */
export function post(url, body = {}, options = {}) {
  const isForm = body instanceof URLSearchParams || body instanceof FormData;
  /** @type {Record<string, string>} */
  const headers = isForm ? {} : { "Content-Type": "application/json" };
  return ask(url, {
    method: "POST",
    headers,
    body: isForm ? body : JSON.stringify(body),
    ...options,
  });
}

/**
 * @param {string} url
 * @param {{signal?: AbortSignal, patience_ms?: number}} [options] patience_ms: for an answer that takes its time
 * @returns {Promise<Answer>} Rejects with a Refusal.
 */
export function get(url, { patience_ms, ...options } = {}) {
  return ask(url, { method: "GET", ...options }, patience_ms);
}

/**
 * @param {string} url
 * @param {RequestInit} init
 * @param {number} [patience_ms]
 * @returns {Promise<Answer>}
 */
async function ask(url, init, patience_ms = PATIENCE_MS) {
  const impatience = new AbortController();
  const alarm = setTimeout(() => impatience.abort(), patience_ms);
  const giveUp = () => impatience.abort();
  init.signal?.addEventListener("abort", giveUp, { once: true });
  try {
    const response = await fetch(url, {
      ...init,
      signal: impatience.signal,
      credentials: "same-origin",
      headers: { ...init.headers, Accept: "application/json" },
    });
    return await read(response);
  } catch (problem) {
    if (problem instanceof Refusal) throw problem;
    if (init.signal?.aborted) throw new Refusal("aborted", "This was stopped.");
    if (impatience.signal.aborted) throw new Refusal("timeout", SLOW);
    throw new Refusal("offline", OFFLINE);
  } finally {
    clearTimeout(alarm);
    init.signal?.removeEventListener("abort", giveUp);
  }
}

/**
 * @param {Response} response
 * @returns {Promise<Answer>}
 */
async function read(response) {
  const text = await response.text();
  /** @type {unknown} */
  let data = null;
  try {
    data = text === "" ? {} : JSON.parse(text);
  } catch {
    // A proxy's page, not ours.
  }
  if (typeof data !== "object" || data === null) throw new Refusal("odd-answer", ODD, null, response.status);
  const answer = /** @type {Record<string, unknown>} */ (data);
  if (response.ok) return answer;
  const { error, message, where } = answer;
  throw new Refusal(
    typeof error === "string" ? error : "odd-answer",
    typeof message === "string" ? message : ODD,
    typeof where === "string" ? where : null,
    response.status,
  );
}

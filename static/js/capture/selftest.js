/**
 * Whether the server can splice what this browser's recorder makes: a header and a second of tail go up, and it says so. Asked once for each
 * version of a browser, with a few seconds of the small picture.
 */

const MOST_BYTES = 256_000;

/**
 * @param {object} options
 * @param {string} options.url
 * @param {Record<string, string>} [options.headers]
 * @param {import("./reel.js").Cut} options.cut of a recording whose beginning is left out
 * @param {(url: string, body: Blob, headers: Record<string, string>) => Promise<{[key: string]: unknown}>} [options.send]
 * @returns {Promise<boolean | null>} null: nobody could say
 */
export async function asksWhetherItSplices({ url, headers = {}, cut, send = sendBytes }) {
  if (cut.blob.size > MOST_BYTES) return null;
  const query = new URLSearchParams({ head: String(cut.head_bytes), keep_ms: String(cut.keep_ms), type: cut.type });
  const answer = await send(`${url}?${query}`, cut.blob, headers).catch(() => null);
  return typeof answer?.["splices"] === "boolean" ? answer["splices"] : null;
}

/**
 * @param {string} type of what the recorder makes
 * @param {string} [agent]
 * @returns {string} under which this browser's answer is remembered
 */
export function splicesKey(type, agent = globalThis.navigator?.userAgent ?? "") {
  return `splices.${type}.${agent}`;
}

/**
 * @param {string} url
 * @param {Blob} body
 * @param {Record<string, string>} more
 */
async function sendBytes(url, body, more) {
  const headers = { "Content-Type": "application/octet-stream", Accept: "application/json", ...more };
  const answer = await fetch(url, { method: "POST", body, headers });
  if (!answer.ok) throw new Error(String(answer.status));
  return await answer.json();
}

/** A table from a file of this device, and its way to the server with word of how far it is. Touches no page. */

const MOST_BYTES = 2 * 1024 * 1024;
const PATIENCE_MS = 120_000;

/** @typedef {{text: string} | {xlsx: string}} Table a CSV file's text, or an Excel file in base64 */

/**
 * @param {{name: string, size: number, arrayBuffer: () => Promise<ArrayBuffer>}} file
 * @returns {Promise<Table>} Rejects with an Error whose message is for people.
 */
export async function readTable(file) {
  if (file.size > MOST_BYTES) throw new Error("This file is larger than 2 MB. Take it apart, please.");
  const bytes = await file.arrayBuffer();
  const [first, second] = new Uint8Array(bytes.slice(0, 2));
  // Excel's files are ZIP archives, whatever they are called.
  return first === 0x50 && second === 0x4b ? { xlsx: base64(new Uint8Array(bytes)) } : { text: decode(bytes) };
}

/**
 * A spreadsheet's text: UTF-8, UTF-16 by its mark, or what Windows wrote before.
 *
 * @param {ArrayBuffer} bytes
 * @returns {string}
 */
export function decode(bytes) {
  const [first, second] = new Uint8Array(bytes.slice(0, 2));
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/**
 * @param {string} url
 * @param {Record<string, unknown>} body
 * @param {(words: string, share: number | null) => void} tell how far it is: 0 to 1, null where nobody knows
 * @returns {Promise<Record<string, any>>} Rejects with an Error whose message is for people.
 */
export function sendTable(url, body, tell) {
  const text = /** @type {string | undefined} */ (body["text"]);
  const what = text ? `${text.split("\n").length.toLocaleString("en")} rows` : "the file";
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Content-Type", "application/json");
    request.setRequestHeader("Accept", "application/x-ndjson, application/json");
    request.timeout = PATIENCE_MS;
    request.upload.onprogress = ({ loaded, total }) => tell(`Sending ${what}: ${Math.round((loaded / total) * 100)} %`, loaded / total);
    request.upload.onload = () => tell(`Reading ${what}`, null);
    request.onprogress = () => {
      const { rows, of } = lastLine(request.responseText) ?? {};
      if (of > 0) tell(`Read ${rows.toLocaleString("en")} of ${of.toLocaleString("en")} rows`, rows / of);
    };
    request.onload = () => {
      const answer = lastLine(request.responseText);
      if (request.status < 400 && answer && !answer["error"]) resolve(answer);
      else reject(new Error(answer?.message ?? "The server answered in a way this page does not understand. Nothing was kept."));
    };
    request.onerror = request.ontimeout = () => reject(new Error("There is no connection, so nothing was kept. Try again in a moment."));
    request.send(JSON.stringify(body));
  });
}

/**
 * @param {string} text lines of JSON, or one that has no end
 * @returns {Record<string, any> | null} the last whole one; null for a proxy's page
 */
export function lastLine(text) {
  const line = text.trimEnd().split("\n").at(-1) ?? "";
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

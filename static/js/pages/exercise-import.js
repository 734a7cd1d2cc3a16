/** A table of exercises: read from a file, looked at, kept. Says how far it is; nothing of it is kept before the press. */

import { toast, toastLater } from "../lib/toast.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("import"));
const file = /** @type {HTMLInputElement} */ (document.getElementById("file"));
const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
const told = /** @type {HTMLElement} */ (document.getElementById("told"));
const sending = /** @type {HTMLElement} */ (document.getElementById("sending"));
const progress = /** @type {HTMLProgressElement} */ (document.getElementById("progress"));
const words = /** @type {HTMLElement} */ (document.getElementById("progress-words"));
const keep = /** @type {HTMLButtonElement} */ (document.getElementById("keep"));
let isBusy = false;

/**
 * A spreadsheet's text: UTF-8, UTF-16 by its mark, or what Windows wrote before.
 *
 * @param {ArrayBuffer} bytes
 * @returns {string}
 */
function decode(bytes) {
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
 * @returns {Promise<Record<string, any>>} Rejects with an Error whose message is for people.
 */
function send(url) {
  const rows = text.value.split("\n").length;
  sending.hidden = false;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Content-Type", "application/json");
    request.setRequestHeader("Accept", "application/json");
    request.timeout = 120_000;
    request.upload.onprogress = ({ loaded, total }) => {
      progress.value = loaded / total;
      words.textContent = `Sending ${rows.toLocaleString("en")} rows: ${Math.round((loaded / total) * 100)} %`;
    };
    request.upload.onload = () => {
      progress.removeAttribute("value"); // how far the server is it does not say
      words.textContent = `Reading ${rows.toLocaleString("en")} rows`;
    };
    request.onload = () => {
      let answer = null;
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // A proxy's page, not ours.
      }
      if (request.status < 400 && answer) resolve(answer);
      else reject(new Error(answer?.message ?? "The server answered in a way this page does not understand. Nothing was kept."));
    };
    request.onerror = request.ontimeout = () => reject(new Error("There is no connection, so nothing was kept. Try again in a moment."));
    request.send(JSON.stringify({ text: text.value }));
  }).finally(() => void (sending.hidden = true));
}

/** @param {Record<string, any>} answer what the table would change */
function tell(answer) {
  const { rows, new: fresh, changed, same, shown, problems } = answer;
  if (problems.length > 0) {
    const list = document.createElement("ul");
    list.append(...problems.map((/** @type {string} */ one) => item(one)));
    told.replaceChildren(line("Nothing of this can be kept yet:"), list);
    keep.disabled = true;
    return;
  }
  const list = document.createElement("ul");
  list.className = "rows";
  for (const one of shown) {
    const row = item("");
    const hint = document.createElement("span");
    hint.className = "hint";
    hint.textContent = one.cues.join(" · ");
    const name = document.createElement("span");
    name.className = "grow";
    name.append(one.name, hint);
    const badge = document.createElement("span");
    badge.className = "badge neutral";
    badge.textContent = one.is_new ? "new" : "changed";
    row.append(name, badge);
    list.append(row);
  }
  const more = fresh + changed - shown.length;
  told.replaceChildren(line(`${rows} ${rows === 1 ? "row" : "rows"}: ${fresh} new, ${changed} changed, ${same} as they are already.`), list, line(more > 0 ? `And ${more} more.` : ""));
  keep.disabled = false;
}

/** @param {string} words */
function line(words) {
  const one = document.createElement("p");
  one.textContent = words;
  return one;
}

/** @param {string} words */
function item(words) {
  const one = document.createElement("li");
  one.textContent = words;
  return one;
}

/** @param {string} url @param {(answer: Record<string, any>) => void} then */
async function go(url, then) {
  if (isBusy) return;
  isBusy = true;
  try {
    then(await send(url));
  } catch (problem) {
    told.replaceChildren(line(/** @type {Error} */ (problem).message));
    toast(/** @type {Error} */ (problem).message, "bad");
  }
  isBusy = false;
}

const look = () => go(`${form.action}/check`, tell);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter !== keep) return void look();
  void go(form.action, (answer) => {
    toastLater(answer["notice"]);
    location.assign(answer["location"]);
  });
});
text.addEventListener("input", () => {
  keep.disabled = false;
  told.replaceChildren();
});
file.addEventListener("change", async () => {
  const [chosen] = file.files ?? [];
  if (!chosen) return;
  if (chosen.size > 2 * 1024 * 1024) return void toast("This file is larger than 2 MB. Take it apart, please.", "bad");
  text.value = decode(await chosen.arrayBuffer());
  void look();
});

/** A table of exercises: read from a file, looked at, kept. Says how far it is; nothing of it is kept before the press. */

import { readTable, sendTable } from "../lib/table-file.js";
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
 * @param {string} url
 * @returns {Promise<Record<string, any>>} Rejects with an Error whose message is for people.
 */
function send(url) {
  sending.hidden = false;
  return sendTable(url, { text: text.value }, (said, share) => {
    words.textContent = said;
    if (share === null) progress.removeAttribute("value");
    else progress.value = share;
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
  try {
    const table = await readTable(chosen);
    if ("xlsx" in table) throw new Error("Save it as CSV first: exercises come in as CSV.");
    text.value = table.text;
    void look();
  } catch (problem) {
    toast(/** @type {Error} */ (problem).message, "bad");
  }
});

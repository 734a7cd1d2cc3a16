/** A table coming in: read from a file or pasted, looked at, kept. Says how far it is; nothing of it is kept before the press. */

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
/** @type {Record<string, string>} */
let chosen = {}; // an Excel file, and what the file is called

/** @param {Record<string, any>} answer what the table says */
function tell({ parts, problems }) {
  keep.disabled = problems.length > 0;
  if (problems.length > 0) return told.replaceChildren(line("Nothing of this can be kept yet:"), list(problems, ""));
  told.replaceChildren(
    ...parts.flatMap((/** @type {{title: string, says: string, hint: string, lines: string[]}} */ part) => {
      const head = line("");
      const name = document.createElement("strong");
      name.textContent = part.title;
      head.append(name, ` ${part.says}`);
      const hint = line(part.hint);
      hint.className = "hint";
      return [head, ...(part.hint ? [hint] : []), list(part.lines, "rows")];
    }),
  );
}

/** @param {string} said */
function line(said) {
  const one = document.createElement("p");
  one.textContent = said;
  return one;
}

/** @param {string[]} lines @param {string} className */
function list(lines, className) {
  const all = document.createElement("ul");
  all.className = className;
  all.append(
    ...lines.map((said) => {
      const one = document.createElement("li");
      one.textContent = said;
      return one;
    }),
  );
  return all;
}

/** @param {string} url @param {(answer: Record<string, any>) => void} then */
async function go(url, then) {
  if (isBusy) return;
  isBusy = true;
  sending.hidden = false;
  try {
    then(
      await sendTable(url, { ...chosen, text: chosen["xlsx"] ? "" : text.value }, (said, share) => {
        words.textContent = said;
        if (share === null) progress.removeAttribute("value");
        else progress.value = share;
      }),
    );
  } catch (problem) {
    told.replaceChildren(line(/** @type {Error} */ (problem).message));
    toast(/** @type {Error} */ (problem).message, "bad");
  }
  sending.hidden = true;
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
  chosen = chosen["name"] ? { name: chosen["name"] } : {};
  told.replaceChildren();
});
file.addEventListener("change", async () => {
  const [one] = file.files ?? [];
  if (!one) return;
  try {
    const table = await readTable(one);
    const name = one.name.replace(/\.[a-z]{2,4}$/i, "");
    chosen = "xlsx" in table ? { xlsx: table.xlsx, name } : { name };
    text.value = "xlsx" in table ? `${one.name}, an Excel file` : table.text;
    void look();
  } catch (problem) {
    toast(/** @type {Error} */ (problem).message, "bad");
  }
});

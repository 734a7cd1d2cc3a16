/** The cues of an exercise: rows in use and one more, moved up and down, taken away. The form itself works without this. */

const list = /** @type {HTMLElement} */ (document.getElementById("cues"));
const add = /** @type {HTMLButtonElement} */ (document.getElementById("add-cue"));
const told = document.getElementById("moved");
const KEYS = "123456789";

/** @returns {HTMLElement[]} */
const rows = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[data-cue]")]);

/**
 * @param {HTMLElement} row
 * @returns {HTMLInputElement}
 */
const words = (row) => /** @type {HTMLInputElement} */ (row.querySelector("input[name=say]"));

/** Keys follow the places; empty rows stay out of sight. */
function settle() {
  const all = rows();
  all.forEach((row, place) => {
    const key = row.querySelector("kbd");
    if (key) key.textContent = KEYS[place] ?? "·";
    const error = row.querySelector("[data-error-for]");
    words(row).id = `cues[${place}]`;
    row.querySelector(".say label")?.setAttribute("for", `cues[${place}]`);
    error?.setAttribute("data-error-for", `cues[${place}]`);
    for (const [selector, text] of [["[data-move='-1']", "up"], ["[data-move='1']", "down"], ["[data-clear]", "away"]]) {
      row.querySelector(selector ?? "")?.setAttribute("aria-label", text === "away" ? `Take cue ${place + 1} away` : `Move cue ${place + 1} ${text}`);
    }
  });
  add.hidden = all.every((row) => !row.hidden);
}

/**
 * @param {HTMLElement} row
 * @param {number} way
 */
function move(row, way) {
  const shown = rows().filter((one) => !one.hidden);
  const other = shown[shown.indexOf(row) + way];
  if (!other) return;
  if (way < 0) other.before(row);
  else other.after(row);
  settle();
  /** @type {HTMLElement | null} */ (row.querySelector(`[data-move='${way}']`))?.focus();
  if (told) told.textContent = `On key ${rows().indexOf(row) + 1} now.`;
}

/** @param {HTMLElement} row */
function clear(row) {
  words(row).value = "";
  row.hidden = true;
  list.append(row);
  settle();
  (rows().findLast((one) => !one.hidden)?.querySelector("input") ?? add).focus();
}

list.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  const row = button?.closest("[data-cue]");
  if (!button || !(row instanceof HTMLElement)) return;
  if (button.dataset["clear"] !== undefined) clear(row);
  else if (button.dataset["move"]) move(row, Number(button.dataset["move"]));
});
list.addEventListener("input", (event) => {
  const error = event.target instanceof Element ? event.target.closest("[data-cue]")?.querySelector("[data-error-for]") : null;
  if (error instanceof HTMLElement) error.hidden = true;
});
add.addEventListener("click", () => {
  const next = rows().find((row) => row.hidden);
  if (!next) return;
  next.hidden = false;
  settle();
  words(next).focus();
});

let spare = 1; // one empty row to begin with
for (const row of rows()) {
  const isEmpty = words(row).value === "";
  row.hidden = isEmpty && spare <= 0;
  if (isEmpty) spare -= 1;
}
settle();

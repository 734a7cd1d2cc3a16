/** A group's sheet: each row is kept with the result of its person, and arrow keys walk the grid. Only wiring. */

import { post } from "../lib/http.js";
import { next } from "../protocols/grid.js";
import { createSaving } from "../protocols/saving.js";
import { stepTimer } from "../protocols/step-timer.js";

/** @typedef {HTMLInputElement | HTMLSelectElement} Field */

const table = /** @type {HTMLTableElement} */ (document.getElementById("group-sheet"));
const line = /** @type {HTMLElement} */ (document.querySelector("[data-saved]"));
const rows = [...table.querySelectorAll("tr[data-assessment]")].map((row) => /** @type {HTMLTableRowElement} */ (row));
const columns = Math.max(0, ...rows.map((row) => row.querySelectorAll("[data-place]").length));
const standings = new Map();

/** @param {{row: number, column: number}} at */
const fieldAt = ({ row, column }) => /** @type {Field | null} */ (table.querySelector(`[data-row="${row}"][data-column="${column}"]`));

function tell() {
  const all = [...standings.values()];
  const worst = ["refused", "waiting", "saving"].map((kind) => all.find((one) => one.kind === kind)).find(Boolean);
  line.textContent = worst?.message ?? "Kept.";
  table.dataset["saved"] = worst?.kind ?? "kept";
}

const savings = rows.map((row) => {
  const id = row.dataset["assessment"] ?? "";
  const key = `spotter-result-${id}`;
  const saving = createSaving({
    send: (body) => post(`/assessments/${id}/results`, body),
    store: {
      get: () => localStorage.getItem(key),
      set: (text) => localStorage.setItem(key, text),
      drop: () => localStorage.removeItem(key),
    },
    tell(now) {
      const name = row.querySelector("th")?.textContent?.trim() ?? "";
      standings.set(id, now.kind === "refused" ? { ...now, message: `${name}: ${now.message}` } : now);
      if (now.kind === "kept") for (const one of row.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
      if (now.kind === "refused" && now.where) row.querySelector(`[data-place="${CSS.escape(now.where)}"]`)?.setAttribute("aria-invalid", "true");
      tell();
    },
    kept() {},
  });
  for (const [place, value] of Object.entries(saving.left().values)) {
    const field = /** @type {Field | null} */ (row.querySelector(`[data-place="${CSS.escape(place)}"]`));
    if (field) field.value = value;
  }
  void saving.flush();
  return saving;
});

/** @param {Event} event */
function take({ target, type }) {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
  const place = target.dataset["place"];
  if (place) savings[Number(target.dataset["row"])]?.put({ values: { [place]: target.value } }, { isTyping: type === "input" });
}

table.addEventListener("input", take);
table.addEventListener("change", take);
table.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
  const isChoice = target instanceof HTMLSelectElement;
  const caret = isChoice ? null : target.selectionStart;
  const to = next({ row: Number(target.dataset["row"]), column: Number(target.dataset["column"]) }, key, {
    rows: rows.length,
    columns,
    isChoice,
    atStart: caret === 0,
    atEnd: !isChoice && caret === target.value.length,
  });
  const field = to && fieldAt(to);
  if (!field) return;
  event.preventDefault();
  field.focus();
  if (field instanceof HTMLInputElement) field.select();
});
window.addEventListener("online", () => savings.forEach((saving) => void saving.flush()));
window.addEventListener("pagehide", () => savings.forEach((saving) => void saving.flush()));
for (const timer of document.querySelectorAll("[data-step-timer]")) stepTimer(/** @type {HTMLElement} */ (timer));
table.dataset["ready"] = "yes";

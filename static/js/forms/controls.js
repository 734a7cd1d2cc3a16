/** Reads and writes the answer of one question's fieldset. */

/** @typedef {import("./conditions.js").Value} Value */

const FIELD_WIDTH = 300; // the signature's own units
const FIELD_HEIGHT = 100;
const NEAR = 1.5; // closer points say nothing more

/**
 * @param {HTMLElement} question
 * @returns {Value} null for none; a number that is none yet stays as it was typed
 */
export function valueOf(question) {
  const kind = question.dataset["kind"];
  const chosen = /** @type {HTMLInputElement[]} */ ([...question.querySelectorAll("input:checked")]).map((one) => one.value);
  if (kind === "choices") return chosen;
  if (kind === "yes_no" || kind === "choice") return chosen[0] ?? null;
  if (kind === "scale") return chosen[0] === undefined ? null : Number(chosen[0]);
  const field = fieldOf(question);
  const typed = field?.value ?? "";
  if (kind === "signature") return signatureOf(question, typed);
  if (kind === "number") {
    const number = Number(typed.trim().replace(",", "."));
    return typed.trim() === "" ? null : Number.isFinite(number) ? number : typed;
  }
  return typed === "" ? null : typed;
}

/**
 * @param {HTMLElement} question
 * @param {Value} value
 */
export function setValue(question, value) {
  const kind = question.dataset["kind"];
  if (kind === "choices" || kind === "yes_no" || kind === "choice" || kind === "scale") {
    const wanted = (Array.isArray(value) ? value : [value]).map(String);
    for (const one of question.querySelectorAll("input[type=radio], input[type=checkbox]")) {
      if (one instanceof HTMLInputElement) one.checked = wanted.includes(one.value);
    }
    return;
  }
  const field = fieldOf(question);
  if (!field) return;
  if (kind === "signature") {
    const signed = /** @type {{name?: string, strokes?: number[][]} | null} */ (value ?? null);
    field.value = signed?.name ?? "";
    drawAll(question, signed?.strokes ?? []);
    return;
  }
  field.value = value === null || value === undefined ? "" : String(value);
}

/**
 * Whether it says something else than the page came with: what somebody answered before its script was there.
 *
 * @param {HTMLElement} question
 */
export function isTouched(question) {
  return [...question.querySelectorAll("input, textarea")].some((one) => {
    if (one instanceof HTMLTextAreaElement) return one.value !== one.defaultValue;
    if (!(one instanceof HTMLInputElement) || one.type === "file" || one.type === "hidden") return false;
    return one.type === "radio" || one.type === "checkbox" ? one.checked !== one.defaultChecked : one.value !== one.defaultValue;
  });
}

/**
 * @param {HTMLElement} question
 * @returns {HTMLInputElement | HTMLTextAreaElement | null}
 */
export function fieldOf(question) {
  const found = question.querySelector("textarea, input:not([type=hidden], [type=radio], [type=checkbox], [type=file])");
  return found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement ? found : null;
}

/**
 * @param {HTMLElement} question
 * @param {string} name
 * @returns {Value}
 */
function signatureOf(question, name) {
  const strokes = [...question.querySelectorAll("[data-sign] polyline")].map((line) =>
    (line.getAttribute("points") ?? "")
      .split(/[ ,]+/)
      .filter((part) => part !== "")
      .map((part, place) => Math.min(1, Math.max(0, Number(part) / (place % 2 === 0 ? FIELD_WIDTH : FIELD_HEIGHT)))),
  );
  const drawn = strokes.filter((one) => one.length >= 2);
  return name === "" && drawn.length === 0 ? null : { name, strokes: drawn };
}

/**
 * @param {HTMLElement} question
 * @param {number[][]} strokes
 */
export function drawAll(question, strokes) {
  const field = question.querySelector("[data-sign]");
  field?.replaceChildren(...strokes.map((stroke) => lineOf(stroke.map((part, place) => part * (place % 2 === 0 ? FIELD_WIDTH : FIELD_HEIGHT)))));
}

/**
 * @param {number[]} points x, y, x, y … in the field's units
 * @returns {SVGPolylineElement}
 */
function lineOf(points) {
  const line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
  line.setAttribute("points", points.map((part) => part.toFixed(1)).join(" "));
  return line;
}

/**
 * Drawing with a finger, a pen or the mouse. Returns what ends it.
 *
 * @param {HTMLElement} question
 * @param {() => void} changed
 * @returns {() => void}
 */
export function letSign(question, changed) {
  const field = question.querySelector("[data-sign]");
  const clear = question.querySelector("[data-clear-sign]");
  if (!(field instanceof SVGSVGElement)) return () => {};
  /** @type {SVGPolylineElement | null} */
  let line = null;
  /** @type {number[]} */
  let points = [];

  /** @param {PointerEvent} event */
  const add = (event) => {
    const box = field.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * FIELD_WIDTH;
    const y = ((event.clientY - box.top) / box.height) * FIELD_HEIGHT;
    if (points.length > 0 && Math.hypot(x - (points.at(-2) ?? 0), y - (points.at(-1) ?? 0)) < NEAR) return;
    points.push(x, y);
    line?.setAttribute("points", points.map((part) => part.toFixed(1)).join(" "));
  };
  /** @param {PointerEvent} event */
  const begin = (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    field.setPointerCapture(event.pointerId);
    points = [];
    line = lineOf(points);
    field.append(line);
    add(event);
  };
  /** @param {PointerEvent} event */
  const move = (event) => {
    if (line) add(event);
  };
  const end = () => {
    if (!line) return;
    line = null;
    changed();
  };
  const wipe = () => {
    field.replaceChildren();
    changed();
  };
  field.addEventListener("pointerdown", begin);
  field.addEventListener("pointermove", move);
  field.addEventListener("pointerup", end);
  field.addEventListener("pointercancel", end);
  clear?.addEventListener("click", wipe);
  return () => {
    field.removeEventListener("pointerdown", begin);
    field.removeEventListener("pointermove", move);
    field.removeEventListener("pointerup", end);
    field.removeEventListener("pointercancel", end);
    clear?.removeEventListener("click", wipe);
  };
}

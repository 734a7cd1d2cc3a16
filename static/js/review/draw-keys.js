/** The keys of drawing, and what they do. */

import { closers, listen } from "../lib/state.js";
import { png, save, still, stillName } from "./still.js";
import { TOOL_NAMES, TOOLS } from "./tools.js";
import { wayInPicture } from "./turning.js";

/** @type {{way: string, face: string, by: [number, number]}[]} */
const NUDGES = [
  { way: "left", face: "←", by: [-1, 0] },
  { way: "up", face: "↑", by: [0, -1] },
  { way: "down", face: "↓", by: [0, 1] },
  { way: "right", face: "→", by: [1, 0] },
];
const SHELF = "spotter.drawings"; // what was copied last, for a browser that does not let us at its clipboard

/**
 * @param {import("./studio.js").Studio} studio
 * @param {import("./drawing.js").Drawing} drawing
 * @param {import("./actions.js").Actions} undo
 * @param {HTMLCanvasElement} canvas
 * @returns {() => void}
 */
export function attachKeys(studio, drawing, undo, canvas) {
  const { say, picture: source, view } = studio;
  const [here, elsewhere] = studio.player ? ["this frame", "on another frame, or in another clip"] : ["this photo", "on another photo, or in a clip"];
  const close = closers();
  const group = "Drawing";
  const tools = [{ tool: /** @type {const} */ ("select"), key: "V", name: "Select and move" }, ...TOOL_NAMES.map((tool) => ({ tool, key: TOOLS[tool].key, name: TOOLS[tool].name }))]; // prettier-ignore

  const copied = () => drawing.copy() || drawing.copyAll();

  /** @param {string} text */
  function keep(text) {
    try {
      localStorage.setItem(SHELF, text);
    } catch {
      // Full, or not allowed: the clipboard may do.
    }
    say(`Copied. Paste it ${elsewhere}.`);
  }

  function copy() {
    const text = copied();
    if (!text) return;
    keep(text);
    void navigator.clipboard?.writeText(text).catch(() => {});
  }

  /** @param {string} text */
  function paste(text) {
    if (drawing.paste(text) > 0) canvas.focus();
    else say("There is no drawing to paste.", "warn");
  }

  async function picture() {
    const { film, atMs, calibration } = drawing.frame();
    if (!source || !film) return;
    drawing.settle();
    const made = still({ source, film, shapes: drawing.showing.peek().at(atMs), atMs, calibration: calibration ?? null, view: view.peek() });
    save(await png(made), stillName(document.querySelector("h1")?.textContent ?? "clip", atMs));
    say("Saved as a picture.", "good");
  }

  const isBusy = () => document.querySelector("dialog[open]") !== null || /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
  close.add(
    listen(document, "copy", (/** @type {ClipboardEvent} */ event) => {
      const text = isBusy() || !window.getSelection()?.isCollapsed ? "" : copied();
      if (!text) return;
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      keep(text);
    }),
  );
  close.add(
    listen(document, "paste", (/** @type {ClipboardEvent} */ event) => {
      const text = isBusy() ? "" : (event.clipboardData?.getData("text/plain") ?? "");
      if (!text.startsWith('{"spotter"')) return;
      event.preventDefault();
      paste(text);
    }),
  );

  const isCounter = () => studio.marks?.get(drawing.selected.peek() ?? "")?.body["tool"] === "counter";
  const deeds = [
    ...tools.map(({ tool, key, name }) => ({
      key: key.replace("Shift ", "").toLowerCase(),
      ...(key.startsWith("Shift ") ? { shift: true } : {}),
      deed: `tool-${tool}`,
      words: name,
      group,
      run: () => drawing.choose(tool),
    })),
    {
      key: "Enter",
      deed: "place-drawing",
      words: "places the tool's drawing in the middle; ends a track",
      group,
      run() {
        if (drawing.tracking.peek()) drawing.endTrack();
        else drawing.place();
        canvas.focus();
      },
    },
    // While the picture has the focus the keys themselves are the canvas's.
    ...NUDGES.map(({ way, face, by: [dx, dy] }) => ({
      key: `${face} on a drawing`,
      deed: `nudge-${way}`,
      words: `moves it ${way}, with Shift by ten; Esc lets go, and arrows step again`,
      group,
      run() {
        const [x, y] = wayInPicture([dx, dy], view.peek());
        drawing.nudge(x, y);
        drawing.settle();
      },
    })),
    { key: "Enter on a drawing", deed: "next-point", words: "its next point is what arrows move", group, run: () => drawing.nextHandle(1) },
    { key: "Escape", deed: "give-up", words: "gives up, then lets go, then puts the tool away", group, run: () => void drawing.cancel() },
    { key: ["Delete", "Backspace"], deed: "delete-drawing", words: "deletes what is selected", group, run: () => drawing.remove() },
    { key: "d", ctrl: true, deed: "duplicate-drawing", words: "duplicates what is selected", group, run: () => drawing.duplicate() },
    { key: "Ctrl C", deed: "copy-drawing", words: `copies what is selected, or all on ${here}`, group, run: copy },
    // The browser's own events carry what is copied, without asking anybody: below.
    { key: "Ctrl V", deed: "paste-drawing", words: `pastes it on ${here}, also from another clip`, group, run: () => paste(shelved() ?? "") },
    { key: "z", ctrl: true, shift: false, deed: "undo", words: "takes back", group, repeats: true, run: () => tell("Undone", undo.undo()) },
    { key: "y", ctrl: true, deed: "redo", words: "does it again", group, repeats: true, run: () => tell("Done again", undo.redo()) },
    { key: "z", ctrl: true, shift: true, deed: "redo-too", words: "does it again", group, repeats: true, run: () => tell("Done again", undo.redo()) },
    { key: "+", when: isCounter, deed: "count-one", words: "counts one more on the counter that is selected", group, run: () => drawing.count(1) },
    { key: "-", when: isCounter, deed: "count-less", words: "counts one less", group, run: () => drawing.count(-1) },
    { key: "e", deed: "change-words", words: "changes the words of the text that is selected", group, run: () => drawing.askWords(drawing.selected.peek() ?? "") },
    { key: "s", ctrl: true, deed: "save-picture", words: `${here} with its drawings as a picture`, group, run: () => void picture() },
  ];
  close.add(studio.keys.register(deeds));
  return close.close;

  /** @param {string} done @param {string | null} label */
  function tell(done, label) {
    if (label === null) say("There is nothing to take back.");
    else say(`${done}: ${label}`);
  }

  function shelved() {
    try {
      return localStorage.getItem(SHELF);
    } catch {
      return null;
    }
  }
}

/**
 * The studio's one table of keys: each part says which key does what, in words; the dialog behind `?` is made of the same
 * table. Pure: knows no page.
 */

import { signal } from "../lib/state.js";

/**
 * What a key, or a button with `data-do`, does.
 *
 * @typedef {object} Deed
 * @property {string | string[]} key as the browser names them ("ArrowLeft", " ", "k"); one of them is enough
 * @property {boolean} [ctrl] held (or the Mac's command key); absent: not held
 * @property {boolean} [shift] held; absent: whatever makes the character
 * @property {string} deed its name: `[data-do=<deed>]` in the page does the same
 * @property {string} words what it does, as the dialog says it
 * @property {string} group the heading it stands under
 * @property {() => boolean} [when] whether the key means this now; absent: always
 * @property {boolean} [repeats] a held key does it again and again
 * @property {() => void} run
 */

/**
 * @typedef {object} Press
 * @property {string} key
 * @property {boolean} shift
 * @property {boolean} ctrl ctrl or command
 * @property {boolean} alt
 * @property {boolean} isTyping the focus is in a field, or in a list to choose from
 * @property {boolean} isOnButton Space presses the button that has the focus
 * @property {boolean} isRepeat
 */

/**
 * @typedef {object} Keys
 * @property {import("../lib/state.js").ReadonlySignal<readonly Deed[]>} all in the order in which they came
 * @property {(deeds: readonly Deed[]) => () => void} register the returned function takes them back
 * @property {(press: Press) => Deed | null} find the deed of a press, or none
 * @property {(deed: string) => boolean} run does it by its name; whether there is such a deed
 * @property {(hurry: () => void) => void} expect more parts are to come: what finds no deed until then waits, and hurries them
 * @property {(press: Press) => boolean} wait keeps a press that found nothing, if parts are to come; whether it did
 * @property {() => boolean} isWaiting something waits: whatever is pressed after it waits too, or words would be taken for keys
 * @property {(typed?: (press: Press) => boolean, turn?: () => Promise<unknown>) => Promise<void>} complete all parts are there: does what
 *   waited, in its order, with a turn for the page after each. typed: takes a press where one writes by then
 */

const MOST_WAITING = 200;
const ALONE = ["Shift", "Control", "Alt", "Meta", "Tab"]; // no deed of ours by themselves

/** @returns {Keys} */
export function createKeys() {
  const all = signal(/** @type {readonly Deed[]} */ ([]));
  /** @type {(() => void) | null} */
  let hurry = null; // while parts are to come
  /** @type {(Press | string)[]} */
  let waiting = [];

  /** @param {Press | string} what a press, or a deed by its name */
  function keep(what) {
    if (waiting.length < MOST_WAITING) waiting.push(what);
    hurry?.();
  }
  return {
    all,
    register(deeds) {
      all.value = [...all.value, ...deeds];
      return () => {
        all.value = all.value.filter((one) => !deeds.includes(one));
      };
    },
    find(press) {
      if (press.alt || press.isTyping) return null;
      if (press.isOnButton && (press.key === " " || press.key === "Enter")) return null;
      const fits = all.value.filter((one) => isOf(one, press));
      // What asks for Shift wins over what does not care.
      const found = fits.find((one) => one.shift !== undefined) ?? fits[0] ?? null;
      return found && press.isRepeat && !found.repeats ? null : found;
    },
    run(deed) {
      const found = all.value.find((one) => one.deed === deed);
      if (found) found.run();
      else if (hurry) keep(deed);
      return found !== undefined || hurry !== null;
    },
    expect: (how) => void (hurry = how),
    wait(press) {
      const isOurs = (hurry !== null || waiting.length > 0) && !press.alt && !press.isTyping && !press.isRepeat && !ALONE.includes(press.key);
      if (isOurs) keep(press);
      return isOurs;
    },
    isWaiting: () => waiting.length > 0,
    async complete(typed = () => false, turn = () => new Promise((go) => setTimeout(go))) {
      hurry = null;
      for (let one = waiting[0]; one !== undefined; one = waiting[0]) {
        try {
          if (typeof one === "string") this.run(one);
          else if (!typed(one)) this.find(one)?.run();
        } catch (problem) {
          reportError(problem); // what waits behind it is done all the same
        }
        await turn();
        waiting.shift();
      }
    },
  };
}

/**
 * @param {Deed} deed
 * @param {Press} press
 */
function isOf(deed, press) {
  if (Boolean(deed.ctrl) !== press.ctrl) return false;
  if (deed.when && !deed.when()) return false;
  if (deed.shift !== undefined && deed.shift !== press.shift) return false;
  return many(deed.key).some((key) => key === press.key || (key.length === 1 && key === press.key.toLowerCase()));
}

/** @type {Record<string, string>} */
const FACES = {
  " ": "Space",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  PageUp: "Page up",
  PageDown: "Page down",
  Delete: "Del",
  Escape: "Esc",
};

/**
 * The keys of a deed as they are written: "Shift ←", "Ctrl Z".
 *
 * @param {Deed} deed
 * @returns {string[]}
 */
export function faces(deed) {
  const held = `${deed.ctrl ? "Ctrl " : ""}${deed.shift ? "Shift " : ""}`;
  return many(deed.key).map((key) => held + (FACES[key] ?? (key.length === 1 ? key.toUpperCase() : key)));
}

const GROUPS = ["Play", "Speed", "Picture", "Key frames", "Review"]; // first; whatever others there are, and the page's own

/**
 * The table by its headings; deeds of the same words share a line, which does the first of them.
 *
 * @param {readonly Deed[]} deeds
 * @returns {{group: string, lines: {faces: string[], words: string, deed: string}[]}[]}
 */
export function table(deeds) {
  /** @type {Map<string, Map<string, {faces: string[], deed: string}>>} */
  const groups = new Map();
  for (const one of deeds) {
    if (many(one.key).length === 0) continue;
    const lines = groups.get(one.group) ?? new Map();
    const line = lines.get(one.words);
    lines.set(one.words, { faces: [...(line?.faces ?? []), ...faces(one)], deed: line?.deed ?? one.deed });
    groups.set(one.group, lines);
  }
  /** @param {string} group */
  const place = (group) => (group === "Page" ? GROUPS.length + 1 : GROUPS.includes(group) ? GROUPS.indexOf(group) : GROUPS.length);
  return [...groups].sort(([a], [b]) => place(a) - place(b)).map(([group, lines]) => ({ group, lines: [...lines].map(([words, line]) => ({ words, ...line })) }));
}

/** @param {string | string[]} key */
function many(key) {
  return Array.isArray(key) ? key : [key];
}

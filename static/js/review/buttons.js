/**
 * Where each deed of the studio's table has its button, apart from its line in the dialog behind `?`. A deed that is not
 * here fails its test. Pure: knows no page.
 */

import { TOOL_NAMES } from "./tools.js";

/** @typedef {"transport" | "sheet" | "palette" | "bar" | "selected" | "panel" | "voice"} Place */

/** Where one finds a place's buttons. @type {Record<Place, (deed: string) => string>} */
const SELECTORS = {
  transport: (deed) => `#transport [data-do="${deed}"]`,
  sheet: (deed) => `#transport-sheet [data-do="${deed}"]`,
  palette: (deed) => `.palette [data-tool="${deed.replace("tool-", "")}"]`,
  bar: (deed) => `.draw-bar [data-deed="${deed}"]`,
  selected: (deed) => `.draw-about [data-deed="${deed}"]`, // while a tool is chosen, or a drawing of that kind is selected
  panel: (deed) => `#side [data-do="${deed}"]`,
  voice: (deed) => ({ "voice-record": "#panel-voices button.primary", "voice-toggle": "#voice-play", "voice-leave": "#voice-leave" })[deed] ?? "",
};

/** @type {Record<Place, readonly string[]>} */
const PLACES = {
  transport: [
    ...["play", "back", "forward", "first", "last", "tenth-back", "tenth-on", "loop", "mute", "slow", "key-frame"],
    ...["slower", "faster", "shuttle-back", "shuttle-on", "loop-in", "loop-out"],
    ...["zoom-in", "zoom-out", "hand", "turn", "mirror", "comment", "fullscreen", "copy-link", "fold", "keys", "more"],
  ],
  sheet: [
    ...["second-back", "second-on", "slower-10", "slower-1", "faster-1", "faster-10", "shuttle-stop", "key-before", "key-after"],
    ...["push-left", "push-up", "push-down", "push-right", "whole-picture"],
  ],
  palette: ["tool-select", ...TOOL_NAMES.map((tool) => `tool-${tool}`)],
  bar: ["undo", "redo", "copy-drawing", "paste-drawing", "delete-drawing", "save-picture"],
  selected: [
    ...["place-drawing", "give-up", "duplicate-drawing", "count-one", "count-less", "change-words", "next-point"],
    ...["nudge-left", "nudge-up", "nudge-down", "nudge-right"],
  ],
  panel: Array.from({ length: 9 }, (_, n) => `key-title-${n + 1}`),
  voice: ["voice-record", "voice-toggle", "voice-leave"],
};

const SAME = { "redo-too": "redo" }; // a second key for it

/** @type {ReadonlyMap<string, Place>} */
const PLACE_OF = new Map(/** @type {Place[]} */ (Object.keys(PLACES)).flatMap((place) => PLACES[place].map((deed) => /** @type {const} */ ([deed, place]))));

/**
 * @param {string} deed
 * @returns {{place: Place, selector: string} | null} null: there is none
 */
export function buttonOf(deed) {
  const name = SAME[/** @type {keyof typeof SAME} */ (deed)] ?? deed;
  const place = PLACE_OF.get(name);
  return place ? { place, selector: SELECTORS[place](name) } : null;
}

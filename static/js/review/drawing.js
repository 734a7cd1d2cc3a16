/**
 * Drawing on a clip: which tool, what is selected, and what a press, a drag and a key do to the clip's marks. Touches no page.
 *
 * What is under way is a draft beside the marks; a mark is written when it is done, so that one deed is one step of undo and
 * others see no half of it.
 */

import { createEasel } from "./easel.js";
import { gestures } from "./gestures.js";
import { layerDeeds } from "./layer-deeds.js";
import { selectedDeeds } from "./selected-deeds.js";

/** @typedef {import("./drawn.js").Layer} Layer */
/** @typedef {import("./easel.js").Staying} Staying */
/** @typedef {import("./gestures.js").Mods} Mods */
/** @typedef {ReturnType<typeof createDrawing>} Drawing */

/** @param {Parameters<typeof createEasel>[0] & {step: (by: number) => void}} options step: to the next frame */
export function createDrawing({ step, ...options }) {
  const easel = createEasel(options);
  const { tool, style, staying, snap, layer, layers, all, selected, handle, draft, asking, naming, tracking, showing, calibration } = easel;
  const { frame, seen, settle, chosen } = easel;
  return {
    ...{ tool, style, staying, snap, layer, layers, all, selected, handle, draft, asking, naming, tracking, showing, calibration },
    ...{ frame, seen, settle, chosen },
    ...gestures(easel, step),
    ...selectedDeeds(easel),
    ...layerDeeds(easel),
  };
}

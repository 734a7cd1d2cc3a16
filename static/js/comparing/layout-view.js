/** How both lie: beside or over each other, which is where, how much of the upper one; each mirrored, pushed and scaled. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { closers, effect } from "../lib/state.js";
import { icon } from "../live/icon-view.js";
import { UNTOUCHED } from "./layout.js";
import { nameOf } from "./match-view.js";
import { BOTH } from "./pair.js";

/** @typedef {import("./pair.js").Pair} Pair */

const PUSH = 0.02;
const GROW = 1.05;

/**
 * @param {Pair} pair
 * @returns {() => void}
 */
export function attach(pair) {
  const close = closers();
  const place = /** @type {HTMLElement} */ (document.getElementById("pair-layout"));
  const group = "Both clips";
  const { layout } = pair;
  close.add(
    pair.keys.register([
      { key: "o", deed: "overlay", words: "over each other, beside each other", group, run: () => pair.lay({ way: layout.value.way === "over" ? "beside" : "over" }) },
      { key: "s", deed: "swap", words: "swap the two", group, run: () => pair.lay({ is_swapped: !layout.value.is_swapped }) },
      { key: "x", deed: "difference", words: "what differs, while over each other", group, run: () => pair.lay({ way: "over", blend: layout.value.blend === "difference" ? "plain" : "difference" }) },
      { key: "h", deed: "move", words: "move the pictures by hand", group, run: () => void (pair.isMoving.value = !pair.isMoving.value) },
    ]),
  );
  close.add(effect(() => void render(panel(pair), place)));
  return close.close;
}

/** @param {Pair} pair */
function panel(pair) {
  const layout = pair.layout.value;
  const isOver = layout.way === "over";
  return html`<div class="pair-ways" role="group" aria-label="How both lie">
      <button class="button quiet" type="button" aria-pressed=${!isOver} @click=${() => pair.lay({ way: "beside" })}>Side by side</button>
      <button class="button quiet" type="button" aria-pressed=${isOver} data-over @click=${() => pair.lay({ way: "over" })}>Over each other</button>
      <button class="button quiet" type="button" data-do="swap">Swap</button>
    </div>
    ${isOver
      ? html`<label class="field"
            ><span>How much of the upper one: ${Math.round(layout.opacity * 100)} %</span
            ><input
              id="pair-opacity"
              type="range"
              min="0"
              max="1"
              step="0.05"
              .value=${String(layout.opacity)}
              @input=${(/** @type {Event} */ event) => pair.lay({ opacity: Number(/** @type {HTMLInputElement} */ (event.target).value) })}
          /></label>
          <label class="check"
            ><input type="checkbox" .checked=${layout.blend === "difference"} @change=${() => pair.lay({ blend: layout.blend === "difference" ? "plain" : "difference" })} /><span
              >Show what differs<span class="hint">What is the same in both is black.</span></span
            ></label
          >`
      : nothing}
    <label class="check"
      ><input type="checkbox" .checked=${pair.isMoving.value} @change=${() => void (pair.isMoving.value = !pair.isMoving.value)} /><span
        >Move the pictures by hand<span class="hint">Drag one to push it, turn the wheel to make it larger.</span></span
      ></label
    >
    ${BOTH.map((which) => one(pair, which))}`;
}

/** @param {Pair} pair @param {import("./layout.js").Which} which */
function one(pair, which) {
  const name = nameOf(pair, which);
  const placed = pair.layout.value[which];
  /** @param {string} sign @param {string} words @param {Partial<import("./layout.js").Placed>} by */
  const button = (sign, words, by) =>
    html`<button class="button quiet icon-only" type="button" aria-label="${name}: ${words}" title=${words} @click=${() => pair.move(which, by)}>${icon(sign)}</button>`;
  /** @param {string} words @param {number} scale */
  const sized = (words, scale) =>
    html`<button class="button quiet" type="button" aria-label="${words}: ${name}" @click=${() => pair.move(which, { scale })}>${words}</button>`;
  return html`<fieldset class="pair-place">
    <legend>${name}</legend>
    <div class="row">
      <button class="button quiet" type="button" aria-pressed=${placed.mirror} data-mirror=${which} @click=${() => pair.move(which, { mirror: true })}>Mirror</button>
      ${button("chevron-left", "to the left", { x: -PUSH })} ${button("chevron-right", "to the right", { x: PUSH })}
      ${button("chevron-up", "up", { y: -PUSH })} ${button("chevron-down", "down", { y: PUSH })} ${sized("Smaller", 1 / GROW)}
      ${sized("Larger", GROW)}
      <button class="button plain" type="button" aria-label="Reset ${name}" @click=${() => pair.lay({ [which]: UNTOUCHED })}>Reset</button>
    </div>
  </fieldset>`;
}

/** A cue takes the screen for its life; a safety cue until it is tapped away. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { closers, effect } from "../lib/state.js";
import { icon } from "./icon-view.js";

/** @typedef {import("./types.d.ts").Cue} Cue */

/**
 * @param {import("./screen.js").CueScreen} screen
 * @returns {{element: HTMLElement, close: () => void}}
 */
export function createCueView(screen) {
  const open = closers();
  const element = document.createElement("div");
  element.className = "cue-layer";
  const place = document.createElement("div");
  // Two regions that are always there: a screen reader hears what changes in them.
  const calm = document.createElement("p");
  calm.className = "unseen";
  calm.setAttribute("aria-live", "polite");
  const urgent = document.createElement("p");
  urgent.className = "unseen";
  urgent.setAttribute("aria-live", "assertive");
  element.append(place, calm, urgent);
  /** @type {Element | null} */
  let before = null;

  open.add(
    effect(() => {
      const cue = screen.cue.value;
      render(cue ? cueView(cue, () => screen.tapAway(cue.seq)) : nothing, place);
      calm.textContent = cue && cue.kind !== "safety" ? cue.say : "";
      urgent.textContent = cue?.kind === "safety" ? cue.say : "";
      if (!cue) {
        if (before instanceof HTMLElement && document.activeElement === document.body) before.focus({ preventScroll: true });
        before = null;
        return;
      }
      if (cue.kind === "safety") {
        before ??= document.activeElement;
        place.querySelector("button")?.focus({ preventScroll: true });
      }
      afterPaint(() => {
        if (screen.cue.peek()?.seq !== cue.seq) return;
        performance.mark("cue-painted", { detail: { seq: cue.seq } });
        screen.painted(cue.seq);
      });
    }),
  );

  return { element, close: open.close };
}

/**
 * @param {Cue} cue
 * @param {() => void} tapAway
 */
function cueView(cue, tapAway) {
  const isSafety = cue.kind === "safety";
  return html`<div class="cue ${cue.kind} ${size(cue.say)}" id="cue" data-seq=${cue.seq} aria-hidden=${isSafety ? nothing : "true"}>
    ${isSafety ? icon("stop") : nothing}
    <span class="cue-words">${cue.say}</span>
    ${isSafety ? html`<button type="button" class="button" id="cue-ok" @click=${tapAway}>I stopped</button>` : nothing}
  </div>`;
}

/**
 * The longest word decides: it must not be broken, and never be smaller than nine hundredths of the screen.
 *
 * @param {string} say
 * @returns {"" | "long" | "longest"}
 */
function size(say) {
  const longest = Math.max(...say.split(/\s+/u).map((word) => word.length));
  if (longest > 11) return "longest";
  return longest > 8 || say.length > 22 ? "long" : "";
}

/**
 * After the frame that holds what was just drawn: in a hidden page, never.
 *
 * @param {() => void} then
 */
function afterPaint(then) {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      then();
    };
    port2.postMessage(null);
  });
}

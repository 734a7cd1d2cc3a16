/** How both are matched in time: from the start, at one point, by phases, rep against rep; and the key frames that do it. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { fine } from "../clips/time.js";
import { closers, effect, signal } from "../lib/state.js";
import { icon } from "../live/icon-view.js";
import { missing, reps } from "../review/time-map.js";
import { order } from "./layout.js";
import { partFrom } from "./matching.js";
import { BOTH } from "./pair.js";

/** @typedef {import("./pair.js").Pair} Pair */
/** @typedef {import("./layout.js").Which} Which */

const WAYS = /** @type {[import("./matching.js").Sync["way"], string][]} */ ([
  ["start", "From the start"],
  ["point", "At one point"],
  ["phases", "By phases"],
  ["reps", "Rep against rep"],
]);
export const PRESETS = ["Start", "Bottom", "Top", "Lockout", "Contact", "End"];
const SHOWN_MOST = 60;

/**
 * @param {Pair} pair
 * @returns {() => void}
 */
export function attach(pair) {
  const close = closers();
  const { run } = pair;
  const place = /** @type {HTMLElement} */ (document.getElementById("pair-match"));
  const title = signal(PRESETS[1] ?? "");
  const group = "Both clips";
  close.add(
    pair.keys.register([
      { key: "y", shift: false, deed: "to-match", words: "to where they are matched", group, run: pair.toMatch },
      { key: "y", shift: true, deed: "match-here", words: "match here: what both show now belongs together", group, run: pair.matchHere },
      { key: "a", deed: "nudge-first-back", words: "the first clip alone, a frame back", group, repeats: true, run: () => run.nudge("first", -1) },
      { key: "d", deed: "nudge-first-on", words: "the first clip alone, a frame on", group, repeats: true, run: () => run.nudge("first", 1) },
      { key: "q", deed: "nudge-second-back", words: "the second clip alone, a frame back", group, repeats: true, run: () => run.nudge("second", -1) },
      { key: "w", deed: "nudge-second-on", words: "the second clip alone, a frame on", group, repeats: true, run: () => run.nudge("second", 1) },
    ]),
  );
  close.add(effect(() => void render(panel(pair, title), place)));
  // These move at every painting: the list beside them is not made anew for that.
  close.add(
    effect(() => {
      const moments = run.moments.value;
      pair.matched.value;
      for (const which of BOTH) {
        const range = document.getElementById(`alone-${which}`);
        if (!(range instanceof HTMLInputElement)) continue;
        range.value = String(moments[which]);
        range.setAttribute("aria-valuetext", fine(moments[which]));
      }
    }),
  );
  return close.close;
}

/**
 * @param {Pair} pair
 * @param {import("../lib/state.js").Signal<string>} title
 */
function panel(pair, title) {
  const way = pair.sync.value.way;
  const found = pair.matched.value;
  if (pair.config.side === "client") {
    return found.phases.length ? phases(pair) : html`<p class="muted">Both run from ${way === "point" ? "the point where they were matched" : "their beginnings"}.</p>`;
  }
  return html`<div class="pair-ways" role="group" aria-label="How both are matched">
      ${WAYS.map(
        ([key, words]) =>
          html`<button class="button quiet" type="button" aria-pressed=${way === key} data-way=${key} @click=${() => choose(pair, key)}>${words}</button>`,
      )}
    </div>
    ${found.why ? html`<p class="notice warn" role="status">${found.why}</p>` : nothing} ${way === "reps" ? whichReps(pair) : nothing}
    ${way === "phases" || way === "reps" ? phases(pair) : nothing}
    <div class="row">
      <button class="button plain" type="button" data-do="loop-in">Loop from here</button>
      <button class="button plain" type="button" data-do="loop-out">Loop to here</button>
    </div>
    ${byHand(pair)} ${pair.mayWrite ? adding(pair, title) : nothing}`;
}

/** @param {Pair} pair @param {import("./matching.js").Sync["way"]} way */
function choose(pair, way) {
  if (way === "point") pair.matchHere();
  else pair.match({ way });
}

/** @param {Pair} pair */
function whichReps(pair) {
  const found = { first: reps(pair.sides.first.keyFrames.value), second: reps(pair.sides.second.keyFrames.value) };
  const chosen = pair.sync.value.reps;
  /** @param {Which} which @param {0 | 1} index */
  const list = (which, index) =>
    html`<label class="field"
      ><span>${nameOf(pair, which)}</span
      ><select
        @change=${(/** @type {Event} */ event) => {
          /** @type {[number, number]} */
          const next = [...chosen];
          next[index] = Number(/** @type {HTMLSelectElement} */ (event.target).value);
          pair.match({ reps: next });
        }}
      >
        ${found[which].map((rep) => html`<option value=${rep.nth} ?selected=${rep.nth === chosen[index]}>Rep ${rep.nth} · ${fine(rep.from_ms)}</option>`)}
        ${found[which].length === 0 ? html`<option>No key frames</option>` : nothing}
      </select></label
    >`;
  return html`<div class="pair-two">${list("first", 0)}${list("second", 1)}</div>
    <p class="hint">A rep ends where one of its key frames comes again.</p>`;
}

/** @param {Pair} pair */
function phases(pair) {
  const { run } = pair;
  const found = pair.matched.value.phases;
  const loop = run.loop.value;
  const [left] = order(pair.layout.value);
  const lacks = pair.sync.value.way === "phases" && pair.config.side === "trainer" ? missing(pair.sides.first.keyFrames.value, pair.sides.second.keyFrames.value) : [];
  return html`${found.length
      ? html`<ul class="pair-phases" aria-label="Phases">
          ${found.slice(0, SHOWN_MOST).map((one, index) => {
            const part = partFrom(found, index);
            const isLoop = Boolean(part && loop && loop[0] === part[0] && loop[1] === part[1]);
            const name = `${one.title}${one.nth > 1 ? ` ${one.nth}` : ""}`;
            return html`<li>
              <button class="pair-phase" type="button" @click=${() => run.seek(one.first_ms)}>
                <strong>${name}</strong><span class="hint numbers">${fine(left === "first" ? one.first_ms : one.second_ms)} · ${fine(left === "first" ? one.second_ms : one.first_ms)}</span>
              </button>
              ${part
                ? html`<button
                    class="button plain"
                    type="button"
                    aria-pressed=${isLoop}
                    aria-label="Loop from ${name} to ${found[index + 1]?.title}"
                    @click=${() => {
                      pair.touch(() => void (run.loop.value = isLoop ? null : part));
                      if (!isLoop) run.seek(part[0]);
                    }}
                  >
                    Loop
                  </button>`
                : nothing}
            </li>`;
          })}
        </ul>`
      : nothing}
    ${lacks.slice(0, SHOWN_MOST).map((one) => {
      const has = one.lacks === "first" ? "second" : "first";
      const name = `${one.title}${one.nth > 1 ? ` ${one.nth}` : ""}`;
      return html`<div class="pair-lack">
        <p class="grow">
          <strong>${name}</strong> is not in ${nameOf(pair, one.lacks)} yet.
          <button class="button plain" type="button" @click=${() => run.put(has, one.at_ms)}>Show it in ${nameOf(pair, has)}</button>
        </p>
        ${pair.mayWrite
          ? html`<button class="button quiet" type="button" @click=${() => addTo(pair, one.lacks, one.title)}>Put “${one.title}” here in ${nameOf(pair, one.lacks)}</button>`
          : nothing}
      </div>`;
    })}`;
}

/** Each clip moved by itself, then matched. @param {Pair} pair */
function byHand(pair) {
  const { run, sides } = pair;
  run.span.value; // a length may come later
  return html`<fieldset class="pair-hand">
    <legend>Move one clip alone</legend>
    ${BOTH.map((which) => {
      const length = sides[which].reel.length();
      if (length === null) return nothing;
      const name = nameOf(pair, which);
      return html`<div class="pair-alone">
        <label for="alone-${which}">${name}</label>
        <button class="button quiet icon-only" type="button" aria-label="${name}: one frame back" data-do="nudge-${which}-back">${icon("frame-back")}</button>
        <input
          id="alone-${which}"
          type="range"
          min="0"
          max=${Math.max(1, length)}
          step="any"
          @input=${(/** @type {Event} */ event) => run.put(which, Number(/** @type {HTMLInputElement} */ (event.target).value))}
        />
        <button class="button quiet icon-only" type="button" aria-label="${name}: one frame on" data-do="nudge-${which}-on">${icon("frame-forward")}</button>
      </div>`;
    })}
    <div class="row">
      <button class="button quiet" type="button" data-do="match-here">Match here</button>
      <button class="button plain" type="button" data-do="to-match">To the match</button>
    </div>
  </fieldset>`;
}

/**
 * @param {Pair} pair
 * @param {import("../lib/state.js").Signal<string>} title
 */
function adding(pair, title) {
  return html`<fieldset class="pair-adding">
    <legend>Put a key frame here</legend>
    <label class="field"
      ><span>Title</span><input
        type="text"
        maxlength="120"
        list="pair-titles"
        autocomplete="off"
        .value=${title.value}
        @input=${(/** @type {Event} */ event) => void (title.value = /** @type {HTMLInputElement} */ (event.target).value)}
      /><datalist id="pair-titles">${PRESETS.map((one) => html`<option value=${one}></option>`)}</datalist></label
    >
    <div class="row">
      ${BOTH.filter((which) => pair.sides[which].reel.length() !== null).map(
        (which) =>
          html`<button class="button quiet" type="button" data-add=${which} ?disabled=${!title.value.trim()} @click=${() => addTo(pair, which, title.value)}>
            In ${nameOf(pair, which)}
          </button>`,
      )}
    </div>
  </fieldset>`;
}

/** @param {Pair} pair @param {Which} which @param {string} title */
function addTo(pair, which, title) {
  const ms = pair.run.moments.peek()[which];
  pair.sides[which].addKey(ms, title.trim().slice(0, 120));
  pair.say(`“${title.trim()}” is at ${fine(ms)} in ${nameOf(pair, which)}.`, "good");
}

/** @param {Pair} pair @param {Which} which */
export function nameOf(pair, which) {
  const { first, second } = pair.config;
  const own = pair.config[which];
  if (own.label) return own.label;
  return which === "first" ? (first.title === second.title ? "the first" : own.title) : first.title === second.title ? "the second" : own.title;
}

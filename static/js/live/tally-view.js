/** Counting on a timer, to be seen and pressed: one big button for a client, a row for each client for the trainer. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { effect } from "../lib/state.js";
import { icon } from "./icon-view.js";
import { firstAnd, tallyRows, tallyWords } from "./tallies.js";
import { isForPerson, upText } from "./timers.js";

const REPS_MOST = 999;

/**
 * @typedef {import("./types.d.ts").Timer} Timer
 * @typedef {import("./types.d.ts").Tally} Tally
 * @typedef {import("./types.d.ts").Peer} Peer
 * @typedef {import("./tally-deeds.js").TallyDeeds} TallyDeeds
 */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {import("./timer-view.js").TimerFace} options.timer
 * @param {TallyDeeds} options.deeds
 * @param {HTMLElement} options.element where it is shown
 * @returns {() => void} closes it
 */
export function showTally({ live, timer, deeds, element }) {
  return effect(() => {
    const shown = timer.timer.value;
    const facing = timer.face.value;
    const latest = shown && live.room.value.timers[shown.id];
    const isCounted = latest && facing && latest.counts !== "" && (facing.state === "done" || facing.interval.kind !== "prepare");
    element.hidden = !isCounted;
    if (!isCounted) return void render(nothing, element);
    const people = peopleOf(latest, live);
    const isDone = facing.state === "done";
    const me = live.room.value.peers[live.me.id];
    if (live.isTrainer) render(trainerRows(latest, people, isDone, deeds), element);
    else if (me) render(html`${ownButton(latest, me, isDone, deeds)} ${isDone ? results(latest, me, people) : nothing}`, element);
  });
}

/**
 * The clients on a timer that this page may know of.
 *
 * @param {Timer} timer
 * @param {import("./enter.js").LiveRoom} live
 * @returns {Peer[]} one device each
 */
function peopleOf(timer, live) {
  const me = live.room.value.peers[live.me.id];
  const clients = [...(me ? [me] : []), ...live.others.value].filter((peer) => peer.role === "client" && peer.device === "main" && isForPerson(timer, peer.person));
  const gone = Object.values(live.room.value.peers).filter(({ person, role }) => role === "client" && timer.tallies[person] && !clients.some((one) => one.person === person));
  return [...clients, ...gone].filter((peer, at, all) => all.findIndex(({ person }) => person === peer.person) === at);
}

/**
 * @param {Timer} timer
 * @param {Peer} me
 * @param {boolean} isDone the time is up
 * @param {TallyDeeds} deeds
 */
function ownButton(timer, me, isDone, deeds) {
  const tally = deeds.of(timer, me.person);
  const press = (/** @type {import("./tallies.js").Do} */ what) => () => deeds.press(timer, what, me);
  if (timer.counts === "rounds" && isDone) return beyond(timer, me, tally, deeds);
  if (timer.counts === "rounds") {
    return html`<div class="tally">
      <output class="tally-count" aria-live="polite">${tallyWords("rounds", tally)}</output>
      <button type="button" class="tally-press" id="tally-add" @click=${press("add")}>${icon("plus")}<span>Round</span></button>
      <button type="button" class="tally-less" id="tally-take" ?disabled=${tally.rounds === 0} @click=${press("take")}><span aria-hidden="true">−1</span><span class="unseen">One round less</span></button>
    </div>`;
  }
  if (timer.counts === "finish") {
    if (tally.finish_ms === null) {
      return isDone ? html`<p class="tally-count">Time is up</p>` : html`<div class="tally"><button type="button" class="tally-press" id="tally-finish" @click=${press("finish")}>${icon("check")}<span>Done</span></button></div>`;
    }
    return html`<div class="tally"><output class="tally-count" aria-live="polite">Done in ${upText(tally.finish_ms)}</output>${undo("Not yet", press("undo"))}</div>`;
  }
  if (tally.out === null) {
    return isDone ? html`<p class="tally-count">You made it</p>` : html`<div class="tally"><button type="button" class="tally-press" id="tally-out" @click=${press("out")}>${icon("hand")}<span>I am out</span></button></div>`;
  }
  return html`<div class="tally"><output class="tally-count" aria-live="polite">${tallyWords("out", tally)}</output>${undo("Still in", press("undo"))}</div>`;
}

/**
 * The time is up: what was done of the round that was not finished, counted afterwards, and a round that was forgotten.
 *
 * @param {Timer} timer
 * @param {Peer} me
 * @param {Tally} tally
 * @param {TallyDeeds} deeds
 */
function beyond(timer, me, tally, deeds) {
  const set = (/** @type {number} */ reps) => () => deeds.press(timer, "reps", me, Math.min(REPS_MOST, Math.max(0, reps)));
  return html`<div class="tally beyond">
    <output class="tally-count" aria-live="polite">${tallyWords("rounds", tally)}</output>
    <div class="tally-steps" role="group" aria-label="Repetitions of the round you did not finish">
      <button type="button" class="tally-less" id="reps-less" ?disabled=${tally.reps === 0} @click=${set(tally.reps - 1)}><span aria-hidden="true">−1</span><span class="unseen">One repetition less</span></button>
      <button type="button" class="tally-less" id="reps-one" @click=${set(tally.reps + 1)}><span aria-hidden="true">+1</span><span class="unseen">One repetition more</span></button>
      <button type="button" class="tally-less" id="reps-five" @click=${set(tally.reps + 5)}><span aria-hidden="true">+5 reps</span><span class="unseen">Five repetitions more</span></button>
      <button type="button" class="tally-less" id="tally-add" @click=${() => deeds.press(timer, "add", me)}>+ Round</button>
    </div>
  </div>`;
}

/**
 * @param {string} label
 * @param {() => void} press
 */
const undo = (label, press) => html`<button type="button" class="tally-less" id="tally-undo" @click=${press}>${label}</button>`;

/**
 * @param {Timer} timer
 * @param {Peer} me
 * @param {Peer[]} people
 */
function results(timer, me, people) {
  if (people.length < 2) return nothing;
  return html`<ol class="tally-rows" aria-label="How it went">
    ${firstAnd(tallyRows(timer, people), me.person).map(
      ({ person, name, words }) => html`<li class=${person === me.person ? "own" : ""}><span>${person === me.person ? "You" : name}</span><span class="numbers">${words || missing(timer)}</span></li>`,
    )}
  </ol>`;
}

/** @param {Timer} timer */
const missing = ({ counts }) => (counts === "out" ? "Made it" : "Not done");

/**
 * @param {Timer} timer
 * @param {Peer[]} people
 * @param {boolean} isDone the time is up
 * @param {TallyDeeds} deeds
 */
function trainerRows(timer, people, isDone, deeds) {
  return html`<ul class="tally-rows" aria-label="What clients count">
    ${people.map((whose) => {
      const { person, name } = whose; // in the order of the pictures: no row moves under a finger
      const tally = deeds.of(timer, person);
      const press = (/** @type {import("./tallies.js").Do} */ what) => () => deeds.press(timer, what, whose);
      const isSet = tally.finish_ms !== null || tally.out !== null;
      return html`<li data-person=${person}>
        <span>${name}</span><span class="numbers" role="status">${tallyWords(timer.counts, tally)}</span>
        ${timer.counts === "rounds"
          ? html`${small("−", `One round less for ${name}`, press("take"))} ${small("+", `One round more for ${name}`, press("add"))} ${isDone ? small("+1 rep", `One repetition more for ${name}`, () => deeds.press(timer, "reps", whose, Math.min(REPS_MOST, tally.reps + 1))) : nothing}`
          : small(isSet ? "Undo" : timer.counts === "finish" ? "Done" : "Out", `${isSet ? "Undo" : timer.counts === "finish" ? "Done" : "Out"}: ${name}`, press(isSet ? "undo" : timer.counts === "finish" ? "finish" : "out"))}
      </li>`;
    })}
  </ul>`;
}

/**
 * @param {string} sign
 * @param {string} label
 * @param {() => void} press
 */
const small = (sign, label, press) => html`<button type="button" class="chip" aria-label=${label} @click=${press}>${sign}</button>`;

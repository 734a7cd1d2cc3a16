/** A plan at one glance: a strip whose parts are as wide as their time, tall for effort and low for rest, and what each kind adds up to. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";
import { lengthText } from "../live/plans/length.js";
import { KINDS } from "./kinds.js";

/**
 * @typedef {import("../live/types.d.ts").Interval} Interval
 * @typedef {import("../live/types.d.ts").IntervalKind} IntervalKind
 */

/** @type {Record<IntervalKind, string>} */
export const SHAPES = { prepare: "phase-prepare", work: "phase-work", hold: "phase-hold", rest: "phase-rest", recover: "phase-rest", transition: "phase-rest" };

/**
 * @param {Interval[]} plan
 * @returns {{words: string, kind: IntervalKind, ms: number}[]} how much of each kind there is, in the order kinds are offered
 */
export function sums(plan) {
  return KINDS.map(({ kind, words }) => ({
    kind,
    words,
    ms: plan.filter((interval) => interval.kind === kind).reduce((sum, interval) => sum + interval.duration_ms, 0),
  })).filter(({ ms }) => ms > 0);
}

/** @param {Interval[]} plan */
export function stripView(plan) {
  const total_ms = plan.reduce((sum, interval) => sum + interval.duration_ms, 0);
  const many = `${plan.length} ${plan.length === 1 ? "interval" : "intervals"}`;
  return html`<div class="timer-sum">
    <p class="timer-total"><strong id="total">${lengthText(Math.round(total_ms / 1000))}</strong> <span class="muted">in all, ${many}</span></p>
    <div class="strip" role="img" aria-label=${`Drawn: ${many}`}>
      ${plan.map(
        (interval) => html`<span class="strip-part is-${interval.kind}" .style=${`flex-grow:${interval.duration_ms / 1000}`} title=${title(interval)}>
          ${interval.duration_ms / total_ms > 0.08 ? html`<span class="strip-word">${interval.name}</span>` : nothing}
        </span>`,
      )}
    </div>
    <ul class="strip-sums">
      ${sums(plan).map(({ kind, words, ms }) => html`<li><span class="strip-key is-${kind}">${icon(SHAPES[kind])}</span>${words} <span class="numbers">${lengthText(Math.round(ms / 1000))}</span></li>`)}
    </ul>
  </div>`;
}

/** @param {Interval} interval */
function title({ name, label = "", duration_ms, round, rounds }) {
  const about = [name, label, rounds > 0 ? `${round} of ${rounds}` : ""].filter(Boolean).join(", ");
  return `${about}: ${lengthText(Math.round(duration_ms / 1000))}`;
}

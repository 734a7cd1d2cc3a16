/** The trainer's look under the bonnet: what each connection carries, once a second. */

import { html } from "../../vendor/lit-html/lit-html.js";
import { closers, effect, every, signal } from "../lib/state.js";
import { tracksOf } from "./tracks.js";

const SECOND_MS = 1000;

/** @type {Record<import("./lanes.js").Lane, string>} */
const LANES = { voice: "Voice", camera: "Camera", screen: "Screen", "screen-sound": "Sound of the screen" };

/**
 * @typedef {object} TracksPanel
 * @property {() => unknown} view
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {() => boolean} options.isOpen only then it is measured; reads state
 * @returns {TracksPanel}
 */
export function createTracksPanel({ live, isOpen }) {
  const open = closers();
  const tracks = signal(/** @type {import("./tracks.js").Track[]} */ ([]));
  /** @type {import("./tracks.js").Report[]} */
  let before = [];

  async function look() {
    const now = await live.reports().catch(() => []);
    tracks.value = tracksOf(before, now);
    before = now;
  }

  open.add(
    effect(() => {
      if (!isOpen()) return;
      void look();
      return every(SECOND_MS, () => void look());
    }),
  );

  /** @param {string | null} peer */
  const nameOf = (peer) => live.others.value.find(({ id }) => id === peer)?.name ?? "";

  /** @param {import("./tracks.js").Track} track */
  function row({ key, peer, lane, isOurs, kbit_s, lost_percent, rtt_ms, jitter_ms, frames_per_s, size }) {
    const name = nameOf(peer);
    const whose = isOurs ? (name ? `You to ${name}` : "You") : name || "Somebody";
    const picture = frames_per_s === null ? "" : size ? `${size}, ${frames_per_s} a second` : "no picture";
    return html`<li data-track=${key}>
      <div class="row between"><strong>${whose}</strong><span class="muted">${LANES[lane]}</span></div>
      <dl class="figures numbers">
        ${figure("Rate", `${kbit_s} kbit/s`)} ${figure("Loss", shown(lost_percent, "%"))} ${figure("Round trip", shown(rtt_ms, "ms"))}
        ${figure("Jitter", shown(jitter_ms, "ms"))}
      </dl>
      ${picture ? html`<p class="muted small numbers">${picture}</p>` : ""}
    </li>`;
  }

  return {
    view: () => html`<div class="instrument">
      <p class="muted small">${live.room.value.mode === "relay" ? "Pictures and sound go through your server." : "Pictures and sound go straight between you two."}</p>
      <ul class="people tracks" aria-label="Tracks">
        ${tracks.value.map(row)}
      </ul>
      ${tracks.value.length === 0 ? html`<p class="muted">Nothing flows yet. Figures come as soon as somebody is here.</p>` : ""}
    </div>`,
    close: open.close,
  };
}

/**
 * @param {string} name
 * @param {string} value
 */
function figure(name, value) {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

/**
 * @param {number | null} value
 * @param {string} unit
 */
function shown(value, unit) {
  return value === null ? "–" : `${value} ${unit}`;
}

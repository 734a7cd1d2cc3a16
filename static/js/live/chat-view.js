/** The chat, with the cues between the lines, so that a missed one can still be read. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { timeOfDay } from "../lib/time-of-day.js";
import { icon } from "./icon-view.js";

/**
 * @typedef {import("./types.d.ts").Room} Room
 * @typedef {{seq: number, at_ms: number, kind: "line" | "cue" | "marker", who: string, text: string, note: string}} Entry
 */

/**
 * @param {Room} room
 * @param {object} viewer
 * @param {string} viewer.id
 * @param {number[]} viewer.missed
 * @returns {Entry[]} in the order of the log
 */
export function entriesOf(room, { id, missed }) {
  /** @type {Entry[]} */
  const entries = [
    ...room.chat.map(({ seq, at_ms, actor, name, text }) => ({
      seq,
      at_ms,
      kind: /** @type {const} */ ("line"),
      who: actor === id ? "You" : name,
      text,
      note: "",
    })),
    ...room.cues.map(({ seq, at_ms, say }) => ({
      seq,
      at_ms,
      kind: /** @type {const} */ ("cue"),
      who: "Cue",
      text: say,
      note: missed.includes(seq) ? "missed" : "",
    })),
    ...room.markers.filter(({ kind }) => kind === "free").map(({ seq, at_ms, label }) => ({
      seq,
      at_ms,
      kind: /** @type {const} */ ("marker"),
      who: "Marker",
      text: label,
      note: "",
    })),
  ];
  return entries.sort((a, b) => a.seq - b.seq);
}

/**
 * @param {object} facts
 * @param {Entry[]} facts.entries
 * @param {(text: string) => void} facts.send
 * @param {(() => void) | null} facts.close null: the panel closes elsewhere
 */
export function chatView({ entries, send, close }) {
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    const field = /** @type {HTMLInputElement} */ (/** @type {HTMLFormElement} */ (event.target).elements.namedItem("text"));
    const text = field.value.trim();
    if (text === "") return;
    send(text);
    field.value = "";
  };
  return html`<div class="chat">
    ${close
      ? html`<div class="row between"><h2>Chat</h2><button type="button" class="big" id="chat-close" @click=${close}>${icon("close")}<span>Close</span></button></div>`
      : nothing}
    <div class="chat-lines" role="log" aria-label="Chat and cues" tabindex="0">
      ${entries.length === 0 ? html`<p class="muted">Nothing was said here yet.</p>` : nothing}
      ${repeat(
        entries,
        (entry) => entry.seq,
        (entry) => html`<p class="chat-${entry.kind}">
          <span class="muted small">${entry.who} <time class="numbers">${timeOfDay(entry.at_ms)}</time>${entry.note ? html` <span class="badge bad">${entry.note}</span>` : nothing}</span>
          <span>${entry.text}</span>
        </p>`,
      )}
    </div>
    <form class="chat-write" @submit=${submit}>
      <label class="unseen" for="chat-text">Message</label>
      <input id="chat-text" name="text" maxlength="2000" autocomplete="off" placeholder="Message" />
      <button type="submit" class="button primary icon-only" id="chat-send">${icon("send")}<span class="unseen">Send</span></button>
    </form>
  </div>`;
}

/**
 * Keeps the latest line in view when one came; whoever reads further up is left there.
 *
 * @param {HTMLElement} root
 */
export function followChat(root) {
  const lines = root.querySelector(".chat-lines");
  if (!(lines instanceof HTMLElement)) return;
  const count = String(lines.childElementCount);
  if (lines.dataset["count"] !== count) lines.scrollTop = lines.scrollHeight;
  lines.dataset["count"] = count;
}

/** The emergency card: where a client is today, how to reach them, who is with them, whom to call, and their limits. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "./icon-view.js";

/**
 * @typedef {import("./types.d.ts").Peer} Peer
 * @typedef {NonNullable<import("./types.d.ts").PageConfig["safety"]>} Safety
 */

/**
 * What they said at the door today comes before what is on file.
 *
 * @param {Peer | null} peer
 * @param {Safety[string] | null} known on file
 * @param {string} [limits] of their health check
 */
export function safetyCard(peer, known, limits = "") {
  const { address = "", callback = "", helper = "", emergency = "" } = peer?.door ?? {};
  const number = callback || known?.phone || "";
  return html`<dl class="safety-card">
    <div><dt>Where they are</dt><dd>${address || known?.address || "Not given"}</dd></div>
    <div><dt>Their number</dt><dd>${number ? tel(number) : "Not given"}</dd></div>
    <div><dt>With them</dt><dd>${helper || "Nobody named"}</dd></div>
    <div><dt>In an emergency</dt><dd>${emergency ? spoken(emergency) : onFile(known)}</dd></div>
    ${limits ? html`<div><dt>Limits</dt><dd class="as-typed">${limits}</dd></div>` : nothing}
  </dl>`;
}

/**
 * Everybody's, for the trainer: one key.
 *
 * @param {Peer[]} clients who are in
 * @param {import("./types.d.ts").PageConfig} config
 */
export function safetyPanel(clients, config) {
  if (clients.length === 0) return html`<p class="muted">Nobody is here yet.</p>`;
  return clients.map(
    (peer) => html`<section class="instrument" data-safety=${peer.person}>
      <h2>${peer.door?.name ?? peer.name}</h2>
      ${safetyCard(peer, config.safety?.[peer.person] ?? null, config.health?.[peer.person]?.limits ?? "")}
    </section>`,
  );
}

/**
 * What somebody wrote of whom to call: the number in it can be tapped.
 *
 * @param {string} text
 */
function spoken(text) {
  const number = /\+?\d[\d ()./-]{4,}\d/u.exec(text)?.[0];
  if (!number) return text;
  const [before = "", after = ""] = text.split(number);
  return html`${before}${tel(number)}${after}`;
}

/** @param {Safety[string] | null} known */
function onFile(known) {
  if (known?.emergency_phone) return html`${known.emergency_name} ${tel(known.emergency_phone)}`;
  return known?.emergency_name || "Nobody named";
}

/** @param {string} number */
function tel(number) {
  return html`<a href=${`tel:${number.replace(/[^+\d]/gu, "")}`}>${icon("phone")}<span>${number}</span></a>`;
}

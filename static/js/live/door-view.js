/** The page before the room: how one looks and sounds, what the trainer must know today, and the way in. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { timeOfDay } from "../lib/time-of-day.js";
import { agreementsView } from "./agreements-view.js";
import { POSES, silhouette } from "./framing-view.js";
import { big, icon } from "./icon-view.js";
import { advice } from "./trouble.js";

/**
 * @typedef {import("../../vendor/lit-html/lit-html.js").TemplateResult} Template
 * @typedef {import("./types.d.ts").PageConfig} PageConfig
 * @typedef {import("./door.js").DoorState} DoorState
 * @typedef {import("./devices.js").Gear} Gear
 * @typedef {import("./framing-view.js").Pose} Pose
 */

/**
 * @typedef {object} DoorFacts
 * @property {PageConfig} config
 * @property {DoorState} door
 * @property {import("./agreements.js").Agreements} agreements
 * @property {Gear} gear
 * @property {Pose | null} pose
 * @property {import("./network-check.js").Verdict | null} network null: still measuring
 * @property {import("./trouble.js").Browser} browser
 * @property {HTMLElement} picture
 * @property {HTMLElement} meter
 */

/**
 * @typedef {object} DoorDeeds
 * @property {() => void} join
 * @property {() => void} toggleMic
 * @property {() => void} toggleCamera
 * @property {() => void} flip
 * @property {(id: string) => void} chooseMic
 * @property {(id: string) => void} chooseCamera
 * @property {() => void} retry
 * @property {(pose: Pose | null) => void} pose
 * @property {(change: Partial<DoorState>) => void} set
 */

/**
 * @param {DoorFacts} facts
 * @param {DoorDeeds} deeds
 * @returns {Template}
 */
export function doorView(facts, deeds) {
  const { config, door } = facts;
  const { you, session } = config;
  const isClient = you.role === "client" && you.device === "main";
  const isReturning = isClient && !you.first_time && you.kind !== "guest";
  return html`<div class="door ${isClient ? "" : "short"}">
    <section class="door-look" aria-label="Camera and microphone">${preview(facts, deeds)}</section>
    <section class="door-join">
      <p class="muted">${when(session, config.meets)}</p>
      <h1 tabindex="-1">${you.device === "camera" ? "Second camera" : session.title}</h1>
      ${you.device === "camera" ? html`<p>This device shows your picture from another side. It stays silent.</p>` : nothing}
      ${config.gate ? gateView(config.gate) : nothing} ${(config.unsettled ?? []).map(unsettledView)}
      <form class="stack" novalidate @submit=${(/** @type {Event} */ event) => (event.preventDefault(), deeds.join())}>
        ${isReturning ? html`<h2>Same as last time?</h2>${summary(facts)}` : nothing}
        ${isReturning ? nothing : fields(facts, deeds)}
        ${door.problem && !FIELDS.includes(door.problem.where ?? "") ? alarm(door.problem.message) : nothing}
        <button class="button ${config.gate?.health ? "quiet" : "primary"} wide" id="join" type="submit" aria-busy=${door.isJoining} ?disabled=${door.isJoining}>
          ${icon("video")}<span>${door.isJoining ? "Joining…" : config.gate ? "Come in to talk" : joinLabel(facts)}</span>
        </button>
        ${isReturning
          ? html`<details ?open=${FIELDS.includes(door.problem?.where ?? "")}>
              <summary>${icon("chevron-down")}<span>Check or change something</span></summary>
              <div class="stack">${fields(facts, deeds)} ${pickers(facts, deeds)}</div>
            </details>`
          : pickers(facts, deeds)}
        ${network(facts)}
        ${config.back === null
          ? nothing
          : html`<a class="back" href=${config.back}>${icon("chevron-left")}<span>${isClient ? "Back to my page" : "Back to the session"}</span></a>`}
      </form>
    </section>
  </div>`;
}

const FIELDS = ["name", "address", "callback", "helper", "emergency"];

/**
 * What stands between a client and exercise, and the way past it.
 *
 * @param {NonNullable<PageConfig["gate"]>} gate
 * @returns {Template}
 */
function gateView({ title, text, health }) {
  return html`<div class="gate" id="gate" role="status">
    <h2>${icon("lock")}<span>${title}</span></h2>
    <p>${text}</p>
    ${health === null ? nothing : html`<a class="button primary wide" id="health-check" href=${health}>${icon("check")}<span>Do the health check</span></a>`}
  </div>`;
}

/**
 * Something happened in an earlier session and nobody said what it was: it holds nobody back, and the trainer has to know.
 *
 * @param {{text: string, review: string}} one
 * @returns {Template}
 */
function unsettledView({ text, review }) {
  return html`<div class="gate unsettled" role="status">
    <h2>${icon("warning")}<span>Not settled yet</span></h2>
    <p><a href=${review} target="_blank" rel="noopener">${text}</a></p>
  </div>`;
}

/** @param {DoorFacts} facts */
function joinLabel({ config, gear }) {
  if (config.you.device === "camera") return "Show this camera";
  if (gear.busy || gear.camera) return config.you.role === "trainer" ? "Open the room" : "Join";
  return gear.mic ? "Join with sound only" : "Join without camera and microphone";
}

/**
 * @param {PageConfig["session"]} session
 * @param {string} others
 * @returns {string}
 */
function when({ starts_at_ms }, others) {
  const at = new Date(starts_at_ms);
  const isToday = at.toDateString() === new Date().toDateString();
  const day = isToday ? "Today" : at.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });
  return `${day} at ${timeOfDay(starts_at_ms)}${others ? ` with ${others}` : ""}`;
}

/**
 * @param {DoorFacts} facts
 * @param {DoorDeeds} deeds
 * @returns {Template}
 */
function preview({ config, gear, pose, picture, meter, browser }, deeds) {
  const isMain = config.you.device === "main";
  const worst = gear.camera_trouble ?? (isMain ? gear.mic_trouble : null);
  const what = gear.camera_trouble && gear.mic_trouble ? "both" : gear.camera_trouble ? "camera" : "microphone";
  return html`<div class="tile preview ${worst && !gear.camera ? "troubled" : ""}">
      ${picture} ${pose ? silhouette(pose) : nothing}
      ${!gear.camera && !worst
        ? html`<p class="no-picture">${icon("video-off")}<span>${gear.busy ? "Starting the camera…" : "Camera off: your trainer hears you, as on the phone."}</span></p>`
        : nothing}
      ${worst && !gear.camera ? advise(advice(worst, what, browser), deeds) : nothing}
      <div class="tile-foot">
        ${isMain ? big({ icon: gear.mic ? "mic" : "mic-off", label: gear.mic ? "Mic on" : "Mic off", press: deeds.toggleMic, pressed: gear.mic, id: "door-mic" }) : nothing}
        ${big({ icon: gear.camera ? "video" : "video-off", label: gear.camera ? "Camera on" : "Camera off", press: deeds.toggleCamera, pressed: gear.camera, id: "door-camera" })}
        ${gear.cameras.length > 1 ? big({ icon: "camera-switch", label: "Turn", press: deeds.flip, id: "door-flip", hint: "Use the other camera" }) : nothing}
        ${isMain ? meter : nothing}
      </div>
    </div>
    ${worst && gear.camera ? alarm(advice(worst, what, browser).title) : nothing}
    ${(gear.camera || gear.busy) && config.session.service !== "consultation" && !config.gate
      ? html`<div class="poses" role="group" aria-label="Where to be in the picture">
          ${Object.entries(POSES).map(
            ([key, { name }]) => html`<button
              type="button"
              class="button quiet"
              aria-pressed=${pose === key}
              @click=${() => deeds.pose(pose === key ? null : /** @type {Pose} */ (key))}
            >${name}</button>`,
          )}
          <p class="muted" role="status">${pose ? POSES[pose].say : "Choose one to see where to be in the picture."}</p>
        </div>`
      : nothing}`;
}

/**
 * @param {import("./trouble.js").Advice} found
 * @param {DoorDeeds} deeds
 * @returns {Template}
 */
function advise(found, deeds) {
  return html`<div class="no-picture advice" role="alert">
    ${icon("warning")}
    <div class="stack tight">
      <h2>${found.title}</h2>
      <ol>${found.steps.map((step) => html`<li>${step}</li>`)}</ol>
      ${found.canRetry ? html`<div><button type="button" class="button quiet" id="retry" @click=${deeds.retry}>Try again</button></div>` : nothing}
    </div>
  </div>`;
}

/**
 * @param {DoorFacts} facts
 * @param {DoorDeeds} deeds
 * @returns {Template}
 */
function pickers({ gear, config }, deeds) {
  return html`<div class="columns pickers">
    ${gear.cameras.length > 1 ? select("pick-camera", "Camera", gear.cameras, gear.camera_id, deeds.chooseCamera) : nothing}
    ${gear.mics.length > 1 && config.you.device === "main" ? select("pick-mic", "Microphone", gear.mics, gear.mic_id, deeds.chooseMic) : nothing}
  </div>`;
}

/**
 * @param {string} id
 * @param {string} label
 * @param {import("./devices.js").Choice[]} choices
 * @param {string} chosen
 * @param {(id: string) => void} choose
 * @returns {Template}
 */
function select(id, label, choices, chosen, choose) {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select id=${id} @change=${(/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
      ${choices.map((one) => html`<option value=${one.id} ?selected=${one.id === chosen}>${one.label}</option>`)}
    </select>
  </div>`;
}

/**
 * @param {DoorFacts} facts
 * @returns {Template}
 */
function summary({ door }) {
  const lines = [
    door.address && `You are at ${door.address}.`,
    door.callback && `Call back: ${door.callback}.`,
    door.helper && `With you: ${door.helper}.`,
    door.emergency && `In an emergency: ${door.emergency}.`,
  ].filter(Boolean);
  return html`<p class="muted">${lines.length > 0 ? lines.join(" ") : "Camera and microphone as last time."}</p>`;
}

/**
 * @param {DoorFacts} facts
 * @param {DoorDeeds} deeds
 * @returns {Template | typeof nothing}
 */
function fields({ config, door, agreements }, deeds) {
  const { you } = config;
  if (you.role !== "client" || you.device !== "main") return nothing;
  /**
   * @param {"name" | "address" | "callback" | "helper" | "emergency"} name
   * @param {string} label
   * @param {string} hint
   * @param {{type?: string, autocomplete?: AutoFill}} [more]
   */
  const field = (name, label, hint, { type = "text", autocomplete = "off" } = {}) => {
    const problem = door.problem?.where === name ? door.problem.message : "";
    return html`<div class="field">
      <label for=${`door-${name}`}><span>${label}</span>${name === "name" ? nothing : html`<span class="optional">optional</span>`}</label>
      ${hint ? html`<p class="hint" id=${`door-${name}-hint`}>${hint}</p>` : nothing}
      <input
        id=${`door-${name}`}
        name=${name}
        type=${type}
        autocomplete=${autocomplete}
        .value=${door[name]}
        aria-describedby=${`door-${name}-hint door-${name}-error`}
        aria-invalid=${problem ? "true" : nothing}
        @input=${(/** @type {Event} */ event) => deeds.set({ [name]: /** @type {HTMLInputElement} */ (event.target).value })}
      />
      <p class="field-error" id=${`door-${name}-error`} ?hidden=${!problem}>${problem}</p>
    </div>`;
  };
  return html`
    ${you.kind === "guest" ? field("name", "Your name", "", { autocomplete: "name" }) : nothing}
    ${field("address", "Where are you today?", "Street and number, in case you need help. Only your trainer sees it.", { autocomplete: "street-address" })}
    ${field("callback", "Phone number to call you back", "If the connection is lost.", { type: "tel", autocomplete: "tel" })}
    ${field("helper", "Is anyone with you who could help?", "")}
    ${field("emergency", "Whom to call in an emergency?", "A name and a number. Only your trainer sees it.")}
    ${agreements.list.value.length > 0 ? agreementsView(agreements) : nothing}
  `;
}

/**
 * @param {DoorFacts} facts
 * @returns {Template}
 */
function network({ network: found }) {
  const { tone, title, detail } = found ?? { tone: "neutral", title: "Checking the connection…", detail: "" };
  return html`<p class="network ${tone}" id="network" role="status">
    ${icon(tone === "bad" ? "wifi-off" : "wifi")}<span><strong>${title}</strong> ${detail}</span>
  </p>`;
}

/**
 * @param {string} message
 * @returns {Template}
 */
function alarm(message) {
  return html`<p class="form-alert" role="alert">${icon("warning")}<span>${message}</span></p>`;
}

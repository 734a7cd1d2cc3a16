/** The trainer's rail of instruments and bar of switches. On a narrow screen two rows under the thumb, the rarer switches behind one button. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { fullScreenButton, micAndCamera } from "./controls-view.js";
import { big } from "./icon-view.js";

/** isFloor: a consultation has none of it at hand, though its keys work. */
/** @type {{panel: string, icon: string, label: string, key: string, isFloor?: boolean}[]} */
const INSTRUMENTS = [
  { panel: "cues", icon: "cue", label: "Cues", key: "1–9", isFloor: true },
  { panel: "day", icon: "repeat", label: "Sets", key: ":", isFloor: true },
  { panel: "notes", icon: "edit", label: "Notes", key: "#" },
  { panel: "timer", icon: "timer", label: "Timer", key: "T", isFloor: true },
  { panel: "clips", icon: "video", label: "Clips", key: "L" },
  { panel: "assess", icon: "sheet", label: "Assess", key: "Q", isFloor: true },
  { panel: "form", icon: "check", label: "Forms", key: "=" },
  { panel: "people", icon: "group", label: "People", key: "P" },
  { panel: "chat", icon: "chat", label: "Chat", key: "C" },
];

/**
 * @typedef {object} Facts
 * @property {string} panel the instrument that is open
 * @property {(panel: string) => void} toggle
 * @property {Record<import("./keys.js").Deed, () => void>} onDeed
 * @property {boolean} isConsultation
 * @property {boolean} isNarrow
 * @property {boolean} hasHelp
 * @property {number} unread
 * @property {import("./devices.js").Devices} devices
 * @property {import("./devices.js").Gear} gear
 * @property {boolean} mirrorsMe
 * @property {boolean} isFull
 * @property {import("./apart-view.js").Apart} apart
 * @property {(() => void) | null} askForCamera
 * @property {boolean} isRecorded
 * @property {boolean} isEnding
 * @property {() => void} end
 */

/** @param {Facts} facts */
export function railView(facts) {
  const { panel, toggle, onDeed, isConsultation, isNarrow, hasHelp, unread } = facts;
  return html`<nav class="rail" aria-label="Instruments">
    ${INSTRUMENTS.filter((one) => (isConsultation ? !one.isFloor : !(isNarrow && one.panel === "form"))).map(({ panel: name, icon: shape, label, key }) =>
      big({
        icon: shape,
        label: name === "chat" && unread > 0 ? `Chat (${unread})` : label,
        press: () => toggle(name),
        pressed: panel === name,
        id: `rail-${name}`,
        hint: `${label} (${key})`,
      }),
    )}
    ${isNarrow ? nothing : momentButtons(facts)} ${isNarrow || isConsultation ? nothing : effortButton(onDeed)}
    ${isNarrow ? nothing : big({ icon: "info", label: "Keys", press: onDeed.help, pressed: hasHelp, id: "keys", hint: "All keys (?)" })}
  </nav>`;
}

/** @param {Facts} facts */
export function controlsView(facts) {
  const { panel, toggle, isNarrow, devices, gear, isEnding, end } = facts;
  return html`<nav class="controls" aria-label="Controls">
    ${micAndCamera(devices, gear, { mic: "D", camera: "E" })} ${isNarrow ? momentButtons(facts) : rareSwitches(facts)}
    ${isNarrow ? big({ icon: "more", label: "More", press: () => toggle("more"), pressed: panel === "more", id: "more" }) : nothing}
    ${big({ icon: "leave", label: "End", press: end, pressed: isEnding, kind: "danger", id: "end" })}
  </nav>`;
}

/** @param {Facts} facts */
export function rareSwitches({ panel, toggle, onDeed, isConsultation, isNarrow, devices, gear, mirrorsMe, isFull, isRecorded, askForCamera }) {
  return html`${big({
    icon: isRecorded ? "stop" : "record",
    label: isRecorded ? "Stop rec" : "Record",
    press: onDeed.record,
    pressed: isRecorded,
    kind: isRecorded ? "news" : "",
    id: "record",
    hint: "Record the session (Y)",
  })}${"getDisplayMedia" in (navigator.mediaDevices ?? {})
    ? big({
        icon: "screen",
        label: gear.screen ? "Stop sharing" : "Share",
        press: onDeed.share,
        pressed: gear.screen,
        kind: gear.screen ? "news" : "",
        id: "share",
        hint: "Share your screen (G)",
      })
    : nothing}
  ${isNarrow ? effortButton(onDeed) : nothing}
  ${isNarrow && !isConsultation ? big({ icon: "check", label: "Forms", press: onDeed.form, pressed: panel === "form", id: "rail-form" }) : nothing}
  ${askForCamera ? big({ icon: "qr", label: "2nd camera", press: askForCamera, pressed: panel === "second", id: "camera-ask", hint: "A phone as a second camera" }) : nothing}
  ${big({
    icon: "sound",
    label: "Music",
    press: () => toggle("music"),
    pressed: panel === "music",
    kind: gear.music ? "news" : "",
    id: "music",
    hint: "Share music, and music mode",
  })}
  ${big({ icon: "wifi", label: "Connection", press: onDeed.connection, pressed: panel === "connection", id: "connection", hint: "What each picture and voice needs (I)" })}
  ${big({ icon: "settings", label: "Devices", press: () => toggle("devices"), pressed: panel === "devices", id: "devices" })}
  ${big({ icon: "mirror", label: "Mirror me", press: onDeed.mirror, pressed: mirrorsMe, id: "mirror", hint: "Mirror your own picture (R)" })}
  ${fullScreenButton(isFull, "Full screen (F)")}`;
}

/** @param {Facts["onDeed"]} onDeed */
function markButton(onDeed) {
  return big({ icon: "marker", label: "Mark", press: onDeed.marker, id: "mark", hint: "Mark this moment (M)" });
}

/** @param {Facts["onDeed"]} onDeed */
function effortButton(onDeed) {
  return big({ icon: "heart", label: "Effort", press: onDeed.effort, id: "effort-ask", hint: "Ask how hard it was (;)" });
}

/** @param {Facts} facts */
function momentButtons({ panel, toggle, onDeed, isConsultation }) {
  return html`${isConsultation ? nothing : big({ icon: "stop", label: "Stop", press: () => toggle("stop"), pressed: panel === "stop", kind: "stop", id: "stop", hint: "Stop one client or everyone (! pauses at once)" })}
  ${markButton(onDeed)}
  ${big({ icon: "clip", label: "Clip that", press: onDeed.clip, id: "clip", hint: "Keep the last seconds of your client's camera (K)" })}`;
}

/** What a trainer does in the room, and the word that it was done: every press is confirmed where the eye already is. Touches no page. */

import { newId } from "../lib/outbox.js";
import { closers, signal } from "../lib/state.js";
import { planProblem } from "./plans/problems.js";
import { planLength } from "./timers.js";

const VALID_MS = 3000;
const TIMER_PATIENCE_MS = 4000; // a start that arrives later than this would surprise
const ASK_PATIENCE_MS = 8000;
const STAYS_MS = 2600;
const PROBLEM_STAYS_MS = 6000;

/**
 * @typedef {import("./types.d.ts").CueKind} CueKind
 * @typedef {import("./types.d.ts").Interval} Interval
 * @typedef {import("./types.d.ts").Timer["counts"]} Counts
 * @typedef {Pick<import("./types.d.ts").PaletteCue, "exercise" | "phase" | "region">} About what a cue is about
 * @typedef {import("../lib/socket.js").Ack} Ack
 * @typedef {"pause" | "resume" | "skip" | "back" | "add" | "stop"} Change
 */

/**
 * @typedef {object} Word what was pressed, and what became of it
 * @property {number} id
 * @property {string} icon
 * @property {string} text
 * @property {"sending" | "done" | "failed"} state
 * @property {number | null} cue_seq for a cue: whether it was seen is in the log
 */

/**
 * @typedef {object} Deeds
 * @property {import("../lib/state.js").ReadonlySignal<Word | null>} word
 * @property {import("../lib/state.js").Signal<"everyone" | string>} to whom cues go to
 * @property {(say: string, kind?: CueKind, focus?: "external" | "internal" | "", about?: About) => void} cue
 * @property {(title: string, plan: Interval[], counts?: Counts) => void} startTimer for whom cues go to
 * @property {(change: Change) => void} changeTimer
 * @property {() => void} askEffort of whom cues go to
 * @property {(label?: string) => void} mark
 * @property {(peer: string) => void} admit
 * @property {(peer: string) => void} deny
 * @property {(peer: string) => void} kick
 * @property {(person: string) => void} unbar
 * @property {(on: boolean) => void} byPhone
 * @property {(text: string) => void} chat
 * @property {() => void} endSession
 * @property {(icon: string, text: string, sent: Promise<Ack>) => void} confirm a word for what somebody else sends
 * @property {(icon: string, text: string) => void} say a word for what needs no server
 * @property {(text: string) => void} warn a word for what was not done
 * @property {() => void} close
 */

/** @type {Record<Change, {icon: string, text: string}>} */
const CHANGES = {
  pause: { icon: "pause", text: "Timer paused" },
  resume: { icon: "play", text: "Timer goes on" },
  skip: { icon: "skip", text: "Next interval" },
  back: { icon: "back", text: "Interval before" },
  add: { icon: "plus", text: "Ten seconds more" },
  stop: { icon: "stop", text: "Timer stopped" },
};

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {() => boolean} options.speaks whether cues are sent to be spoken
 * @param {(person: string | null) => string} [options.lang] of a cue's words to one, or to everyone
 * @param {() => import("./types.d.ts").Timer | null} options.timer the one that is shown
 * @param {() => boolean} [options.asksEffort] whether the end of a timer asks how hard it was
 * @returns {Deeds}
 */
export function createDeeds({ live, speaks, lang = () => "", timer, asksEffort = () => false }) {
  const open = closers();
  const word = signal(/** @type {Word | null} */ (null));
  const to = signal(/** @type {"everyone" | string} */ ("everyone"));
  let last = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let alarm;
  open.add(() => clearTimeout(alarm));

  /**
   * @param {Word} next
   * @param {number} stays_ms
   */
  function show(next, stays_ms) {
    word.value = next;
    clearTimeout(alarm);
    alarm = setTimeout(() => void (word.value = null), stays_ms);
  }

  /**
   * @param {string} icon
   * @param {string} text
   * @param {Promise<Ack>} sent
   * @param {boolean} [isCue]
   */
  async function confirm(icon, text, sent, isCue = false) {
    const id = (last += 1);
    show({ id, icon, text, state: "sending", cue_seq: null }, PROBLEM_STAYS_MS);
    const ack = await sent;
    if (id !== last) return;
    if (ack.ok) show({ id, icon, text, state: "done", cue_seq: isCue ? ack["seq"] : null }, STAYS_MS);
    else show({ id, icon: "warning", text: `${text}: ${ack.message}`, state: "failed", cue_seq: null }, PROBLEM_STAYS_MS);
  }

  /**
   * @returns {import("./types.d.ts").Peer | undefined | null} whom it is for; undefined: everyone; null: for one who has left, and
   *   what was meant for one is not for all
   */
  function chosen() {
    if (to.value === "everyone") return undefined;
    const one = live.others.value.find((peer) => peer.id === to.value);
    if (!one) to.value = "everyone";
    return one ?? null;
  }

  /** @param {string} text */
  function warn(text) {
    show({ id: (last += 1), icon: "warning", text, state: "failed", cue_seq: null }, PROBLEM_STAYS_MS);
  }

  return {
    word,
    to,
    cue(say, kind = "form", focus = "", { exercise, phase, region } = {}) {
      const one = chosen();
      if (one === null) return warn("Not sent: they have left. Cues go to everyone again");
      const named = one ? [one.id] : /** @type {const} */ ("everyone");
      const isPrivate = one !== undefined && live.isGroup.value; // nobody talks to one of several: the cue must be heard
      const about = { exercise: exercise ?? null, phase: phase ?? "", region: region ?? "", lang: lang(one?.person ?? null) };
      const body = { say: say.trim(), kind, focus, ...about, to: named, speak: isPrivate || speaks(), valid_ms: VALID_MS };
      // Late, a cue is wrong, not late. A safety cue may come late.
      void confirm("cue", isPrivate ? `${say.trim()} (${one.name} alone)` : say.trim(), live.command("cue.send", body, kind === "safety" ? 30_000 : VALID_MS), true);
    },
    startTimer(title, plan, counts = "") {
      if (plan.length === 0 || planLength(plan) === 0) return;
      const wrong = planProblem(plan);
      if (wrong) return warn(`Not started: ${wrong}`);
      const one = chosen();
      if (one === null) return warn("Not started: they have left. Timers are for everyone again");
      const named = one ? [one.id] : /** @type {const} */ ("everyone");
      const text = one && live.isGroup.value ? `${title} started for ${one.name} alone` : `${title} started`;
      void confirm("timer", text, live.command("timer.start", { timer: newId(), title, plan, counts, asks_effort: asksEffort(), to: named }, TIMER_PATIENCE_MS));
    },
    changeTimer(change) {
      const now = timer();
      if (!now) return;
      const body = { timer: now.id, do: change, rev: now.rev };
      const { icon, text } = CHANGES[change];
      void confirm(icon, text, live.command("timer.change", body, TIMER_PATIENCE_MS));
    },
    askEffort() {
      const one = chosen();
      if (one === null) return warn("Not asked: they have left. Questions go to everyone again");
      const text = one && live.isGroup.value ? `Asked ${one.name} how hard it was` : "Asked how hard it was";
      void confirm("heart", text, live.command("effort.ask", { ask: newId(), to: one ? [one.id] : "everyone" }, ASK_PATIENCE_MS));
    },
    mark: (label = "") => void confirm("marker", label ? `Marked: ${label}` : "Marked", live.command("marker.place", { label }, 60_000)),
    admit: (peer) => void confirm("person-add", "Let in", live.command("admit", { peer }, 10_000)),
    deny: (peer) => void confirm("hand", "Turned away", live.command("deny", { peer }, 10_000)),
    kick: (peer) => void confirm("lock", "Removed", live.command("kick", { peer }, 10_000)),
    unbar: (person) => void confirm("person", "May knock again", live.command("unbar", { person }, 10_000)),
    byPhone: (on) => void confirm("phone", on ? "Carrying on by phone" : "Back to video", live.command("phone", { on }, 60_000)),
    chat: (text) => void live.command("chat.send", { text }),
    endSession: () => void confirm("check", "Session ended", live.command("session.end", {}, 30_000)),
    confirm: (icon, text, sent) => void confirm(icon, text, sent),
    say(icon, text) {
      show({ id: (last += 1), icon, text, state: "done", cue_seq: null }, STAYS_MS);
    },
    warn,
    close: open.close,
  };
}

/** Assess: what the trainer does with takes, and how far each step of an assessment is. Touches no page. */

import { get, post, Refusal } from "../lib/http.js";
import { newId } from "../lib/outbox.js";
import { closers, computed, effect, every, signal } from "../lib/state.js";
import { setupWords } from "../capture/framing.js";
import { createStepSheets, timerOf } from "../protocols/step-sheets.js";

const LOOK_MS = 2000;
const PATIENCE_MS = 10_000;
const LABEL_MOST = 80; // of a mark

/**
 * @typedef {import("./types.d.ts").Take} Take
 * @typedef {import("./types.d.ts").Peer} Peer
 *
 * @typedef {object} KnownStep a step of an assessment as the server tells of it
 * @property {string} step its key
 * @property {string} state
 * @property {string | null} clip
 * @property {string} clip_state
 * @property {number} percent
 * @property {{key: string, title: string, is_filmed: boolean, view_words: string, words: string[], seconds: number | null, reps: number | null,
 *   framing_key: string, distance_m: number, camera_height_m: number, hold: "upright" | "sideways", pace_bpm: number | null, counts_pulse: boolean,
 *   measures: import("../protocols/step-sheets.js").SheetMeasure[], checkpoints: import("../protocols/step-sheets.js").SheetCheckpoint[]}} how
 *
 * @typedef {{id: string, title: string, protocol: string, steps: KnownStep[]}} Known
 */

/**
 * @typedef {object} TakeDeeds
 * @property {import("../lib/state.js").ReadonlySignal<Record<string, Known[]>>} known by person: the assessments of this session, the latest first
 * @property {import("../lib/state.js").ReadonlySignal<boolean>} isBusy
 * @property {import("../lib/state.js").Signal<number>} countdown_s
 * @property {(peer: Peer, protocol: string) => Promise<void>} begin makes the assessment
 * @property {(peer: Peer, assessment: Known, step: KnownStep) => void} start
 * @property {(take: Take, deed: "stop" | "cancel") => void} change
 * @property {import("../protocols/step-sheets.js").StepSheets} sheets what is measured and seen
 * @property {(step: KnownStep) => void} time starts the step's timer on the client's device
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {import("./types.d.ts").PageConfig} options.config
 * @param {import("./deeds.js").Deeds} options.deeds
 * @returns {TakeDeeds}
 */
export function createTakeDeeds({ live, config, deeds }) {
  const open = closers();
  const known = signal(/** @type {Record<string, Known[]>} */ ({}));
  const isBusy = signal(false);
  const countdown_s = signal(10);
  /** @type {Set<string>} */
  const asked = new Set();

  /** @param {Known} one @param {string} person */
  function put(one, person) {
    const rest = (known.peek()[person] ?? []).filter(({ id }) => id !== one.id);
    const before = (known.peek()[person] ?? []).findIndex(({ id }) => id === one.id);
    const all = [...rest];
    all.splice(Math.max(0, before), 0, one);
    known.value = { ...known.peek(), [person]: all };
  }

  /** @param {string} id @param {string} person */
  async function look(id, person) {
    const found = await get(`/assessments/${id}`).catch(() => null);
    if (found) put(/** @type {Known} */ (/** @type {unknown} */ (found)), person);
    else asked.delete(id);
  }

  // After a reload the room still knows what was filmed, and of which assessment.
  const ofTakes = computed(() => live.room.value.takes.map(({ assessment, person }) => `${assessment} ${person}`).join("\n"));
  open.add(
    effect(() => {
      for (const line of ofTakes.value.split("\n").filter(Boolean)) {
        const [id = "", person = ""] = line.split(" ");
        if (asked.has(id)) continue;
        asked.add(id);
        void look(id, person);
      }
    }),
  );
  open.add(
    every(LOOK_MS, () => {
      for (const [person, all] of Object.entries(known.peek())) {
        for (const one of all) if (isOnItsWay(live.room.peek().takes, one)) void look(one.id, person);
      }
    }),
  );

  return {
    known,
    isBusy,
    sheets: createStepSheets({ get, post }),
    time: ({ how }) => deeds.startTimer(how.title, timerOf(how)),
    countdown_s,
    async begin(peer, protocol) {
      const url = config.assessments?.[peer.person];
      if (!url || isBusy.peek()) return;
      isBusy.value = true;
      try {
        const made = /** @type {Known} */ (/** @type {unknown} */ (await post(url, { protocol, session: config.session.id })));
        asked.add(made.id);
        put(made, peer.person);
        deeds.say("sheet", `${made.title}: ${peer.name}`);
      } catch (problem) {
        deeds.warn(problem instanceof Refusal ? problem.message : "The assessment was not begun.");
      } finally {
        isBusy.value = false;
      }
    },
    start(peer, assessment, { how }) {
      const step = {
        key: how.key,
        title: how.title,
        view: how.view_words,
        words: [setupWords(how).join(" · "), ...how.words].join("\n"),
        seconds: how.seconds,
        reps: how.reps,
        framing: how.framing_key,
      };
      const body = { take: newId(), peer: peer.id, assessment: assessment.id, step, countdown_s: countdown_s.peek() };
      deeds.confirm("video", `${how.title}: ${peer.name} in ${countdown_s.peek()} s`, live.command("take.start", body, PATIENCE_MS));
    },
    change(take, deed) {
      const body = { take: take.id, rev: take.rev, do: deed };
      deeds.confirm(deed === "stop" ? "check" : "close", deed === "stop" ? "Filmed" : "Cancelled", live.command("take.change", body, PATIENCE_MS));
    },
    close: open.close,
  };
}

/**
 * Whether something of it is still to come.
 *
 * @param {Take[]} takes
 * @param {Known} one
 * @returns {boolean}
 */
export function isOnItsWay(takes, { id, steps }) {
  return steps.some(({ step, clip_state }) => {
    const last = takeOf(takes, id, step);
    return last?.state === "stopped" && clip_state !== "ready" && clip_state !== "refused";
  });
}

/**
 * @param {Take[]} takes
 * @param {string} assessment
 * @param {string} step
 * @returns {Take | null} the latest of that step that was not cancelled
 */
export function takeOf(takes, assessment, step) {
  return takes.findLast((take) => take.assessment === assessment && take.step.key === step && take.state !== "cancelled") ?? null;
}

/**
 * What the protocol has one look at in the step that is filmed, or was filmed last.
 *
 * @param {Take[]} takes
 * @param {Record<string, Known[]>} known by person
 * @returns {string[]} "Heels lift, left"; of a step without any its title
 */
export function checkpointsOf(takes, known) {
  const take = takes.findLast(({ state }) => state === "running") ?? takes.findLast(({ state }) => state === "stopped");
  if (!take) return [];
  const step = known[take.person]?.find(({ id }) => id === take.assessment)?.steps.find((one) => one.step === take.step.key);
  const found = (step?.how.checkpoints ?? []).flatMap(({ title, places }) => places.map(({ words }) => (words ? `${title}, ${words.toLowerCase()}` : title)));
  return (found.length > 0 ? found : [take.step.title]).map((label) => label.slice(0, LABEL_MOST));
}

/**
 * Where a step stands, in words for the trainer.
 *
 * @param {KnownStep} step
 * @param {Take | null} take
 * @param {{now_ms: number, percent: number | null}} facts percent: how far the client's page says it is with sending
 * @returns {{kind: "idle" | "countdown" | "recording" | "sending" | "ready" | "bad", text: string, percent: number | null}}
 */
export function stepStanding(step, take, { now_ms, percent }) {
  if (take?.state === "running") {
    const left_s = Math.ceil((take.at_ms - now_ms) / 1000);
    if (left_s > 0) return { kind: "countdown", text: `Begins in ${left_s} s`, percent: null };
    return { kind: "recording", text: `Recording, ${Math.floor((now_ms - take.at_ms) / 1000)} s`, percent: null };
  }
  if (take && percent !== null) return { kind: "sending", text: `On its way, ${percent} %`, percent };
  if (step.clip_state === "ready") return { kind: "ready", text: "Filmed", percent: null };
  if (step.clip_state === "refused") return { kind: "bad", text: "It could not be read. Film it again.", percent: null };
  if (step.clip_state === "processing" || step.clip_state === "uploaded") return { kind: "sending", text: `Being made ready, ${step.percent} %`, percent: step.percent };
  if (take) return { kind: "sending", text: "Filmed; waiting for it to arrive", percent: null };
  return { kind: "idle", text: step.how.seconds ? `${step.how.seconds} s` : step.how.reps ? `${step.how.reps} times` : "Until you stop it", percent: null };
}

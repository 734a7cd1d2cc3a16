/**
 * A step filmed at the trainer's word during the session: recorded at the camera's own quality beside the call, sent meanwhile at a pace
 * the call can bear, and given to its step. Touches no page.
 */

import { createAlarm } from "../lib/alarm.js";
import { closers, computed, effect, signal } from "../lib/state.js";
import { readCall } from "./call.js";
import { deliver } from "./delivery.js";
import { ownerOf } from "./owner.js";
import { createPace } from "./pace.js";
import { record, recordingType } from "./recording.js";
import { openShelf } from "./shelf.js";

const LONGEST_S = 600; // of a step that is stopped by hand
const LATE_MS = 5000; // a page that comes back later than this after the beginning does not begin any more

/**
 * @typedef {import("../live/types.d.ts").Take} Take
 * @typedef {import("./delivery.js").Delivery} Delivery
 */

/**
 * @typedef {object} Takes
 * @property {import("../lib/state.js").ReadonlySignal<Take | null>} now what this device films or is about to
 * @property {() => void} stop
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {import("../live/types.d.ts").PageConfig} options.config
 * @param {import("../live/enter.js").LiveRoom} options.live
 * @param {import("../live/devices.js").Devices} options.devices
 * @param {(words: string) => void} options.say why nothing was filmed
 * @returns {Takes}
 */
export function openTakes({ config, live, devices, say }) {
  const open = closers();
  const base = (config.uploads ?? "").replace(/\/uploads$/, "");
  const owner = ownerOf(base);
  const shelf = openShelf();
  const pace = createPace({ look: async () => readCall(await live.callStats(), devices.track("camera")?.id) });
  /** @type {Map<string, {recording: import("./recording.js").Recording | null, delivery: Delivery | null, tape: import("./shelf.js").Tape | null}>} */
  const begun = new Map();
  const now = signal(/** @type {Take | null} */ (null));
  const alarm = createAlarm(look);
  let isClosed = false;
  open.add(alarm.close);

  const mine = computed(() => live.room.value.takes.filter(({ peer }) => peer === live.me.id));
  const isIn = computed(() => live.caller.value !== null && live.caller.value !== "lobby");

  function look() {
    alarm.clear();
    if (!isIn.peek()) return;
    const at_ms = live.clock.now();
    for (const take of mine.peek()) follow(take, at_ms);
    const shown = mine.peek().findLast((take) => take.state === "running" || (take.state === "stopped" && at_ms < (take.stopped_at_ms ?? 0)));
    now.value = shown ?? null;
    const next = mine
      .peek()
      .flatMap(({ state, at_ms: begins_ms, stopped_at_ms }) => [state === "running" ? begins_ms : 0, state === "stopped" ? (stopped_at_ms ?? 0) : 0])
      .filter((one_ms) => one_ms > at_ms);
    if (next.length > 0) alarm.set(Math.min(...next) - at_ms);
  }

  /**
   * @param {Take} take
   * @param {number} at_ms
   */
  function follow(take, at_ms) {
    const one = begun.get(take.id);
    if (take.state === "cancelled") return void (one && letGo(take.id));
    if (take.state === "stopped" && at_ms >= (take.stopped_at_ms ?? 0)) return void one?.recording?.stop();
    if (take.state === "running" && !one && at_ms >= take.at_ms && at_ms - take.at_ms < LATE_MS) void begin(take);
  }

  /** @param {Take} take */
  async function begin(take) {
    const camera = devices.track("camera");
    const voice = devices.track("voice");
    begun.set(take.id, { recording: null, delivery: null, tape: null });
    if (!camera || recordingType() === null) {
      say(camera ? "This browser cannot record, so nothing was filmed." : "Your camera is off, so nothing was filmed. Switch it on and tell your trainer.");
      return change(take, "cancel");
    }
    const about = { assessment: take.assessment, step: take.step.key, title: take.step.title, session: config.session.id, moment: take.id };
    // Kept from the start: whether it is wanted is the trainer's to say.
    const tape = await (await shelf).start({ owner, kind: "take", about, type: recordingType() ?? "", started_at_ms: live.clock.now(), kept: true });
    if (isClosed) return tape.close();
    const stream = new MediaStream(voice ? [camera, voice] : [camera]);
    const recording = record({ stream, tape, seconds: take.step.seconds ?? LONGEST_S });
    await pace.begin();
    const delivery = deliver({ tape, base, pace });
    begun.set(take.id, { recording, delivery, tape });
    open.add(delivery.close);
    open.add(effect(() => tell(take.id, delivery.state.value)));
    void recording.over.then(() => {
      if (mine.peek().find(({ id }) => id === take.id)?.state === "running") change(take, "stop"); // its time was over
      if (recording.state.peek().why === "camera-lost") say("The camera went away. What was filmed until then is kept.");
    });
    look(); // it may have been stopped meanwhile
  }

  /**
   * @param {string} id
   * @param {import("./delivery.js").Delivered} state
   */
  function tell(id, { phase, percent, isOver }) {
    live.filming.value = isOver || phase === "failed" || phase === "cancelled" ? null : { clip: id, percent };
    if (isOver || phase === "failed") pace.end();
  }

  /** @param {string} id */
  function letGo(id) {
    const one = begun.get(id);
    if (!one?.delivery) return;
    begun.set(id, { recording: null, delivery: null, tape: null });
    void one.recording?.stop();
    live.filming.value = null;
    pace.end();
    void one.delivery.discard();
  }

  /**
   * @param {Take} take
   * @param {"stop" | "cancel"} deed
   */
  function change(take, deed) {
    const latest = mine.peek().find(({ id }) => id === take.id) ?? take;
    if (latest.state === "running") void live.command("take.change", { take: take.id, rev: latest.rev, do: deed }, 30_000);
  }

  /** Takes from before this page was opened anew: what is there of them is sent on. */
  async function sendOn() {
    const store = await shelf;
    for (const note of await store.list(owner)) {
      if (note.kind !== "take" || isClosed) continue;
      const tape = await store.take(note.id);
      if (!tape) continue;
      const id = note.about["moment"] ?? "";
      const take = mine.peek().find((one) => one.id === id);
      await pace.begin();
      const delivery = deliver({ tape, base, pace });
      begun.set(id, { recording: null, delivery, tape });
      open.add(delivery.close);
      if (take?.state === "cancelled") letGo(id);
      else open.add(effect(() => tell(id, delivery.state.value)));
      if (take) change(take, "stop");
    }
  }
  let hasLooked = false;
  open.add(
    effect(() => {
      mine.value;
      if (!isIn.value) return;
      if (!hasLooked) {
        hasLooked = true;
        void sendOn().then(look);
      } else queueMicrotask(look);
    }),
  );

  return {
    now,
    stop: () => now.peek() && change(/** @type {Take} */ (now.peek()), live.clock.now() < (now.peek()?.at_ms ?? 0) ? "cancel" : "stop"),
    close() {
      isClosed = true;
      for (const { recording } of begun.values()) void recording?.stop();
      open.close();
      live.filming.value = null;
      pace.end();
      void shelf.then((store) => store.close());
    },
  };
}

/** One step filmed: look, count down, record, look at the take, keep it or film again. Touches no page. */

import { closers, effect, every, signal } from "../lib/state.js";
import { makeRun, shownOf, tonesOf } from "./countdown.js";
import { deliver } from "./delivery.js";
import { BITS, record, recordingType } from "./recording.js";
import { roomProblem } from "./shelf.js";

const TICK_MS = 100;

/**
 * look: the camera and the silhouette · countdown · recording · saving: the last second is put down · review: the take is there ·
 * keeping · kept · elsewhere: another tab holds it
 *
 * @typedef {"look" | "countdown" | "recording" | "saving" | "review" | "keeping" | "kept"} Phase
 *
 * @typedef {object} Film
 * @property {Phase} phase
 * @property {import("./countdown.js").Shown | null} shown
 * @property {string} problem in words; "" for none
 * @property {string} warning something to know before filming; "" for none
 * @property {Blob | null} take to be looked at
 * @property {number} duration_ms of the take
 * @property {boolean} isFound the take was made before this page was opened
 * @property {boolean} isWhole false: it ends where the page was closed
 */

/**
 * @typedef {object} Filming
 * @property {import("../lib/state.js").ReadonlySignal<Film>} film
 * @property {import("../lib/state.js").ReadonlySignal<import("./delivery.js").Delivered | null>} sending
 * @property {(countdown_s: number) => void} begin
 * @property {() => void} stop ends the countdown or the take
 * @property {() => Promise<void>} again lets go of the take
 * @property {() => Promise<void>} keep resolves once the server was told, or cannot be for now
 * @property {(id: string) => Promise<boolean>} find takes up a tape from before; false where it is gone or in use
 * @property {() => void} resume tries a refused upload again
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {import("./shelf.js").TapeShelf} options.shelf
 * @param {import("../live/devices.js").Devices} options.devices
 * @param {import("../live/sound.js").Sound} options.sound
 * @param {(words: string) => void} options.say
 * @param {() => number} options.now_ms the server's clock
 * @param {string} options.owner
 * @param {string} options.base
 * @param {{title: string, seconds: number | null, longest_s: number, about: Record<string, string>}} options.step
 * @returns {Filming}
 */
export function createFilming({ shelf, devices, sound, say, now_ms, owner, base, step }) {
  const open = closers();
  const film = signal(
    /** @type {Film} */ ({ phase: "look", shown: null, problem: "", warning: "", take: null, duration_ms: 0, isFound: false, isWhole: true }),
  );
  const sending = signal(/** @type {import("./delivery.js").Delivered | null} */ (null));
  /** @type {import("./countdown.js").Run | null} */
  let run = null;
  /** @type {import("./recording.js").Recording | null} */
  let recording = null;
  /** @type {import("./shelf.js").Tape | null} */
  let tape = null;
  /** @type {import("./delivery.js").Delivery | null} */
  let delivery = null;
  let unfollow = () => {};
  let isClosed = false;

  /** @param {Partial<Film>} change */
  function set(change) {
    film.value = { ...film.peek(), ...change };
  }

  async function warn() {
    const free = roomProblem(await shelf.room(), BITS, step.seconds ?? step.longest_s);
    const lasting = shelf.isLasting ? "" : "This browser keeps nothing in a private window: leave this page open until your video is sent.";
    set({ warning: free || lasting });
  }

  function tick() {
    if (!run) return;
    const at_ms = now_ms();
    const shown = shownOf(run, at_ms);
    const last = film.peek().shown;
    if (last?.text !== shown.text || last.phase !== shown.phase || last.gone !== shown.gone) set({ shown });
    if (film.peek().phase === "countdown" && at_ms >= run.begins_ms) void roll();
  }

  function plan() {
    const now = run;
    const shift_ms = performance.now() - now_ms();
    sound.plan(now ? tonesOf(now, now_ms()) : [], (at_ms) => at_ms + shift_ms);
  }

  async function roll() {
    const camera = devices.track("camera");
    const voice = devices.track("voice");
    if (!camera) return fail("The camera went away before the recording began. Start it again.");
    set({ phase: "recording" });
    try {
      tape = await shelf.start({ owner, kind: "step", about: step.about, type: recordingType() ?? "", started_at_ms: now_ms() });
      recording = record({ stream: new MediaStream(voice ? [camera, voice] : [camera]), tape, seconds: step.seconds ?? step.longest_s });
    } catch {
      await tape?.remove().catch(() => {});
      tape = null;
      return fail("This browser could not start the recording. Reload the page, or send a file instead.");
    }
    send(tape);
    const mine = recording;
    const unwatch = effect(() => {
      if (mine.state.value.phase === "stopping") set({ phase: "saving", shown: null });
    });
    void mine.over.then(() => {
      unwatch();
      if (mine === recording) void filmed();
    });
  }

  /** @param {import("./shelf.js").Tape} from */
  function send(from) {
    const made = deliver({ tape: from, base });
    delivery = made;
    unfollow();
    unfollow = effect(() => void (sending.value = made.state.value));
  }

  async function filmed() {
    const from = tape;
    const how = recording?.state.peek();
    run = null;
    plan();
    if (!from || how?.phase === "failed") {
      await again();
      return fail("Nothing was recorded. Check that no other program uses the camera, then try again.");
    }
    const problem = how?.why === "camera-lost" ? "The camera was taken away in the middle. What was filmed until then is here." : "";
    if (isClosed) return;
    set({ phase: "review", shown: null, take: await from.blob(), duration_ms: from.note().duration_ms, isFound: false, isWhole: true, problem });
  }

  /** @param {string} problem */
  function fail(problem) {
    run = null;
    recording = null;
    plan();
    set({ phase: "look", shown: null, problem });
  }

  async function again() {
    const old = delivery;
    unfollow();
    unfollow = () => {};
    delivery = null;
    recording = null;
    tape = null;
    sending.value = null;
    set({ phase: "look", shown: null, take: null, problem: "", isFound: false });
    await old?.discard();
    await warn();
  }

  open.add(every(TICK_MS, tick));
  void warn();

  return {
    film,
    sending,
    begin(countdown_s) {
      if (film.peek().phase !== "look" || !devices.track("camera")) return;
      run = makeRun({ title: step.title, countdown_s, seconds: step.seconds, longest_s: step.longest_s, at_ms: now_ms() });
      set({ phase: "countdown", shown: shownOf(run, now_ms()), problem: "" });
      plan();
      if (countdown_s >= 5) say(`Get ready. ${countdown_s} seconds.`);
      tick();
    },
    stop() {
      const { phase } = film.peek();
      if (phase === "countdown") return fail("");
      if (phase !== "recording") return;
      run = null;
      plan();
      void recording?.stop();
    },
    again,
    async keep() {
      if (film.peek().phase !== "review") return;
      set({ phase: "keeping" });
      await delivery?.keep();
      const { isGiven, problem } = sending.peek() ?? {};
      if (problem && !isGiven && sending.peek()?.clip) set({ phase: "review", problem: problem.message });
      else set({ phase: "kept" });
    },
    async find(id) {
      const found = await shelf.take(id);
      if (!found) return false;
      if (found.size() === 0) {
        await found.remove();
        return false;
      }
      tape = found;
      send(found);
      const { duration_ms, whole } = found.note();
      set({ phase: "review", take: await found.blob(), duration_ms, isFound: true, isWhole: whole });
      return true;
    },
    resume: () => delivery?.resume(),
    close() {
      isClosed = true;
      unfollow();
      open.close();
      run = null;
      plan();
      if (recording) void recording.stop();
      delivery?.close();
    },
  };
}

/** The client's side of cues, there and on their remote: what is on the screen now, what is heard, and the answer that it was seen. Touches no page. */

import { closers, effect, signal } from "../lib/state.js";
import { arrive, EMPTY_STAGE, isFor, onScreen, step, tapAway, untilStep } from "./cues.js";

/**
 * @typedef {import("./types.d.ts").Cue} Cue
 * @typedef {import("./cues.js").Stage} Stage
 */

/**
 * @typedef {object} CueScreen
 * @property {import("../lib/state.js").ReadonlySignal<Stage>} stage
 * @property {import("../lib/state.js").ReadonlySignal<Cue | null>} cue what is to be on the screen
 * @property {(seq: number) => void} painted the page saw it on the glass
 * @property {(seq: number) => void} tapAway
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {Pick<import("./sound.js").Sound, "play">} options.sound
 * @param {Pick<import("./speech.js").Speech, "say" | "hush">} options.speech
 * @param {() => boolean} options.speaksAll whether this client wants every cue spoken
 * @param {(lacking: string | null) => void} [options.tried] a cue was to be spoken: the language this device has no voice for; null: it was said
 * @returns {CueScreen}
 */
export function createCueScreen({ live, sound, speech, speaksAll, tried = () => {} }) {
  const open = closers();
  const stage = signal(EMPTY_STAGE);
  const cue = signal(/** @type {Cue | null} */ (null));
  /** @type {Set<number>} */
  const heard = new Set();
  /** @type {Set<number>} */
  const answered = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let alarm;

  const now = () => live.clock.now();

  /** @param {Stage} next */
  function show(next) {
    stage.value = next;
    cue.value = onScreen(next);
    clearTimeout(alarm);
    const wait_ms = untilStep(next, now());
    if (wait_ms !== null) alarm = setTimeout(() => show(step(stage.value, now())), wait_ms + 1);
  }

  /** @returns {string[]} this device and the others of its person: a remote shows what its client is told */
  function mine() {
    const { peers } = live.room.peek();
    const person = peers[live.me.id]?.person;
    return [live.me.id, ...Object.values(peers).filter((one) => one.person === person).map(({ id }) => id)];
  }

  /** @param {Cue} one */
  function come(one) {
    const devices = mine();
    const isMine = devices.some((id) => isFor(one, id));
    if (isMine && !one.acked.some((id) => devices.includes(id)) && !heard.has(one.seq)) show(arrive(stage.value, one, now()));
  }

  /** After a snapshot: what is still live, and every safety cue nobody tapped away here. */
  function anew() {
    for (const one of live.room.value.cues) {
      if (one.kind === "safety" || (one.valid_ms !== null && now() < one.at_ms + one.valid_ms)) come(one);
    }
  }

  open.add(
    live.onEvent((event) => {
      if (event === null) return anew();
      if (event.type === "cue") {
        const one = live.room.value.cues.find(({ seq }) => seq === event.seq);
        if (one) come(one);
      } else if (event.type === "cue.acked" && mine().includes(event.payload["peer"])) {
        show(tapAway(stage.value, event.payload["cue_seq"], now()));
      } else if (event.type === "session.ended") {
        speech.hush();
        show(EMPTY_STAGE);
      }
    }),
  );
  open.add(
    effect(() => {
      const one = cue.value;
      if (!one || heard.has(one.seq)) return;
      heard.add(one.seq);
      sound.play(one.kind === "safety" ? "alarm" : "chirp");
      if (one.speak || one.kind === "safety" || speaksAll()) tried(speech.say(one.say, one.lang) ? null : (one.lang ?? ""));
    }),
  );

  return {
    stage,
    cue,
    painted(seq) {
      if (answered.has(seq)) return;
      answered.add(seq);
      void live.command("cue.shown", { cue_seq: seq, at_ms: Math.round(now()) });
    },
    tapAway(seq) {
      speech.hush();
      show(tapAway(stage.value, seq, now()));
      void live.command("cue.ack", { cue_seq: seq });
    },
    close() {
      clearTimeout(alarm);
      open.close();
    },
  };
}

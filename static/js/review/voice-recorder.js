/**
 * A voice-over as it is made: microphone, recordings, events, and a draft on this device that outlives its page. Knows the film, the
 * marks and this device's shelf, no page.
 */

import { closers, effect, signal } from "../lib/state.js";
import { difference, performance as performed } from "./performance.js";
import { addLine, emptyDraft, piecesOf, readDraft, written } from "./voice-draft.js";
import { joined } from "./voice-join.js";
import { listenTo, recordSound, soundType, VOICE, whyNot } from "./voice-sound.js";
import { visible, watchPerformance } from "./voice-watch.js";

const FLUSH_MS = 400;
const TAKES = 20; // of a draft that is held
const LOOKS = 3; // where there seems to be none
const TAKE_AGAIN_MS = 300;
export const MOST_MS = 20 * 60_000;

/**
 * closed · asking: for the microphone · ready: it listens, nothing is recorded · recording · paused: there is a draft · sending · failed:
 * the server said no, the draft is still here
 *
 * @typedef {"closed" | "asking" | "ready" | "recording" | "stopping" | "paused" | "sending" | "failed"} Phase
 *
 * @typedef {object} Recorded
 * @property {Phase} phase
 * @property {number} length_ms of the draft
 * @property {string} problem in words; "" for none
 * @property {{id: string, label: string}[]} microphones
 * @property {string} microphone its id
 * @property {number} percent sent
 * @property {boolean} isFound the draft is from before this page was opened
 * @property {boolean} isLasting false: this browser keeps nothing when the page is closed
 */

/** @typedef {ReturnType<typeof createRecorder>} Recorder */

/**
 * @param {object} options
 * @param {import("./voice-follow.js").Film | null} options.film null: a photo, of which nothing moves
 * @param {import("../lib/state.js").Signal<import("../clips/player.js").View>} options.view how the picture lies
 * @param {import("./marks.js").Marks | null} options.marks
 * @param {import("./actions.js").Actions | null} options.undo
 * @param {() => import("../lib/state.js").ReadonlySignal<any> | undefined} options.draft the drawing that is under way
 * @param {string} options.clip its id
 * @param {string} options.owner whose draft of which clip
 * @param {Promise<import("../capture/shelf.js").TapeShelf>} options.shelf
 * @param {(body: object) => Promise<{id: string}>} options.save tells the server of a voice-over
 * @param {(options: {source: Blob, key: string, metadata: Record<string, string>}) => import("../lib/upload.js").Upload} options.send
 * @param {MediaDevices | undefined} [options.devices]
 * @param {() => number} [options.now]
 */
export function createRecorder({ film, view, marks, undo, draft: drawn, clip, owner, shelf, save, send, devices = globalThis.navigator?.mediaDevices, now = () => globalThis.performance.now() }) {
  const open = closers();
  const state = signal(
    /** @type {Recorded} */ ({ phase: "closed", length_ms: 0, problem: "", microphones: [], microphone: "", percent: 0, isFound: false, isLasting: true }),
  );
  let draft = emptyDraft();
  /** @type {MediaStream | null} */
  let stream = null;
  /** @type {ReturnType<typeof listenTo> | null} */
  let ear = null;
  /** @type {import("../capture/shelf.js").Tape | null} */
  let journal = null;
  /** @type {Map<string, import("../capture/shelf.js").Tape>} */
  const tapes = new Map();
  /** @type {{sound: ReturnType<typeof recordSound>, watch: ReturnType<typeof watchPerformance>, from_ms: number} | null} */
  let run = null;
  /** @type {import("./performance.js").Event[]} */
  let waiting = [];
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let flushing;
  let isClosed = false;

  /** @param {Partial<Recorded>} change */
  function set(change) {
    state.value = { ...state.peek(), ...change };
  }

  /** @param {import("./voice-draft.js").Line} line */
  function note(line) {
    addLine(draft, line);
    return write(line);
  }

  /** @param {import("./voice-draft.js").Line} line */
  async function write(line) {
    const bytes = new TextEncoder().encode(written(line));
    await journal?.append(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  }

  function flush() {
    const events = waiting;
    waiting = [];
    if (events.length > 0) void write(["e", ...events]);
    if (run) void note(["t", Math.round(time(now()))]); // who only speaks, and moves nothing, is found again too
    if (run) set({ length_ms: time(now()) });
    if (run && time(now()) >= MOST_MS) void pause();
  }

  /** @param {number} at */
  const time = (at) => (run ? run.from_ms + Math.max(0, at - run.sound.began) : draft.length_ms);

  // ---- the microphone

  /** @param {string} [id] another one than before */
  async function ask(id) {
    set({ phase: stream ? state.peek().phase : "asking", problem: "" });
    if (soundType() === null || !devices?.getUserMedia) {
      return set({ phase: resting(), problem: "This browser cannot record sound. Open this page in another one, over https." });
    }
    try {
      const audio = id ? { ...VOICE, deviceId: { exact: id } } : VOICE;
      const opened = await devices.getUserMedia({ audio });
      letGo();
      stream = opened;
    } catch (problem) {
      return set({ phase: resting(), problem: whyNot(problem) });
    }
    ear = listenTo(stream);
    const track = stream.getAudioTracks()[0];
    track?.addEventListener("ended", () => {
      if (stream?.getAudioTracks()[0] !== track) return;
      void pause().then(() => set({ problem: "The microphone was taken away. What was said until then is here." }));
      letGo();
    });
    const all = (await devices.enumerateDevices().catch(() => [])).filter(({ kind }) => kind === "audioinput");
    set({
      phase: draft.runs.length > 0 ? "paused" : "ready",
      microphones: all.map(({ deviceId, label }, n) => ({ id: deviceId, label: label || `Microphone ${n + 1}` })),
      microphone: track?.getSettings().deviceId ?? "",
      isLasting: (await shelf).isLasting,
    });
  }

  function letGo() {
    ear?.close();
    ear = null;
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
  }

  /** @returns {Phase} */
  const resting = () => (draft.runs.length > 0 ? "paused" : stream ? "ready" : "closed");

  // ---- recording

  async function record() {
    if (run || !["ready", "paused"].includes(state.peek().phase)) return;
    if (!stream) await ask();
    const type = soundType();
    if (!stream || !type) return;
    const place = await shelf;
    const free = await place.room();
    if (free !== null && free < 4 * 2 ** 20) return set({ problem: "This device is full: there is no room for a voice-over. Delete something on it, then press again." });
    journal ??= await place.start({ owner, kind: "voice", about: { clip }, type: "application/x-ndjson", started_at_ms: Date.now() });
    const tape = await place.start({ owner, kind: "voice-sound", about: { clip, draft: journal.id }, type, started_at_ms: Date.now() });
    tapes.set(tape.id, tape);
    const from_ms = draft.length_ms;
    void note(["run", tape.id, from_ms]);
    let sound;
    try {
      sound = recordSound({ stream, type, tape, now });
    } catch {
      void note(["end", from_ms]);
      return set({ problem: "The recording could not be started. Choose another microphone, or reload the page; the draft is kept." });
    }
    run = { sound, from_ms, watch: { point() {}, close() {} } };
    const mine = run;
    mine.watch = watchPerformance({
      film,
      view,
      marks,
      draft: drawn(),
      before: draft.events,
      time,
      emit(event) {
        draft.events.push(event);
        draft.length_ms = Math.max(draft.length_ms, event[0]);
        waiting.push(event);
      },
      now,
    });
    flushing = setInterval(flush, FLUSH_MS);
    void sound.over.then(() => {
      if (run === mine) void pause(); // it ended by itself
    });
    set({ phase: "recording", problem: "", isFound: false });
  }

  async function pause() {
    const mine = run;
    if (!mine) return;
    mine.watch.point(null);
    mine.watch.close();
    set({ phase: "stopping" });
    clearInterval(flushing);
    const ended = await mine.sound.stop();
    const to_ms = mine.from_ms + Math.max(0, ended - mine.sound.began);
    run = null;
    flush();
    await note(["end", Math.max(to_ms, draft.events.at(-1)?.[0] ?? 0)]);
    set({ phase: "paused", length_ms: draft.length_ms });
  }

  /**
   * What follows a moment is dropped, and the page is as it was then.
   *
   * @param {number} t_ms
   */
  async function cut(t_ms) {
    await pause();
    const gone = new Set(draft.events.filter((one) => one[0] >= t_ms && (one[1] === "put" || one[1] === "drop")).map((one) => one[2]?.id ?? one[2]));
    await note(["cut", t_ms]);
    const then = performed(draft.events, film?.player.length.peek() ?? 0).at(t_ms);
    const there = marks ? visible(marks.all.peek()) : new Map();
    if (marks && undo && gone.size > 0) {
      undo.undoable("Back in the voice-over", () => {
        for (const [type, what] of difference(there, then.marks)) {
          const id = type === "put" ? what.id : what;
          if (!gone.has(id)) continue; // somebody else's, or older than the voice-over
          if (type === "put") marks.put(what.kind, what.body, id);
          else marks.remove(id);
        }
      });
    }
    view.value = /** @type {any} */ (then.view);
    if (film) backTo(film, then);
    set({ length_ms: draft.length_ms, problem: "" });
  }

  /**
   * @param {import("./voice-follow.js").Film} film
   * @param {import("./performance.js").Transport} then
   */
  function backTo({ player, start_ms }, then) {
    player.setRate(then.rate);
    const index = player.frames.peek();
    if (index) player.goFrame(index.at((start_ms + then.media_ms) / 1000));
    else player.seek(then.media_ms);
  }

  // ---- what becomes of it

  async function forget() {
    for (const tape of tapes.values()) await tape.remove();
    tapes.clear();
    await journal?.remove();
    journal = null;
    draft = emptyDraft();
    waiting = [];
  }

  /** @param {string} title */
  async function keep(title) {
    await pause();
    const { pieces, tapes: wanted, duration_ms } = piecesOf(draft, (id) => tapes.get(id)?.size() ?? 0);
    if (pieces.length === 0) return set({ problem: "Nothing was recorded. Check the microphone, then record again." });
    set({ phase: "sending", percent: 0, problem: "" });
    try {
      if (!draft.voice) {
        const { id } = await save({ title, duration_ms, pieces, events: draft.events });
        await note(["saved", id]);
      }
      const blobs = await Promise.all(wanted.map((id) => tapes.get(id)?.blob() ?? new Blob()));
      const voice = draft.voice ?? "";
      const upload = send({ source: new Blob(blobs), key: `voice.${voice}`, metadata: { part: "voice", clip, voice_over: voice, filename: "voice" } });
      const watch = effect(() => set({ percent: upload.state.value.percent ?? 0 }));
      const end = await upload.done;
      watch();
      upload.close();
      if (end.phase !== "done") throw new Error(end.error?.message ?? "It could not be sent. The draft is still here; try again.");
      await forget();
      letGo();
      set({ phase: "closed", length_ms: 0, percent: 100, isFound: false });
    } catch (problem) {
      set({ phase: "failed", problem: problem instanceof Error ? problem.message : "It could not be sent. The draft is still here; try again." });
    }
  }

  /**
   * A draft from before this page was opened. Another tab may hold it, or this one did until a moment ago: a page that was
   * reloaded lets go of it late, so it is tried for some seconds.
   */
  async function find() {
    const place = await shelf;
    for (let tries = 0; tries < TAKES && !journal && !isClosed; tries += 1) {
      if (tries > 0) await new Promise((done) => setTimeout(done, TAKE_AGAIN_MS));
      const notes = await place.list(owner);
      const found = notes.findLast(({ kind }) => kind === "voice");
      if (journal || (!found && tries >= LOOKS)) return;
      const taken = found && (await takeAll(place, notes, found.id));
      if (taken) return theirs(taken);
    }
  }

  /**
   * The journal with all its sounds, or nothing: a draft of which a part is still held is not there yet.
   *
   * @param {import("../capture/shelf.js").TapeShelf} place
   * @param {import("../capture/shelf.js").Note[]} notes
   * @param {string} id
   */
  async function takeAll(place, notes, id) {
    const wanted = [id, ...notes.filter(({ kind, about }) => kind === "voice-sound" && about["draft"] === id).map((one) => one.id)];
    const taken = await Promise.all(wanted.map((one) => place.take(one).catch(() => null)));
    if (taken.every((tape) => tape !== null) && !journal) return /** @type {import("../capture/shelf.js").Tape[]} */ (taken);
    for (const tape of taken) tape?.close();
    return null;
  }

  /** @param {import("../capture/shelf.js").Tape[]} taken the journal first */
  async function theirs([first, ...sounds]) {
    journal = first ?? null;
    if (!journal) return;
    draft = readDraft(await (await journal.blob()).text());
    for (const tape of sounds) tapes.set(tape.id, tape);
    const last = draft.runs.at(-1);
    // The page was closed while it was recorded: the sound goes as far as its last half second, and so does what is known.
    if (last && last.keep_ms === null) await note(["end", Math.max(last.from_ms, draft.length_ms)]);
    if (draft.length_ms < 1 || draft.runs.every(({ tape }) => !tapes.get(tape)?.size())) await forget();
    else set({ phase: draft.voice ? "failed" : "paused", length_ms: draft.length_ms, isFound: true, problem: draft.voice ? "It was not sent to its end. Send it again." : "" });
  }

  return {
    state,
    ask,
    record,
    pause,
    cut,
    keep,
    level: () => ear?.level() ?? 0,
    events: () => draft.events,
    /** @param {number | null} x @param {number} [y] */
    point: (x, y) => run?.watch.point(x, y),
    /** The draft's sound, as it will be heard. */
    async sound() {
      const parts = [];
      for (const { tape, keep_ms } of draft.runs) {
        const blob = keep_ms ? await tapes.get(tape)?.blob() : null;
        if (blob && keep_ms) parts.push({ blob, keep_ms });
      }
      return joined(parts);
    },
    async discard() {
      await pause();
      await forget();
      letGo();
      set({ phase: "closed", length_ms: 0, problem: "", isFound: false });
    },
    /** Lets the microphone go; a draft stays. */
    async rest() {
      await pause();
      letGo();
      set({ phase: draft.runs.length > 0 ? "paused" : "closed", problem: "" });
    },
    find,
    close() {
      isClosed = true;
      open.close();
      clearInterval(flushing);
      void pause();
      letGo();
      journal?.close();
      for (const tape of tapes.values()) tape.close();
    },
  };
}

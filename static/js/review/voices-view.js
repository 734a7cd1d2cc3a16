/** The panel of what is spoken over a clip: recording, the voice-overs there are, and the films that are made of all that. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { get, post, Refusal } from "../lib/http.js";
import { closers, effect, signal } from "../lib/state.js";
import { openCaptioning } from "./captioning-view.js";
import { askForFilm, filmsPart } from "./films-view.js";
import { openListening } from "./listening-view.js";
import { recorderPart } from "./recorder-view.js";
import { openRecording } from "./recording-view.js";
import { voiceCard } from "./voice-card-view.js";

const LOOK_MS = 1500;
const UNDER_WAY = ["processing", "uploading", "waiting", "working"];

/** @typedef {import("./voice-card-view.js").Voice} Voice */

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const { config, player, video, picture, overlay, side } = studio;
  const close = closers();
  const told = /** @type {{voices?: Voice[], films?: import("./films-view.js").Film[], review?: import("./document.js").Told}} */ (/** @type {unknown} */ (config));
  if (!picture || !overlay || !told.voices) return close.close;
  const mayWrite = side === "trainer" && (told.review?.may_write ?? false);
  if (!mayWrite && told.voices.length === 0 && (told.films ?? []).length === 0) return close.close;
  const place = studio.panel("voices");
  if (!place) return close.close;

  const voices = signal(told.voices);
  const films = signal(told.films ?? []);
  const renaming = signal(/** @type {string | null} */ (null));
  const client = config.names["client"] ?? "";
  const film = player && video ? { video, player, start_ms: config.start_ms } : null;

  const listening = openListening(studio, film);
  close.add(listening.leave);
  const recording = mayWrite ? openRecording({ studio, film, place, overlay, leave: listening.leave }) : null;
  if (recording) close.add(recording.close);
  const captioning = openCaptioning({
    place,
    studio,
    voices: () => voices.peek(),
    kept: (after) => (voices.value = voices.peek().map((one) => (one.id === after.id ? after : one))),
    play,
    listening,
  });
  close.add(captioning.close);

  // ---- playing

  /** @param {Voice} voice @param {number} [from_ms] */
  async function play(voice, from_ms) {
    if (!listening.of(voice.id)) {
      try {
        const { events } = /** @type {any} */ (await get(voice.here));
        const { id, title, duration_ms } = voice;
        await listening.play({ id, title, duration_ms, events, url: `${voice.here}/sound`, captions: () => captioning.of(voice) });
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        return studio.say(problem.message, "bad");
      }
    } else if (from_ms === undefined) listening.leave();
    if (from_ms !== undefined) {
      const replay = listening.of(voice.id);
      replay?.seek(from_ms);
      await replay?.play().catch(() => {});
    }
  }

  /** @param {import("./voice-recorder.js").Recorder} recorder */
  async function playDraft(recorder) {
    if (listening.of("draft")) return listening.leave();
    const wav = await recorder.sound();
    await listening.play({
      id: "draft",
      title: "not kept yet",
      duration_ms: recorder.state.peek().length_ms,
      events: [...recorder.events()],
      url: URL.createObjectURL(wav),
      captions: () => [],
    });
  }

  // ---- what is there

  let timer = 0;
  async function look() {
    clearTimeout(timer);
    if (!document.hidden) {
      try {
        const [spoken, made] = await Promise.all([get(`${config.here}/voice-overs`), get(`${config.here}/films`)]);
        voices.value = /** @type {any} */ (spoken)["voices"];
        films.value = /** @type {any} */ (made)["films"];
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
      }
    }
    if (isUnderWay()) timer = window.setTimeout(() => void look(), LOOK_MS);
  }
  const isUnderWay = () => [...voices.peek(), ...films.peek()].some(({ state }) => UNDER_WAY.includes(state));
  close.add(() => clearTimeout(timer));
  if (isUnderWay()) void look();

  /**
   * @param {string} url
   * @param {object} [body]
   * @returns {Promise<boolean>}
   */
  async function tell(url, body = {}) {
    try {
      const { notice } = await post(url, body);
      if (notice) studio.say(String(notice), "good");
      await look();
      return true;
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      studio.say(problem.message, "bad");
      return false;
    }
  }

  // ---- what can be done

  /** @param {import("./voice-recorder.js").Recorder} recorder @param {string} title */
  async function keep(recorder, title) {
    listening.leave();
    await recorder.keep(title);
    if (recorder.state.peek().phase !== "closed") return;
    studio.say("Kept. It is made ready in a moment.", "good");
    await look();
  }

  /** @param {Voice} voice */
  async function remove(voice) {
    if (!window.confirm(`Delete "${voice.title}" for good? The films of it go too.`)) return;
    if (listening.of(voice.id)) listening.leave();
    await tell(`${voice.here}/delete`);
  }

  /** @param {Voice} voice */
  function card(voice) {
    const isCaptioned = captioning.editing.value === voice.id;
    const how = { side, client, mayWrite, isPlayed: listening.played.value === voice.id, isNamed: renaming.value === voice.id, isCaptioned };
    return voiceCard(voice, how, {
      play: () => void play(voice),
      caption: () => void captioning.toggle(voice),
      send: () => void tell(voice.here, { sent: !voice.is_sent }),
      film: () => void tell(`${config.here}/films`, { what: "voice", voice: voice.id }),
      rename: () => (renaming.value = renaming.peek() === voice.id ? null : voice.id),
      name(title) {
        renaming.value = null;
        void tell(voice.here, { title });
      },
      remove: () => void remove(voice),
      editor: () => captioning.editor(voice),
    });
  }

  /** @param {import("./voice-recorder.js").Recorder} recorder */
  const recorderOf = (recorder) =>
    recorderPart(recorder, {
      isStill: !film,
      listen: () => void playDraft(recorder),
      isListening: listening.played.value === "draft",
      position: () => listening.of("draft")?.position.peek() ?? null,
      leave: listening.leave,
      keep: (title) => void keep(recorder, title),
    });

  if (mayWrite && film) {
    const ask = () => {
      studio.keys.run("tab-voices");
      askForFilm();
      place.querySelector(".films")?.scrollIntoView({ block: "nearest" });
    };
    close.add(studio.keys.register([{ key: [], deed: "film-ask", words: "", group: "Page", run: ask }]));
  }
  close.add(
    effect(() => {
      const some = voices.value;
      const isRecording = ["recording", "stopping"].includes(recording?.recorder.state.value.phase ?? "");
      render(
        html`<h2>${side === "trainer" ? `Spoken over the ${film ? "clip" : "photo"}` : "Your trainer speaks"}</h2>
          ${recording ? recorderOf(recording.recorder) : nothing}
          ${isRecording ? nothing : some.length > 0 ? html`<ol class="voices">${some.map(card)}</ol>` : mayWrite ? html`<p class="muted">Nothing is spoken yet. Record what you see: your voice, your pointer and your drawings are kept as you perform them.</p>` : nothing}
          ${isRecording ? nothing : filmsPart({ films: films.value, mayWrite, client, player, isSpoken: some.length > 0 }, { tell, here: config.here })}`,
        place,
      );
    }),
  );
  return close.close;
}

/** The panel of what is spoken over a clip: recording, the voice-overs there are, and the films that are made of all that. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { openShelf } from "../capture/shelf.js";
import { get, post, Refusal } from "../lib/http.js";
import { closers, effect, listen, signal } from "../lib/state.js";
import { startUpload } from "../lib/upload.js";
import { icon } from "../live/icon-view.js";
import { sorted, withChange, withNew } from "./captions.js";
import { captionsEditor } from "./captions-view.js";
import { filmsPart } from "./films-view.js";
import { recorderPart } from "./recorder-view.js";
import { toPicture } from "./turning.js";
import { showBar } from "./voice-bar-view.js";
import { pointedAt, showPerformance } from "./voice-picture-view.js";
import { openReplay } from "./voice-player.js";
import { createRecorder } from "./voice-recorder.js";

const LOOK_MS = 1500;
const SAVE_MS = 800;

/**
 * @typedef {object} Voice as the server tells of it
 * @property {string} id
 * @property {string} title
 * @property {"uploading" | "processing" | "ready" | "refused"} state
 * @property {string} why
 * @property {number} duration_ms
 * @property {string} length
 * @property {import("./captions.js").Caption[]} captions
 * @property {string} when
 * @property {boolean} is_sent
 * @property {string} here
 */

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const { config, player, video, picture, view, overlay, stage, side } = studio;
  const close = closers();
  const told = /** @type {{voices?: Voice[], films?: import("./films-view.js").Film[], review?: import("./document.js").Told}} */ (/** @type {unknown} */ (config));
  if (!picture || !overlay || !told.voices) return close.close;
  const mayWrite = side === "trainer" && (told.review?.may_write ?? false);
  if (!mayWrite && told.voices.length === 0 && (told.films ?? []).length === 0) return close.close;
  const place = studio.panel("voices");
  if (!place) return close.close;

  const voices = signal(told.voices);
  const films = signal(told.films ?? []);
  const hasCaptions = signal(true);
  const editing = signal(/** @type {string | null} */ (null)); // whose captions are written
  const lines = signal(/** @type {readonly import("./captions.js").Caption[]} */ ([]));
  const trouble = signal("");
  const isSaving = signal(false);
  const renaming = signal(/** @type {string | null} */ (null));
  /** @type {{id: string, replay: import("./voice-player.js").Replay, sound: HTMLAudioElement, close: () => void} | null} */
  let playing = null;
  const played = signal(/** @type {string | null} */ (null));
  const other = config.names;
  const film = player && video ? { video, player, start_ms: config.start_ms } : null;
  const what = film ? "clip" : "photo";

  // ---- recording

  const recorder = mayWrite
    ? createRecorder({
        film,
        view,
        marks: studio.marks,
        undo: studio.undo,
        draft: () => studio.drawing?.draft,
        clip: config.clip,
        owner: `voice:${told.review?.shelf ?? config.clip}`,
        shelf: openShelf(),
        save: async (body) => /** @type {Voice} */ ((await post(`${config.here}/voice-overs`, body))["voice"]),
        send: ({ source, key, metadata }) => startUpload({ endpoint: "/uploads", source, key, metadata }),
      })
    : null;
  if (recorder) {
    close.add(recorder.close);
    void recorder.find();
    studio.holds(() => !["closed", "ready"].includes(recorder.state.peek().phase));
    const point = (/** @type {PointerEvent} */ event) => {
      const at = pointedAt(event, overlay, view.peek(), toPicture);
      recorder.point(at ? at[0] : null, at?.[1]);
    };
    close.add(listen(stage, "pointermove", point, { passive: true, capture: true }));
    close.add(listen(stage, "pointerdown", point, { passive: true, capture: true }));
    close.add(listen(stage, "pointerleave", () => recorder.point(null)));
    close.add(
      listen(window, "beforeunload", (event) => {
        if (recorder.state.peek().phase === "recording") event.preventDefault();
      }),
    );
    const group = "Voice-over";
    close.add(
      studio.keys.register([
        { key: "v", shift: true, deed: "voice-record", words: "record, pause, go on with a voice-over", group, run: () => void pressRecord() },
      ]),
    );
  }

  async function pressRecord() {
    if (!recorder) return;
    const { phase } = recorder.state.peek();
    studio.keys.run("tab-voices");
    leave();
    if (phase === "recording") await recorder.pause();
    else if (phase === "closed") await recorder.ask();
    else await recorder.record();
  }

  /** @param {string} title */
  async function keep(title) {
    leave();
    await recorder?.keep(title);
    if (recorder?.state.peek().phase !== "closed") return;
    studio.say("Kept. It is made ready in a moment.", "good");
    await look();
  }

  // ---- playing

  function leave() {
    playing?.close();
    playing = null;
    played.value = null;
  }
  close.add(leave);

  /**
   * @param {{id: string, title: string, duration_ms: number, events: readonly import("./performance.js").Event[], url: string, captions: () => readonly import("./captions.js").Caption[]}} one
   */
  async function play({ id, title, duration_ms, events, url, captions }) {
    leave();
    video?.pause();
    const sound = new Audio(url);
    sound.preload = "auto";
    const replay = openReplay({ film, sound, events, duration_ms });
    const unshow = showPerformance({ studio, replay, captions, hasCaptions });
    const viewer = /** @type {HTMLElement} */ (document.getElementById("viewer"));
    viewer.classList.add("is-spoken-over");
    const unbar = showBar({ place: viewer, title, what, replay, duration_ms, hasCaptions, canCaption: () => captions().length > 0, leave });
    const press = (/** @type {Event} */ event) => {
      event.stopPropagation(); // or the clip would play by itself
      if (event.type !== "click") return;
      if (replay.playing.peek()) replay.pause();
      else void replay.play();
    };
    const taken = closers();
    for (const type of ["click", "pointerdown", "dblclick"]) taken.add(listen(stage, type, press, { capture: true }));
    const group = "Voice-over";
    taken.add(
      studio.keys.register([
        { key: " ", shift: false, deed: "voice-toggle", words: "play or pause the voice-over", group, run: () => (replay.playing.peek() ? replay.pause() : void replay.play()) },
        { key: "Escape", shift: false, deed: "voice-leave", words: `back to the ${what}`, group, run: leave },
      ]),
    );
    const unfail = listen(sound, "error", () => {
      studio.say("The voice could not be played. Look whether you are connected, and try again.", "bad");
    });
    playing = {
      id,
      replay,
      sound,
      close() {
        unfail();
        taken.close();
        unbar();
        unshow();
        replay.close();
        sound.removeAttribute("src");
        sound.load();
        viewer.classList.remove("is-spoken-over");
        if (url.startsWith("blob:")) URL.revokeObjectURL(url);
      },
    };
    played.value = id;
    stage.scrollIntoView({ block: "nearest" });
    await replay.play().catch(() => studio.say("Press play below the picture to hear it.", "info"));
  }

  /** @param {Voice} voice @param {number} [from_ms] */
  async function playVoice(voice, from_ms) {
    if (playing?.id !== voice.id) {
      try {
        const whole = /** @type {any} */ (await get(voice.here));
        await play({
          id: voice.id,
          title: voice.title,
          duration_ms: voice.duration_ms,
          events: whole.events,
          url: `${voice.here}/sound`,
          captions: () => (editing.peek() === voice.id ? lines.peek() : voice.captions),
        });
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        return studio.say(problem.message, "bad");
      }
    } else if (from_ms === undefined) leave();
    if (from_ms !== undefined) {
      playing?.replay.seek(from_ms);
      await playing?.replay.play().catch(() => {});
    }
  }

  async function playDraft() {
    if (!recorder) return;
    if (playing?.id === "draft") return leave();
    const wav = await recorder.sound();
    await play({
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
    const isWaiting = voices.peek().some(({ state }) => state === "processing" || state === "uploading") || films.peek().some(({ state }) => state === "waiting" || state === "working");
    if (isWaiting) timer = window.setTimeout(() => void look(), LOOK_MS);
  }
  close.add(() => clearTimeout(timer));
  if ([...voices.peek(), ...films.peek()].some(({ state }) => ["processing", "uploading", "waiting", "working"].includes(state))) void look();

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

  // ---- captions

  let saving = 0;
  /** @param {readonly import("./captions.js").Caption[]} now */
  function write(now) {
    lines.value = now;
    clearTimeout(saving);
    saving = window.setTimeout(() => void save(), SAVE_MS);
  }
  close.add(() => {
    if (saving) void save();
  });

  async function save() {
    clearTimeout(saving);
    saving = 0;
    const voice = voices.peek().find(({ id }) => id === editing.peek());
    if (!voice) return true;
    isSaving.value = true;
    try {
      const said = await post(voice.here, { captions: sorted(lines.peek()).filter(({ text }) => text.trim() !== "") });
      const after = /** @type {Voice} */ (said["voice"]);
      voices.value = voices.peek().map((one) => (one.id === after.id ? after : one));
      trouble.value = "";
      return true;
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      trouble.value = `${problem.message} What you typed is still here.`;
      return false;
    } finally {
      isSaving.value = false;
    }
  }
  studio.holds(() => saving !== 0);

  /** @param {Voice} voice */
  function edit(voice) {
    editing.value = voice.id;
    lines.value = voice.captions;
    trouble.value = "";
    void playVoice(voice, playing?.id === voice.id ? playing.replay.position.peek() : 0).then(() => playing?.replay.pause());
  }

  /** @param {Voice} voice */
  const editor = (voice) =>
    captionsEditor(
      {
        captions: lines.value,
        at_ms: (played.value === voice.id && playing?.replay.position.value) || 0,
        isSaving: isSaving.value,
        problem: trouble.value,
        vtt: `${voice.here}/captions.vtt`,
      },
      {
        change: (at, change) => write(withChange(lines.peek(), at, change)),
        remove: (at) => write(lines.peek().filter((_, n) => n !== at)),
        add() {
          const made = withNew(lines.peek(), playing?.replay.position.peek() ?? 0, voice.duration_ms);
          write(made.captions);
          queueMicrotask(() => /** @type {HTMLElement | undefined} */ (place?.querySelectorAll(".caption-line textarea")[made.at])?.focus());
        },
        seek: (ms) => void playVoice(voice, ms),
        async done() {
          if (await save()) editing.value = null;
        },
      },
    );

  // ---- the panel

  /** @param {Voice} voice */
  function card(voice) {
    const isPlayed = played.value === voice.id;
    const client = other["client"] || "your client";
    return html`<li class="voice ${isPlayed ? "is-played" : ""}" data-voice=${voice.id}>
      <div class="voice-head">
        ${renaming.value === voice.id
          ? html`<form class="row grow" @submit=${(/** @type {SubmitEvent} */ event) => {
              event.preventDefault();
              const title = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("title") ?? "");
              renaming.value = null;
              void tell(voice.here, { title });
            }}><input class="grow" name="title" aria-label="Title" maxlength="120" .value=${voice.title} autofocus /><button class="button quiet" type="submit">Save</button></form>`
          : html`<p class="grow"><strong>${voice.title}</strong><span class="hint">${voice.length} · ${voice.when}${side === "trainer" && voice.is_sent ? ` · sent to ${client}` : ""}</span></p>`}
        ${voice.state === "ready"
          ? html`<button class="button ${isPlayed ? "quiet" : "primary"}" type="button" data-play @click=${() => void playVoice(voice)}>${icon(isPlayed ? "close" : "play")}<span>${isPlayed ? "Close" : "Play"}</span></button>`
          : nothing}
      </div>
      ${voice.state === "refused" ? html`<p class="field-error">${voice.why}</p>` : nothing}
      ${voice.state === "uploading" || voice.state === "processing" ? html`<p class="hint" role="status">${voice.state === "uploading" ? "Its sound is on its way." : "It is being made ready…"}</p>` : nothing}
      ${mayWrite
        ? html`<div class="row voice-deeds">
            ${voice.state === "ready"
              ? html`<button class="button quiet" type="button" data-captions aria-expanded=${String(editing.value === voice.id)} @click=${() => (editing.value === voice.id ? void save().then(() => (editing.value = null)) : edit(voice))}>${icon("chat")}<span>Captions</span></button>
                  ${other["client"] ? html`<button class="button quiet" type="button" data-send @click=${() => void tell(voice.here, { sent: !voice.is_sent })}>${icon(voice.is_sent ? "undo" : "send")}<span>${voice.is_sent ? "Take back" : `Send to ${client}`}</span></button>` : nothing}
                  <button class="button quiet" type="button" data-film @click=${() => void tell(`${config.here}/films`, { what: "voice", voice: voice.id })}>${icon("download")}<span>Make an MP4</span></button>`
              : nothing}
            <button class="button plain" type="button" @click=${() => (renaming.value = renaming.peek() === voice.id ? null : voice.id)}>${icon("edit")}<span>Title</span></button>
            <button class="button plain" type="button" data-delete @click=${() => void remove(voice)}>${icon("trash")}<span>Delete</span></button>
          </div>`
        : nothing}
      ${editing.value === voice.id ? editor(voice) : nothing}
    </li>`;
  }

  /** @param {Voice} voice */
  async function remove(voice) {
    if (!window.confirm(`Delete "${voice.title}" for good? The films of it go too.`)) return;
    if (playing?.id === voice.id) leave();
    await tell(`${voice.here}/delete`);
  }

  if (recorder) close.add(showLevel(place, recorder));
  close.add(
    effect(() => {
      const some = voices.value;
      const isRecording = ["recording", "stopping"].includes(recorder?.state.value.phase ?? "");
      render(
        html`<h2>${side === "trainer" ? `Spoken over the ${what}` : "Your trainer speaks"}</h2>
          ${recorder ? recorderPart(recorder, { isStill: !film, listen: () => void playDraft(), isListening: played.value === "draft", position: () => (playing?.id === "draft" ? playing.replay.position.peek() : null), leave, keep: (title) => void keep(title) }) : nothing}
          ${isRecording ? nothing : some.length > 0 ? html`<ol class="voices">${some.map(card)}</ol>` : mayWrite ? html`<p class="muted">Nothing is spoken yet. Record what you see: your voice, your pointer and your drawings are kept as you perform them.</p>` : nothing}
          ${isRecording ? nothing : filmsPart({ films: films.value, mayWrite, client: other["client"] ?? "", player, isSpoken: some.length > 0 }, { tell, here: config.here })}`,
        place,
      );
    }),
  );
  return close.close;
}

/**
 * Moves the bar of the microphone's level, wherever there is one.
 *
 * @param {HTMLElement} place
 * @param {import("./voice-recorder.js").Recorder} recorder
 * @returns {() => void}
 */
function showLevel(place, recorder) {
  let next = 0;
  const step = () => {
    const bar = /** @type {HTMLElement | null} */ (place.querySelector(".level-bar"));
    if (bar) bar.style.width = `${Math.round(recorder.level() * 100)}%`;
    next = requestAnimationFrame(step);
  };
  const stop = effect(() => {
    const isOn = ["ready", "recording", "paused"].includes(recorder.state.value.phase);
    cancelAnimationFrame(next);
    if (isOn) next = requestAnimationFrame(step);
  });
  return () => {
    stop();
    cancelAnimationFrame(next);
  };
}

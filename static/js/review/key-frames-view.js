/** Key frames: made at the frame that is shown, with one press when their title is at hand; a list with pictures beside the clip. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { tileAt } from "../clips/filmstrip.js";
import { load, paint } from "../clips/strip-view.js";
import { fine } from "../clips/time.js";
import { post, Refusal } from "../lib/http.js";
import { closers, computed, effect, signal } from "../lib/state.js";
import { toast } from "../lib/toast.js";
import { icon } from "../live/icon-view.js";
import { at as keyAt, beside, colourOf, COLOURS, inOrder } from "./key-frames.js";

const NTH = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
const THUMB = { width: 160, height: 90 };

/** @typedef {import("./marks.js").Mark} Mark */

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const { player, marks, undo, config } = studio;
  const close = closers();
  if (!player || !studio.video || !marks || !undo) return close.close;
  const clip = player;
  const mayWrite = studio.side === "trainer" && config.review?.may_write === true;
  const titles = signal(config.key_titles ?? []);
  const edited = signal(/** @type {string | null} */ (null)); // the id of the one that is being renamed
  const keys = computed(() => inOrder(marks.of("key")));
  /** @type {Map<string, HTMLCanvasElement>} pictures taken when a key frame was made; the others come from the filmstrip */
  const pictures = new Map();

  function make(title = "") {
    const frame = clip.frame.value;
    const at_ms = frame === null ? clip.position.value : clip.frameMs(frame);
    clip.pause();
    const there = keyAt(keys.value, at_ms);
    const colour = colourOf(keys.value, title, titles.value);
    const made = undo?.undoable(there ? "Rename a key frame" : "Key frame", () =>
      there
        ? title
          ? marks?.change(there.id, { title, colour })
          : there
        : marks?.put("key", { at_ms, frame, title, colour }),
    );
    if (!made) return;
    take(made.id);
    studio.say(title ? `Key frame: ${title}` : "Key frame");
    if (!title) edited.value = made.id;
  }

  /** @param {string} id */
  function take(id) {
    const video = studio.video;
    if (!video || video.seeking || !video.videoWidth) return;
    const canvas = document.createElement("canvas");
    const scale = Math.min(THUMB.width / video.videoWidth, THUMB.height / video.videoHeight);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
    pictures.set(id, canvas);
  }

  /** @param {Mark} key */
  function go(key) {
    clip.pause();
    const { frame, at_ms } = key.body;
    if (frame !== null && clip.frames.value && Math.abs(clip.frameMs(frame) - at_ms) < 2) clip.goFrame(frame);
    else clip.seek(at_ms);
  }

  /** @param {-1 | 1} by */
  function jump(by) {
    const key = beside(keys.value, clip.position.value, by);
    if (key) go(key);
    else studio.say(keys.value.length === 0 ? "There are no key frames yet." : by > 0 ? "That was the last one." : "That was the first one.");
  }

  /** @param {Mark} key */
  function remove(key) {
    undo?.undoable("Delete a key frame", () => marks?.remove(key.id));
    const hide = toast(`Deleted: ${key.body["title"] || "key frame"}`, "info", {
      label: "Undo",
      press() {
        undo?.undo();
        hide();
      },
    });
  }

  /** @param {Mark} key @param {Record<string, unknown>} body */
  const change = (key, body) => undo?.undoable("Change a key frame", () => marks?.change(key.id, body));

  /** @param {readonly string[]} next */
  async function keepTitles(next) {
    const before = titles.value;
    titles.value = [...next];
    try {
      const said = await post("/settings/key-titles", { titles: next });
      titles.value = /** @type {string[]} */ (said["titles"]);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      titles.value = before;
      studio.say(problem.message, "bad");
    }
  }

  const panel = studio.panel("keys");
  if (panel) {
    close.add(
      effect(() => {
        const here = keyAt(keys.value, clip.position.value);
        render(view(here), panel);
        void picture();
      }),
    );
    // Behind another tab it had no size to paint in.
    const sizes = new ResizeObserver(() => void picture());
    sizes.observe(panel);
    close.add(() => sizes.disconnect());
  }

  /** @param {Mark | null} here */
  function view(here) {
    return html`${mayWrite
        ? html`<div class="key-frames-top">
              <button class="button quiet" type="button" data-do="key-frame" title="Insert">${icon("key-frame")}<span>Key frame here</span></button>
              <button class="button quiet icon-only" type="button" data-do="key-before" title="The one before (Ctrl left arrow)" aria-label="The key frame before">${icon("chevron-left")}</button>
              <button class="button quiet icon-only" type="button" data-do="key-after" title="The next one (Ctrl right arrow)" aria-label="The next key frame">${icon("chevron-right")}</button>
            </div>
            <div class="key-titles" role="group" aria-label="A key frame here, called">
              ${titles.value.map(
                (title, at) =>
                  html`<button class="button quiet" type="button" data-do="key-title-${at + 1}" title="Ctrl ${at + 1}">${title}</button>`,
              )}
            </div>`
        : nothing}
      ${keys.value.length === 0
        ? html`<p class="muted">
            ${mayWrite
              ? "No key frames yet. Step to a frame that matters, then press Insert, or a title: two clips with the same titles can be laid side by side phase by phase."
              : "Your trainer has marked no key frames in this clip."}
          </p>`
        : html`<ol class="key-frame-list">
            ${keys.value.map((key) => row(key, key.id === here?.id))}
          </ol>`}`;
  }

  /** @param {Mark} key @param {boolean} isHere */
  function row(key, isHere) {
    const { title, at_ms, colour, frame } = key.body;
    const name = title || "Key frame";
    return html`<li class="key-frame ${isHere ? "is-here" : ""}" data-key=${key.id}>
      <button class="key-frame-go" type="button" aria-current=${isHere ? "true" : nothing} @click=${() => go(key)}>
        <span class="key-frame-picture" aria-hidden="true" data-at=${at_ms}></span>
        <span class="ink ink-${colour}" aria-hidden="true"></span>
        <span class="key-frame-words">${name}<span class="numbers" title=${typeof frame === "number" ? `Frame ${frame + 1}` : nothing}>${fine(at_ms)}</span></span>
      </button>
      ${mayWrite
        ? html`<button class="button plain icon-only" type="button" aria-label="Change ${name}" aria-expanded=${String(edited.value === key.id)} @click=${() => (edited.value = edited.value === key.id ? null : key.id)}>${icon("edit")}</button>
            <button class="button plain icon-only" type="button" aria-label="Delete ${name}" @click=${() => remove(key)}>${icon("trash")}</button>
            ${edited.value === key.id ? form(key) : nothing}`
        : nothing}
    </li>`;
  }

  /** @param {Mark} key */
  function form(key) {
    const { title, colour } = key.body;
    /** @param {SubmitEvent} event */
    const done = (event) => {
      event.preventDefault();
      const field = /** @type {HTMLInputElement} */ (/** @type {HTMLFormElement} */ (event.target).elements.namedItem("title"));
      edited.value = null;
      if (field.value.trim() !== title) change(key, { title: field.value.trim() });
    };
    const isKept = titles.value.includes(title);
    return html`<form @submit=${done}>
      <label class="unseen" for="key-title">Title</label>
      <input id="key-title" name="title" maxlength="60" autocomplete="off" .value=${title} placeholder="Its title" />
      <button class="button quiet" type="submit">Done</button>
      <div class="key-colours" role="group" aria-label="Colour">
        ${COLOURS.map(
          (one) =>
            html`<button type="button" aria-label=${one} aria-pressed=${String(one === colour)} @click=${() => change(key, { colour: one })}><span class="ink ink-${one}"></span></button>`,
        )}
      </div>
      ${title
        ? html`<button class="button plain" type="button" @click=${() => void keepTitles(isKept ? titles.value.filter((one) => one !== title) : [...titles.value, title])}>
            ${isKept ? "Not at hand any more" : "Keep this title at hand"}
          </button>`
        : nothing}
    </form>`;
  }

  /** Fills in what the template leaves empty: pictures are painted, not written. */
  async function picture() {
    const places = /** @type {HTMLElement[]} */ ([...(panel?.querySelectorAll(".key-frame-picture") ?? [])]);
    for (const place of places) {
      const taken = pictures.get(place.closest("[data-key]")?.getAttribute("data-key") ?? "");
      if (taken && taken.parentElement !== place) place.replaceChildren(taken);
      else if (!taken) place.replaceChildren();
    }
    if (!studio.standing.peek().files.includes("filmstrip.vtt")) return;
    const { all, base } = await load(`${config.here}/files/filmstrip.vtt`);
    for (const place of places) {
      const tile = place.childElementCount === 0 ? tileAt(all, (config.start_ms + Number(place.dataset["at"])) / 1000) : null;
      if (tile && place.clientWidth > 0) paint(place, tile, base, all);
    }
  }

  const group = "Key frames";
  /** @type {import("./keys.js").Deed[]} */
  const deeds = [
    { key: "ArrowLeft", ctrl: true, deed: "key-before", words: "the key frame before", group, repeats: true, run: () => jump(-1) },
    { key: "ArrowRight", ctrl: true, deed: "key-after", words: "the next key frame", group, repeats: true, run: () => jump(1) },
  ];
  if (mayWrite) {
    deeds.push({ key: ["Insert", "i"], deed: "key-frame", words: "a key frame at what is shown", group, run: () => make() });
    for (let n = 1; n <= 9; n += 1) {
      deeds.push({
        key: String(n),
        ctrl: true,
        deed: `key-title-${n}`,
        words: `the same, with the ${NTH[n - 1]} title at hand`,
        group,
        run: () => titles.value[n - 1] !== undefined && make(titles.value[n - 1]),
      });
    }
  }
  close.add(studio.keys.register(deeds));
  close.add(
    effect(() => {
      for (const button of document.querySelectorAll(".transport [data-do=key-frame]")) {
        if (button instanceof HTMLElement) button.hidden = !mayWrite;
      }
    }),
  );
  // Who opens the field writes at once.
  close.add(
    effect(() => {
      if (edited.value === null) return;
      studio.keys.run("tab-keys");
      requestAnimationFrame(() => document.getElementById("key-title")?.focus());
    }),
  );
  return close.close;
}

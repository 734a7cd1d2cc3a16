/** A voice-over is recorded on this page: where the pointer is, the key for it, and that the page is not left by accident. */

import { openShelf } from "../capture/shelf.js";
import { post } from "../lib/http.js";
import { closers, effect, listen } from "../lib/state.js";
import { startUpload } from "../lib/upload.js";
import { toPicture } from "./turning.js";
import { pointedAt } from "./voice-picture-view.js";
import { createRecorder } from "./voice-recorder.js";

/**
 * @param {object} options
 * @param {import("./studio.js").Studio} options.studio
 * @param {import("./voice-follow.js").Film | null} options.film null: a photo
 * @param {HTMLElement} options.place the panel
 * @param {HTMLElement} options.overlay
 * @param {() => void} options.leave what is listened to is left
 * @returns {{recorder: import("./voice-recorder.js").Recorder, close: () => void}}
 */
export function openRecording({ studio, film, place, overlay, leave }) {
  const { config, stage, view } = studio;
  const close = closers();
  const recorder = createRecorder({
    film,
    view,
    marks: studio.marks,
    undo: studio.undo,
    draft: () => studio.drawing?.draft,
    clip: config.clip,
    owner: `voice:${config.review?.shelf ?? config.clip}`,
    shelf: openShelf(),
    save: async (body) => /** @type {import("./voice-card-view.js").Voice} */ ((await post(`${config.here}/voice-overs`, body))["voice"]),
    send: ({ source, key, metadata }) => startUpload({ endpoint: "/uploads", source, key, metadata }),
  });
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
      { key: "v", shift: true, deed: "voice-record", words: "record, pause, go on with a voice-over", group, run: () => void press() },
    ]),
  );

  async function press() {
    const { phase } = recorder.state.peek();
    studio.keys.run("tab-voices");
    leave();
    if (phase === "recording") await recorder.pause();
    else if (phase === "closed") await recorder.ask();
    else await recorder.record();
  }

  // The bar of the microphone's level moves, wherever there is one.
  let next = 0;
  const step = () => {
    const bar = /** @type {HTMLElement | null} */ (place.querySelector(".level-bar"));
    if (bar) bar.style.width = `${Math.round(recorder.level() * 100)}%`;
    next = requestAnimationFrame(step);
  };
  close.add(
    effect(() => {
      const isOn = ["ready", "recording", "paused"].includes(recorder.state.value.phase);
      cancelAnimationFrame(next);
      if (isOn) next = requestAnimationFrame(step);
    }),
  );
  close.add(() => cancelAnimationFrame(next));
  return { recorder, close: close.close };
}

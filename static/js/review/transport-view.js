/** The buttons under the picture and the keys that do the same: play, steps, speed, again and again, sound. */

import { typedSpeed } from "../clips/speed.js";
import { asked, fine } from "../clips/time.js";
import { closers, effect, listen } from "../lib/state.js";

const SPEED = "Speed";

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const { player, media } = studio;
  const transport = document.getElementById("transport");
  const close = closers();
  if (!player || !media || !transport) return close.close;
  media.controls = false;

  /** @param {number} by ms */
  const jump = (by) => player.seek(player.position.value + by);
  const sheet = /** @type {HTMLElement | null} */ (transport.querySelector("#transport-sheet"));
  const more = () => {
    if (!sheet) return;
    sheet.hidden = !sheet.hidden;
    transport.querySelector("[data-do=more]")?.setAttribute("aria-expanded", String(!sheet.hidden));
  };
  const group = "Play";
  close.add(
    studio.keys.register([
      { key: " ", deed: "play", words: "play or pause", group, run: () => player.toggle() },
      { key: [",", "ArrowLeft"], shift: false, deed: "back", words: "one frame back", group, repeats: true, run: () => player.step(-1) },
      { key: [".", "ArrowRight"], shift: false, deed: "forward", words: "one frame on", group, repeats: true, run: () => player.step(1) },
      { key: "ArrowLeft", shift: true, deed: "second-back", words: "one second back", group, repeats: true, run: () => jump(-1000) },
      { key: "ArrowRight", shift: true, deed: "second-on", words: "one second on", group, repeats: true, run: () => jump(1000) },
      { key: "PageUp", deed: "tenth-back", words: "a tenth of the clip back", group, repeats: true, run: () => jump(-player.length.value / 10) },
      { key: "PageDown", deed: "tenth-on", words: "a tenth of the clip on", group, repeats: true, run: () => jump(player.length.value / 10) },
      { key: "Home", deed: "first", words: "to the beginning", group, run: () => player.seek(0) },
      { key: "End", deed: "last", words: "to the end", group, run: () => player.seek(player.length.value) },
      { key: "ArrowUp", shift: false, deed: "faster", words: "a quarter faster", group: SPEED, repeats: true, run: () => player.faster(25) },
      { key: "ArrowDown", shift: false, deed: "slower", words: "a quarter slower", group: SPEED, repeats: true, run: () => player.faster(-25) },
      { key: "ArrowUp", shift: true, deed: "faster-10", words: "10 % faster", group: SPEED, repeats: true, run: () => player.faster(10) },
      { key: "ArrowDown", shift: true, deed: "slower-10", words: "10 % slower", group: SPEED, repeats: true, run: () => player.faster(-10) },
      { key: "ArrowUp", ctrl: true, deed: "faster-1", words: "1 % faster", group: SPEED, repeats: true, run: () => player.faster(1) },
      { key: "ArrowDown", ctrl: true, deed: "slower-1", words: "1 % slower", group: SPEED, repeats: true, run: () => player.faster(-1) },
      { key: "r", shift: false, deed: "loop", words: "again and again", group, run: () => player.toggleLoop() },
      { key: "m", deed: "mute", words: "sound", group, run: () => player.toggleMuted() },
      { key: "u", deed: "copy-link", words: "copy a link to this moment", group: "Page", run: () => void copyLink(studio) },
      { key: [], deed: "more", words: "", group: "Page", run: more },
    ]),
  );

  const field = /** @type {HTMLInputElement} */ (transport.querySelector("#speed"));
  const range = /** @type {HTMLInputElement} */ (transport.querySelector("#speed-range"));
  const showSpeed = () => {
    field.value = String(Math.round(player.rate.value * 100));
    range.value = field.value;
  };
  close.add(
    listen(field, "change", () => {
      player.setRate(typedSpeed(field.value) ?? player.rate.value);
      showSpeed();
    }),
  );
  close.add(listen(field, "focus", () => field.select()));
  close.add(listen(field, "keydown", (event) => ["Enter", "Escape"].includes(event.key) && field.blur()));
  close.add(listen(range, "input", () => player.setRate(Number(range.value) / 100)));
  close.add(effect(showSpeed));
  close.add(
    listen(studio.stage, "click", (event) => {
      if (!event.defaultPrevented) player.toggle();
    }),
  );
  const play = transport.querySelector("[data-do=play]");
  const loop = transport.querySelector("[data-do=loop]");
  const mute = transport.querySelector("[data-do=mute]");
  const face = transport.querySelector("#now");
  const length = transport.querySelector("#length");
  close.add(
    effect(() => {
      transport.classList.toggle("is-playing", player.playing.value);
      play?.setAttribute("aria-label", player.playing.value ? "Pause" : "Play");
    }),
  );
  close.add(effect(() => loop?.setAttribute("aria-pressed", String(player.loop.value))));
  close.add(effect(() => mute?.setAttribute("aria-pressed", String(player.muted.value))));
  close.add(effect(() => void (face && (face.textContent = fine(player.position.value)))));
  const count = /** @type {HTMLElement | null} */ (transport.querySelector("#frame"));
  close.add(
    effect(() => {
      if (!count) return;
      const frames = player.frames.value;
      count.hidden = studio.video === null;
      count.textContent = frames ? `Frame ${(player.frame.value ?? 0) + 1} of ${frames.count}` : "Frames by guess";
      count.title = frames ? "" : "The list of this clip's frames is not there yet: a step is a thirtieth of a second.";
    }),
  );
  close.add(effect(() => void (length && (length.textContent = fine(player.length.value)))));

  const first = asked(window.location.search);
  if (first !== null) {
    if (media.readyState >= 1) player.seek(first);
    else close.add(listen(media, "loadedmetadata", () => player.seek(first), { once: true }));
  }
  close.add(player.close);
  return close.close;
}

/** @param {import("./studio.js").Studio} studio */
async function copyLink({ player, say }) {
  const link = new URL(window.location.href);
  link.hash = "";
  link.searchParams.set("t", String(Math.round(player?.position.value ?? 0) / 1000));
  window.history.replaceState(null, "", link);
  try {
    await navigator.clipboard.writeText(link.href);
    say("Copied: a link to this moment.", "good");
  } catch {
    say("It stands in the address bar; this browser does not let a page copy.", "info");
  }
}

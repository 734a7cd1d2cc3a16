/** The timeline under the picture: a strip of pictures, and a lane for each kind of thing that happened or was written. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { tileAt } from "../clips/filmstrip.js";
import { load, paint } from "../clips/strip-view.js";
import { clock } from "../clips/time.js";
import { closers, effect, listen, signal } from "../lib/state.js";
import { beside, laid, meant } from "./lanes.js";

/** @typedef {import("./lanes.js").Bar} Bar */

const NEAR_PX = 16;

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const { player, config } = studio;
  const place = document.getElementById("timeline");
  const close = closers();
  if (!player || !place) return close.close;
  const clip = player;
  const head = document.createElement("span");
  head.className = "lanes-head";
  head.setAttribute("aria-hidden", "true");
  const strip = document.createElement("div");
  strip.className = "lanes-strip";
  strip.setAttribute("aria-hidden", "true");
  strip.hidden = true;
  const rows = document.createElement("div");
  const says = document.createElement("p");
  says.className = "lanes-says hint";
  const box = document.createElement("div");
  box.className = "lanes";
  box.append(strip, rows, head);

  /** @type {import("../lib/state.js").Signal<string>} */
  const told = signal("");

  const bars = () => {
    /** @type {Bar[]} */
    const found = [...(config.bars ?? [])];
    for (const tick of studio.ticks.value.get("comments") ?? []) {
      found.push({ lane: "comments", at_ms: tick.at_ms, until_ms: null, kind: "comment", title: tick.title });
    }
    for (const mark of studio.marks?.of("key") ?? []) {
      const { at_ms, title, colour } = mark.body;
      found.push({ lane: "keys", at_ms, until_ms: null, kind: `key ink-${colour}`, title: title || "Key frame" });
    }
    return laid(found);
  };

  /** @param {Bar} bar */
  const words = (bar) => `${clock(bar.at_ms)} ${bar.title}`;
  /** @param {number} ms */
  const share = (ms) => `${clip.length.value > 0 ? (Math.min(ms, clip.length.value) / clip.length.value) * 100 : 0}%`;

  /** @param {HTMLElement} lane @param {readonly Bar[]} all @param {number} at */
  function go(lane, all, at) {
    const bar = all[at];
    if (!bar) return;
    clip.pause();
    clip.seek(bar.at_ms);
    told.value = words(bar);
    lane.setAttribute("aria-activedescendant", `${lane.id}-${at}`);
    for (const [n, one] of [...lane.querySelectorAll("[role=option]")].entries()) one.setAttribute("aria-selected", String(n === at));
  }

  /** @param {{lane: string, words: string, bars: Bar[]}} row */
  function lane(row) {
    /** @param {MouseEvent} event */
    const press = (event) => {
      const it = /** @type {HTMLElement} */ (event.currentTarget);
      const size = it.getBoundingClientRect();
      const perPx = clip.length.value / Math.max(1, size.width);
      const at = (event.clientX - size.left) * perPx;
      const found = meant(row.bars, at, NEAR_PX * perPx);
      if (found >= 0) go(it, row.bars, found);
      else clip.seek(at);
    };
    /** @param {KeyboardEvent} event */
    const key = (event) => {
      const by = /** @type {-1 | 1 | undefined} */ ({ ArrowLeft: -1, ArrowRight: 1 }[event.key]);
      if (!by || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(/** @type {HTMLElement} */ (event.currentTarget), row.bars, beside(row.bars, clip.position.value, by));
    };
    return html`<p class="lane-words" aria-hidden="true">${row.words}</p>
      <div
        class="lane"
        id="lane-${row.lane}"
        role="listbox"
        tabindex="0"
        aria-label="${row.words}: arrows go from one to the next"
        @click=${press}
        @keydown=${key}
      >
        ${row.bars.map(
          (bar, at) =>
            html`<span
              class="lane-bar ${bar.kind} ${bar.until_ms === null ? "is-moment" : ""}"
              id="lane-${row.lane}-${at}"
              role="option"
              aria-selected="false"
              aria-label=${words(bar)}
              title=${words(bar)}
              data-at=${bar.at_ms}
              data-until=${bar.until_ms ?? nothing}
              >${row.lane === "timer" || row.lane === "cues" ? bar.title : nothing}</span
            >`,
        )}
      </div>`;
  }

  close.add(
    effect(() => {
      const all = bars();
      clip.length.value;
      render(all.map(lane), rows);
      // By script, as the page's policy allows no style in markup.
      for (const bar of /** @type {HTMLElement[]} */ ([...rows.querySelectorAll(".lane-bar")])) {
        const [at, until] = [Number(bar.dataset["at"]), bar.dataset["until"]];
        bar.style.left = share(at);
        bar.style.width = until === undefined ? "" : `calc(${share(Number(until))} - ${share(at)})`;
      }
      if (all.length > 0 && !box.isConnected) place.append(box, says);
    }),
  );
  close.add(effect(() => void (head.style.left = share(clip.position.value))));
  close.add(
    effect(() => {
      const now = bars()
        .flatMap((row) => row.bars)
        .filter((bar) => bar.at_ms <= clip.position.value + 1 && clip.position.value < (bar.until_ms ?? bar.at_ms + 1000));
      says.textContent = now.length > 0 ? now.map((bar) => bar.title).join(" · ") : told.value;
    }),
  );

  // The strip of pictures.
  let url = "";
  async function film() {
    if (!url) return;
    const { all, base } = await load(url);
    const first = all[0];
    if (!first) return;
    strip.hidden = false;
    if (!box.isConnected) place?.append(box, says);
    const high = strip.clientHeight || 40;
    const count = Math.max(1, Math.ceil(strip.clientWidth / ((high * first.width) / first.height)));
    strip.replaceChildren(
      ...Array.from({ length: count }, () => {
        const cell = document.createElement("span");
        cell.className = "lanes-cell";
        return cell;
      }),
    );
    for (const [at, cell] of [...strip.children].entries()) {
      const tile = tileAt(all, (config.start_ms + ((at + 0.5) / count) * clip.length.value) / 1000);
      if (tile) paint(/** @type {HTMLElement} */ (cell), tile, base, all);
    }
  }
  close.add(
    effect(() => {
      if (!studio.standing.value.files.includes("filmstrip.vtt")) return;
      url = `${config.here}/files/filmstrip.vtt`;
      clip.length.value;
      void film();
    }),
  );
  let beat = 0;
  const sizes = new ResizeObserver(() => {
    cancelAnimationFrame(beat);
    beat = requestAnimationFrame(() => void film());
  });
  sizes.observe(place);
  close.add(() => sizes.disconnect());
  close.add(
    listen(strip, "click", (/** @type {MouseEvent} */ event) => {
      const size = strip.getBoundingClientRect();
      clip.seek(((event.clientX - size.left) / size.width) * clip.length.value);
    }),
  );
  return close.close;
}

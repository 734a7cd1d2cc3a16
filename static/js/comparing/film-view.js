/** A film of both as they lie and run now: asked for, made by the server with its progress shown, cancelled, downloaded. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { get, post, Refusal } from "../lib/http.js";
import { closers, effect, signal } from "../lib/state.js";
import { filmRows } from "../review/time-map.js";
import { order, visible } from "./layout.js";
import { BOTH } from "./pair.js";

/** @typedef {import("./pair.js").Pair} Pair */
/** @typedef {{id: string, what: string, title: string, state: "waiting" | "working" | "ready" | "refused" | "cancelled", percent: number, why: string, length: string, size: string, until: string, here: string}} Film */

const SOON_MS = 1500;

/**
 * @param {Pair} pair
 * @returns {() => void}
 */
export function attach(pair) {
  const close = closers();
  const place = document.getElementById("pair-film");
  if (!place || !pair.mayWrite || BOTH.some((which) => pair.config[which].media !== "video")) {
    place?.closest("details")?.remove();
    return close.close;
  }
  const films = signal(/** @type {Film[]} */ ([]));
  const isBusy = signal(false);
  let timer = 0;
  close.add(() => clearTimeout(timer));

  /** Where films of this pair are: with the clip that lies left, or below. */
  const homes = () => order(pair.layout.peek()).map((which) => `${pair.config[which].href}/films`);

  async function look() {
    clearTimeout(timer);
    try {
      const said = await Promise.all([...new Set(homes())].map((home) => get(home)));
      const found = said.flatMap((one) => /** @type {Film[]} */ (one["films"]));
      films.value = found.filter((one) => one.what === "pair" && one.state !== "cancelled");
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
    }
    if (films.value.some(isMaking) && !document.hidden) timer = window.setTimeout(look, SOON_MS);
  }

  /** @param {string} url @param {unknown} [body] */
  async function tell(url, body) {
    if (isBusy.peek()) return;
    isBusy.value = true;
    try {
      await post(url, body);
      await look();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      pair.say(problem.message, "bad");
    } finally {
      isBusy.value = false;
    }
  }

  const make = () => tell(homes()[0] ?? "", wanted(pair));
  close.add(effect(() => void render(panel(), place)));
  close.add(
    effect(() => {
      const again = () => void (document.hidden || look());
      document.addEventListener("visibilitychange", again);
      return () => document.removeEventListener("visibilitychange", again);
    }),
  );
  void look();

  function panel() {
    const loop = pair.run.loop.value;
    return html`<p class="hint">An MP4 of both as they lie now, at this speed, with their drawings${loop ? ", of the part that is played again and again" : ""}.</p>
      <div class="row"><button class="button quiet" type="button" data-film aria-disabled=${String(isBusy.value)} @click=${make}>Make an MP4 of both</button></div>
      ${films.value.length ? html`<ul class="rows">${films.value.map(one)}</ul>` : nothing}`;
  }

  /** @param {Film} film */
  function one(film) {
    return html`<li class="pair-made">
      <span class="grow"
        >${film.title}<span class="hint" role="status"
          >${film.state === "waiting" ? "Its turn comes" : film.state === "working" ? `${film.percent} % made` : film.state === "refused" ? film.why : `${film.length} · ${film.size} · kept until ${film.until}`}</span
        >${isMaking(film) ? html`<progress max="100" .value=${film.percent} aria-label="How far the film is"></progress>` : nothing}</span
      >
      ${film.state === "ready" ? html`<a class="button quiet" href="${film.here}/file" download>Download</a>` : nothing}
      ${isMaking(film)
        ? html`<button class="button plain" type="button" @click=${() => tell(`${film.here}/cancel`)}>Cancel</button>`
        : html`<button class="button plain" type="button" aria-label="Delete ${film.title}" @click=${() => tell(`${film.here}/delete`)}>Delete</button>`}
    </li>`;
  }
  return close.close;
}

/** @param {Film} film */
const isMaking = (film) => film.state === "waiting" || film.state === "working";

/**
 * What the server is asked for: server/web/reviews/films.py NewFilm.
 *
 * @param {Pair} pair
 */
function wanted(pair) {
  const { run, sides, config } = pair;
  const layout = pair.layout.peek();
  const [one, other] = order(layout);
  const [from_ms, to_ms] = run.loop.peek() ?? run.span.peek();
  const rows = filmRows(run.map.peek(), {
    from_ms,
    to_ms,
    rate: run.rate.peek(),
    lead: run.lead.peek(),
    first_ms: sides.first.reel.length() ?? 0,
    second_ms: sides.second.reel.length() ?? 0,
  });
  const sound = pair.sound.peek();
  return {
    what: "pair",
    title: `${config.kept?.name ?? config.name}`.slice(0, 120),
    other: config[other].id,
    layout: layout.way,
    opacity: layout.opacity,
    blend: layout.blend,
    is_linked: pair.isLinked.peek(),
    map: one === "first" ? rows : rows.map(([t, first, second]) => [t, second, first]),
    sound: sound === "none" ? "" : sound === one ? "first" : "second",
    sides: [one, other].map((which) => {
      const { rotate } = sides[which].film.peek();
      return { rotate, mirror: layout[which].mirror, crop: rotate === 0 ? visible(layout[which]) : null, drawings: true };
    }),
  };
}

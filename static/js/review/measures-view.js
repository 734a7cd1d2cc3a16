/** The panel of measures: what drawings measure, the time between two key frames, and what of it is kept or is a result. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { fine } from "../clips/time.js";
import { post, Refusal } from "../lib/http.js";
import { closers, effect, signal } from "../lib/state.js";
import { toast } from "../lib/toast.js";
import { icon } from "../live/icon-view.js";
import { asPlace, between, inWords, kept, readingOf } from "./measuring.js";
import { ERROR_IS } from "./shapes.js";

/** @typedef {import("./measuring.js").Reading} Reading */
/** @typedef {import("./measuring.js").StepOf} StepOf */

const MOST = 100;

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const close = closers();
  const { marks, undo, drawing, player, config, side } = studio;
  if (!marks || !undo || side !== "trainer") return close.close;
  const place = studio.panel("measures");
  if (!place) return close.close;
  const steps = config.steps ?? [];
  const mayWrite = config.review?.may_write ?? false;
  /** @type {import("../lib/state.js").Signal<string>} */
  const chosen = signal(""); // the reading whose places are shown
  const pair = signal(/** @type {[string, string]} */ (["", ""]));

  /** @param {number} ms */
  const go = (ms) => player?.seek(ms);

  /**
   * @param {Reading} reading
   * @param {StepOf | null} step
   * @param {import("./measuring.js").Place | null} at
   */
  async function use(reading, step, at) {
    chosen.value = "";
    const value = at ? asPlace(reading, at) : null;
    if (step && at && value !== null) {
      const before = at.value;
      try {
        await enter(step, at, value, reading);
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        studio.say(problem.message, "bad");
        return;
      }
      const mark = undo?.undoable("Use as result", () => marks?.put("measure", kept(reading, step, at)));
      const away = toast(`${at.title}: ${value}${at.unit ? ` ${at.unit}` : ""} is in the results.`, "good", {
        label: "Undo",
        press: () => {
          away();
          if (mark) marks?.remove(mark.id);
          void enter(step, at, before, null).catch((problem) => studio.say(problem.message, "bad"));
        },
      });
      return;
    }
    undo?.undoable(step ? "Use as result" : "Keep a value", () => marks?.put("measure", kept(reading, step)));
    studio.say(step ? `It stands with ${step.title}.` : "Kept with this clip.", "good");
  }

  /**
   * @param {StepOf} step
   * @param {import("./measuring.js").Place} at
   * @param {string} value "" takes it away
   * @param {Reading | null} proof
   */
  async function enter(step, at, value, proof) {
    const moments = proof ? { [at.place]: { clip: config.clip, at_ms: Math.round(proof.at_ms) } } : {};
    await post(step.url, { place: [at.place], value: [value], moments });
    at.value = value;
  }

  /**
   * Out of the results too, unless another value has taken its place.
   *
   * @param {string} id
   * @param {Record<string, any>} body
   */
  async function takeAway(id, body) {
    const step = steps.find((one) => one.assessment === body["assessment"] && one.step === body["step"]);
    const at = step?.places.find((one) => one.place === body["place"]);
    try {
      if (step && at && at.value === asPlace(/** @type {any} */ (body), at)) await enter(step, at, "", null);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      studio.say(problem.message, "bad");
      return;
    }
    undo?.undoable("Take a value away", () => marks?.remove(id));
  }

  /** @param {Reading} reading */
  function line(reading) {
    return html`<li>
      <div class="measure-line"><span class="grow">${reading.title}${reading.error ? html`<span class="hint measure-error numbers">${reading.error}</span>` : nothing}</span><strong class="numbers">${inWords(reading)}</strong>${moment(reading.at_ms)}</div>
      ${mayWrite ? deeds(reading) : nothing}
    </li>`;
  }

  /** @param {number} ms */
  function moment(ms) {
    if (!player) return nothing; // a photo
    return html`<button type="button" class="button plain numbers" @click=${() => go(ms)} aria-label=${`Go to ${fine(ms)}`}>${fine(ms)}</button>`;
  }

  /** @param {Reading} reading */
  function deeds(reading) {
    if (steps.length === 0) return html`<button type="button" class="button quiet" @click=${() => void use(reading, null, null)}>Keep</button>`;
    if (chosen.value !== reading.id) return html`<button type="button" class="button quiet" @click=${() => (chosen.value = reading.id)}>Use as result</button>`;
    return html`<div class="measure-places" role="group" aria-label="Where to">
      ${steps.map(
        (step) => html`<p class="hint">${step.title}</p>
          ${step.places.flatMap((at) => {
            const value = asPlace(reading, at);
            const words = `${at.title}: ${value}${at.unit ? ` ${at.unit}` : ""}`;
            return value === null ? [] : [html`<button type="button" class="button quiet" @click=${() => void use(reading, step, at)}>${words}${at.value ? html` <span class="hint">instead of ${at.value}</span>` : nothing}</button>`];
          })}
          <button type="button" class="button quiet" @click=${() => void use(reading, step, null)}>Beside the step</button>`,
      )}
      <button type="button" class="button plain" @click=${() => (chosen.value = "")}>Not now</button>
    </div>`;
  }

  function panel() {
    const frame = drawing?.frame();
    const film = frame?.film ?? { width: studio.video?.videoWidth || 1, height: studio.video?.videoHeight || 1 };
    const picture = { film, calibration: frame?.calibration ?? null };
    const byMoment = (/** @type {{body: any}} */ a, /** @type {{body: any}} */ b) => a.body.at_ms - b.body.at_ms;
    const readings = (marks?.of("shape") ?? []).sort(byMoment).flatMap((mark) => readingOf(mark, picture) ?? []);
    const keys = (marks?.of("key") ?? []).sort(byMoment);
    const values = (marks?.of("measure") ?? []).sort(byMoment);
    const [from, to] = pair.value.map((id) => keys.find((one) => one.id === id) ?? null);
    return html`<h2>Read off the frames</h2>
      ${readings.length === 0
        ? html`<p class="muted">Draw an angle, a distance with a known length, a stopwatch or a counter: what it measures stands here.</p>`
        : html`<ul class="measures">${readings.slice(0, MOST).map(line)}</ul>
            ${readings.some(({ error }) => error) ? html`<p class="hint small">± ${ERROR_IS}</p>` : nothing}`}
      ${keys.length > 1
        ? html`<h3>Between two key frames</h3>
            <div class="measure-pair">${choice("From", keys, 0)}${choice("To", keys, 1)}</div>
            ${from && to && from !== to ? html`<ul class="measures">${line(between(from, to))}</ul>` : nothing}`
        : nothing}
      ${values.length > 0
        ? html`<h3>Kept</h3>
            <ul class="measures">
              ${values.slice(0, MOST).map(
                ({ id, body }) => html`<li>
                  <div class="measure-line">
                    <span class="grow">${body["title"]}${body["assessment"] ? html` <span class="hint">a result</span>` : nothing}</span><strong class="numbers">${inWords(/** @type {any} */ (body))}</strong>${moment(body["at_ms"])}
                    ${mayWrite ? html`<button type="button" class="button plain icon-only" aria-label=${`Take away ${body["title"]}`} @click=${() => void takeAway(id, body)}>${icon("trash")}</button>` : nothing}
                  </div>
                </li>`,
              )}
            </ul>`
        : nothing}
      ${steps.map((step) => html`<p><a class="button plain" href=${step.url}>${icon("arrow-right")}Results of ${step.title}</a></p>`)}`;
  }

  /**
   * @param {string} label
   * @param {import("./marks.js").Mark[]} keys
   * @param {0 | 1} side
   */
  function choice(label, keys, side) {
    /** @param {Event} event */
    const change = (event) => {
      const next = /** @type {[string, string]} */ ([...pair.value]);
      next[side] = /** @type {HTMLSelectElement} */ (event.target).value;
      pair.value = next;
    };
    return html`<div class="field"><label for=${`measure-${side}`}>${label}</label><select id=${`measure-${side}`} @change=${change}>
      <option value="">Choose</option>
      ${keys.map((one) => html`<option value=${one.id} ?selected=${pair.value[side] === one.id}>${one.body["title"] || "Key frame"}, ${fine(one.body["at_ms"])}</option>`)}
    </select></div>`;
  }

  let waits = 0;
  close.add(
    effect(() => {
      marks.all.value;
      chosen.value;
      pair.value;
      drawing?.calibration.value;
      waits ||= requestAnimationFrame(() => {
        waits = 0;
        render(panel(), place);
      });
    }),
  );
  close.add(() => cancelAnimationFrame(waits));
  return close.close;
}

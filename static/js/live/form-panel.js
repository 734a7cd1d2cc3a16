/** The trainer's panel of forms: which one stands beside the picture of whom, and the one that is looked at, to be filled in. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { createBeside } from "../forms/beside.js";
import { get, post, Refusal } from "../lib/http.js";
import { closers, effect, signal } from "../lib/state.js";
import { icon } from "./icon-view.js";

/** @typedef {{person: string, name: string, ask: string, forms: {id: string, title: string, state: string}[]}} Person */
/** @typedef {{people: Person[], known: {key: string, title: string}[]}} Choice */

const STATES = /** @type {Record<string, string>} */ ({ open: "being filled in", sent: "sent in", accepted: "accepted" });

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {import("./types.d.ts").PageConfig} options.config
 * @param {import("./deeds.js").Deeds} options.deeds
 * @param {() => boolean} options.isOpen
 */
export function createFormPanel({ live, config, deeds, isOpen }) {
  const open = closers();
  const beside = createBeside({ addressOf: (id) => `${config.forms}/${id}/fill`, sentWords: "It is sent in. You read and accept it on the client's page." });
  const choice = signal(/** @type {Choice | null} */ (null));
  const looked = signal(""); // the person whose form is looked at, where several have one
  const isBusy = signal(false);

  const shown = () => {
    const all = Object.entries(live.room.value.forms);
    return all.find(([person]) => person === looked.value) ?? all[0] ?? null;
  };

  async function look() {
    if (!config.choose_form) return;
    try {
      choice.value = /** @type {any} */ (await get(config.choose_form));
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      deeds.warn(problem.message);
    }
  }

  /** @param {() => Promise<unknown>} deed */
  async function busy(deed) {
    if (isBusy.value) return;
    isBusy.value = true;
    try {
      await deed();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      deeds.warn(problem.message);
    } finally {
      isBusy.value = false;
    }
  }

  /** @param {string} person @param {string} id */
  const show = (person, id) =>
    busy(async () => {
      await post(`${config.choose_form}/${id}/show`);
      looked.value = person;
    });

  /** @param {string} id */
  const hide = (id) =>
    busy(async () => {
      await post(`${config.choose_form}/${id}/hide`);
      await look();
    });

  /** @param {Person} person @param {string} key */
  const ask = (person, key) =>
    busy(async () => {
      const made = await post(person.ask, { form: key, session: config.session.id });
      await post(`${config.choose_form}/${made["id"]}/show`);
      looked.value = person.person;
    });

  open.add(effect(() => beside.show(shown()?.[1].form ?? null)));
  open.add(
    effect(() => {
      if (isOpen()) void look();
    }),
  );
  open.add(beside.close);

  /** @param {string} person */
  const nameOf = (person) => choice.value?.people.find((one) => one.person === person)?.name ?? "";

  function view() {
    const now = shown();
    const all = Object.entries(live.room.value.forms);
    if (now) {
      const [person, { form, title }] = now;
      return html`<div class="instrument form-panel">
        <div class="row between nowrap"><h2>${title}</h2><button type="button" class="button quiet" ?disabled=${isBusy.value} @click=${() => void hide(form)}>${icon("close")}<span>Put away</span></button></div>
        ${all.length > 1
          ? html`<div class="pills" role="group" aria-label="Whose">${all.map(([who]) => html`<button type="button" class="button quiet" aria-pressed=${String(who === person)} @click=${() => void (looked.value = who)}>${nameOf(who)}</button>`)}</div>`
          : nothing}
        <p class="hint">${nameOf(person) || "Your client"} sees it too, and both of you can write.</p>
        ${beside.element}
      </div>`;
    }
    return html`<div class="instrument form-panel">
      <h2>Forms</h2>
      <p class="hint">What you show stands beside the picture, and both of you can write in it.</p>
      ${choice.value === null ? html`<p role="status">One moment…</p>` : choice.value.people.map((person) => personView(person, choice.value?.known ?? []))}
    </div>`;
  }

  /** @param {Person} person @param {Choice["known"]} known */
  function personView(person, known) {
    const id = `ask-${person.person.replace(/\W/g, "-")}`;
    return html`<section class="stack tight">
      ${(choice.value?.people.length ?? 0) > 1 ? html`<h3>${person.name}</h3>` : nothing}
      ${person.forms
        .filter(({ state }) => state !== "accepted")
        .map((one) => html`<button type="button" class="button quiet wide" ?disabled=${isBusy.value} @click=${() => void show(person.person, one.id)}><span>${one.title}</span><span class="hint">${STATES[one.state]}</span></button>`)}
      <div class="field"><label for=${id}><span>Another one</span></label>
        <select id=${id} ?disabled=${isBusy.value} @change=${(/** @type {any} */ event) => event.target.value && void ask(person, event.target.value)}>
          <option value="">Choose a form</option>
          ${known.map(({ key, title }) => html`<option value=${key}>${title}</option>`)}
        </select></div>
    </section>`;
  }

  return { view, close: open.close };
}

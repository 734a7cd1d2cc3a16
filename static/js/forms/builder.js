/** The state of the builder: the form, what is chosen, undo and redo, saving. Touches no page. */

import { post, Refusal } from "../lib/http.js";
import { computed, signal } from "../lib/state.js";
import * as building from "./building.js";

const STEPS_KEPT = 100;

/** @typedef {import("./building.js").Text} Text */
/** @typedef {{key: string, rev: number, text: Text, save: string, preview: string, kinds: Record<import("./building.js").Kind, string>, most: {options: number, questions: number}}} Config */
/** @typedef {ReturnType<typeof createBuilder>} Builder */

/** @param {Config} config */
export function createBuilder(config) {
  const text = signal(config.text);
  const chosen = signal(/** @type {string | null} */ (null));
  const saved = signal(config.text);
  const problem = signal(/** @type {{message: string, key: string | null, section: number | null} | null} */ (null));
  const isBusy = signal(false);
  /** @type {Text[]} */
  let before = [];
  /** @type {Text[]} */
  let undone = [];
  const steps = signal(0); // changes whenever there is something else to undo
  let rev = config.rev;
  let lastMerge = "";

  /**
   * @param {Text} next
   * @param {string} [merge] what goes on with the same thing, letter by letter, is one step back
   */
  function set(next, merge = "") {
    if (next === text.value) return;
    if (!merge || merge !== lastMerge) before = [...before, text.value].slice(-STEPS_KEPT);
    lastMerge = merge;
    undone = [];
    text.value = next;
    problem.value = null;
    steps.value += 1;
  }

  /**
   * @param {Text[]} from
   * @param {Text[]} to
   * @returns {[Text[], Text[]]}
   */
  function step(from, to) {
    const last = from.at(-1);
    if (!last) return [from, to];
    const there = [...to, text.value];
    text.value = last;
    lastMerge = "";
    steps.value += 1;
    return [from.slice(0, -1), there];
  }

  return {
    text,
    chosen,
    problem,
    isBusy,
    steps,
    kinds: config.kinds,
    most: config.most,
    isChanged: computed(() => JSON.stringify(text.value) !== JSON.stringify(saved.value)),
    canUndo: computed(() => steps.value >= 0 && before.length > 0),
    canRedo: computed(() => steps.value >= 0 && undone.length > 0),
    set,
    undo: () => void ([before, undone] = step(before, undone)),
    redo: () => void ([undone, before] = step(undone, before)),
    /** @param {import("./building.js").Kind} kind @param {number} section */
    add(kind, section) {
      const [at] = chosen.value === null ? [-1] : building.placeOf(text.value, chosen.value);
      const made = building.addQuestion(text.value, at === section ? chosen.value : null, kind, section);
      set(made.text);
      chosen.value = made.key;
    },
    /** @param {string} key */
    double(key) {
      const made = building.doubleQuestion(text.value, key);
      set(made.text);
      chosen.value = made.key;
    },
    /** @param {string} key @returns {string | null} the question beside it */
    remove(key) {
      const all = building.questionsOf(text.value).map((one) => one.key);
      const place = all.indexOf(key);
      set(building.removeQuestion(text.value, key));
      chosen.value = null;
      return all[place + 1] ?? all[place - 1] ?? null;
    },
    /** @returns {Promise<import("../lib/http.js").Answer | null>} null when it was refused; `problem` says why */
    async save() {
      isBusy.value = true;
      const sent = text.value;
      try {
        const answer = await post(config.save, { ...sent, rev });
        rev = Number(answer["rev"]);
        saved.value = sent;
        return answer;
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal;
        const { key, section } = building.wrongAt(sent, refusal.where);
        problem.value = { message: refusal.message, key, section };
        if (key) chosen.value = key;
        return null;
      } finally {
        isBusy.value = false;
      }
    },
  };
}

/** What the trainer types into the panel of the day's exercises, until it is sent. */

import { signal } from "../lib/state.js";
import { countedReps, countOf, entryOf, expectedSet } from "./day.js";
import { dayView } from "./day-view.js";
import { inFields, said } from "./set-fields.js";

/**
 * @typedef {import("./set-fields.js").Draft} Draft
 * @typedef {import("./types.d.ts").DoneSet} DoneSet
 */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {import("./types.d.ts").PageConfig} options.config
 * @param {import("./deeds.js").Deeds} options.deeds
 * @param {import("./day-deeds.js").DayDeeds} options.day
 */
export function createDayPanel({ live, config, deeds, day }) {
  const line = signal("");
  const editing = signal(/** @type {{id: string, line: string} | null} */ (null));
  const draft = signal(/** @type {{of: string, said: Draft} | null} */ (null)); // of the set that comes
  const correcting = signal(/** @type {{set: DoneSet, said: Draft} | null} */ (null));

  /** Which set the fields are of: another one begins with fresh fields. */
  function about() {
    const entry = day.current();
    const [person = ""] = day.people();
    const number = entry ? countOf(live.room.peek().sets, person, entry.id) + 1 : 0;
    return { entry, person, number, of: `${entry?.id} ${entry?.name} ${person} ${number}` };
  }

  /** @returns {Draft} */
  function fields() {
    const { entry, person, number, of } = about();
    if (draft.value?.of === of) return draft.value.said;
    if (!entry) return { reps: "", load: "", secs: "", effort: "" };
    const counted = countedReps(live.room.value, entry, day.people());
    const mine = entryOf(live.room.value.own, entry, person) ?? entry;
    const expected = expectedSet(mine, live.room.value.sets, person, number);
    return inFields({ ...expected, reps: counted || expected.reps, effort: null });
  }

  /** One key takes what was expected, or what the fields say by now. */
  function setDone() {
    const { entry, of } = about();
    const counted = entry ? countedReps(live.room.peek(), entry, day.people()) : 0;
    day.setDone(draft.peek()?.of === of ? said(/** @type {{said: Draft}} */ (draft.peek()).said) : counted > 0 ? { reps: counted } : {});
    draft.value = null;
  }

  function view() {
    const room = live.room.value;
    const clients = live.others.value.filter((peer) => peer.role === "client" && peer.device === "main");
    return dayView({
      room,
      clients,
      people: day.people(),
      to: deeds.to.value,
      setTo: (to) => void (deeds.to.value = to),
      lasts: config.lasts ?? {},
      lists: config.day_lists ?? [],
      exercises: config.exercises ?? [],
      line: line.value,
      setLine: (text) => void (line.value = text),
      add: () => day.add(line.value) && void (line.value = ""),
      editing: editing.value,
      edit: (one) => void (editing.value = one),
      fields: fields(),
      setFields: (one) => void (draft.value = { of: about().of, said: one }),
      setDone,
      correcting: correcting.value,
      correct: (one) => void (correcting.value = one),
      deeds: day,
    });
  }

  return { view, setDone };
}

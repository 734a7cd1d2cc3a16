/** The day's exercises for the eye: where the room is, how far each client is, and the words for a set. Pure. */

/**
 * @typedef {import("./types.d.ts").Room} Room
 * @typedef {import("./types.d.ts").Day} Day
 * @typedef {import("./types.d.ts").DayEntry} DayEntry
 * @typedef {import("./types.d.ts").DoneSet} DoneSet
 * @typedef {import("./types.d.ts").Own} Own
 * @typedef {import("./types.d.ts").Target} Target
 * @typedef {Record<string, string>} Lasts what somebody did last time, in words: by an exercise's key, or its name in small letters
 */

/**
 * @param {DoneSet[]} sets
 * @param {string} person
 * @param {string} entry
 * @returns {number} of the last set they did of it; 0 before the first
 */
export function countOf(sets, person, entry) {
  return Math.max(0, ...sets.filter((one) => one.person === person && one.entry === entry).map(({ number }) => number));
}

/**
 * @param {Own[]} own
 * @param {DayEntry} entry
 * @param {string} person
 * @returns {DayEntry | null} the entry as this person does it; null: they leave it out
 */
export function entryOf(own, entry, person) {
  const mine = own.find((one) => one.person === person && one.entry === entry.id);
  if (!mine) return entry;
  return mine.out ? null : (mine.instead ?? entry);
}

/**
 * What a set is when nothing else is said: the target, with the load of the set before. As `expected` in signaling/day.py.
 *
 * @param {DayEntry} entry
 * @param {DoneSet[]} sets
 * @param {string} person
 * @param {number} number
 * @returns {Pick<DoneSet, "reps" | "load" | "unit" | "secs">}
 */
export function expectedSet(entry, sets, person, number) {
  const { target } = entry;
  const before = sets.find((one) => one.person === person && one.entry === entry.id && one.number === number - 1 && one.name === entry.name && one.load !== null);
  return { reps: target.reps, load: before ? before.load : target.load, unit: before ? before.unit : target.unit, secs: target.secs };
}

/**
 * @param {Day} day
 * @param {DoneSet[]} sets
 * @param {string[]} people
 * @param {string | null} id
 * @param {Own[]} [own]
 * @returns {DayEntry | null} the exercise that comes after one, as `after` in signaling/day.py
 */
export function entryAfter(day, sets, people, id, own = []) {
  const place = day.entries.findIndex((one) => one.id === id);
  const around = [...day.entries.slice(place + 1), ...day.entries.slice(0, place + 1)];
  return around.find((one) => !isComplete(day, sets, people, one, own)) ?? null;
}

/**
 * @param {Day} day
 * @param {DoneSet[]} sets
 * @param {string[]} people
 * @param {DayEntry} entry
 * @param {Own[]} [own]
 * @returns {boolean} whether it is behind them: left out, or all of its sets done by all who do it
 */
export function isComplete(day, sets, people, entry, own = []) {
  if (day.skipped.includes(entry.id)) return true;
  return people.length > 0 && people.every((person) => countOf(sets, person, entry.id) >= (entryOf(own, entry, person)?.sets ?? 0));
}

/**
 * @param {Room} room
 * @param {DayEntry} entry
 * @param {string[]} people
 * @returns {number} reps that were marked for the set that comes; the trainer confirms them by saying that it is done
 */
export function countedReps({ markers, sets }, entry, people) {
  const number = Math.min(...(people.length > 0 ? people : [""]).map((person) => countOf(sets, person, entry.id))) + 1;
  return markers.filter(
    ({ kind, of }) => kind === "rep" && of?.entry === entry.id && of.number === number && (of.person === null || people.includes(of.person)),
  ).length;
}

/**
 * @typedef {object} Band what a client's screen says of the list
 * @property {string} name of the exercise; "" when all is done
 * @property {string} set "Set 2 of 3"
 * @property {string} target "8 × 20 kg"
 * @property {string} last "Last time 8 × 17.5 kg, 12 May"
 * @property {string} then "Then: Row"
 * @property {string} shows the exercise whose picture helps now: of this one until its first set is done, and of the next after the last; "": none
 */

/**
 * @param {Room} room as this client sees it
 * @param {string} person
 * @param {Lasts} lasts
 * @returns {Band | null} null without a list
 */
export function bandOf({ day, sets, own }, person, lasts) {
  if (day.entries.length === 0) return null;
  const listed = day.entries.find(({ id }) => id === day.at);
  if (!listed) return { name: "", set: "", target: "", last: "", then: "", shows: "" };
  const next = entryAfter(day, sets, [person], listed.id, own);
  const following = next && next.id !== listed.id ? entryOf(own, next, person) : null;
  const then = following ? `Then: ${following.name}` : "";
  const entry = entryOf(own, listed, person);
  if (!entry) return { name: listed.name, set: "You leave this one out", target: "", last: "", then, shows: "" };
  const done = countOf(sets, person, entry.id);
  const isDone = done >= entry.sets; // others are not, yet
  const number = Math.min(done + 1, entry.sets);
  const last = lastOf(lasts, entry);
  const target = { ...entry.target, ...expectedSet(entry, sets, person, number) };
  return {
    name: entry.name,
    set: isDone ? `All ${entry.sets === 1 ? "" : `${entry.sets} sets `}done` : `Set ${number} of ${entry.sets}`,
    target: isDone ? "" : targetWords(target),
    last: last ? `Last time ${last}` : "",
    then,
    shows: (done === 0 ? entry.exercise : isDone ? following?.exercise : "") ?? "",
  };
}

/**
 * @param {Lasts} lasts
 * @param {DayEntry} entry
 * @returns {string}
 */
export function lastOf(lasts, entry) {
  return (entry.exercise && lasts[entry.exercise]) || lasts[entry.name.toLowerCase()] || "";
}

/**
 * @param {Target} target
 * @returns {string} "8 to 10 × 20 kg", "30 s", "12 repetitions, red band"; "" where nothing is said
 */
export function targetWords(target) {
  const reps = target.reps === null ? "" : target.reps_to === null ? `${target.reps}` : `${target.reps} to ${target.reps_to}`;
  const parts = [amountWords(reps, target), target.note].filter((part) => part !== "");
  return parts.join(", ");
}

/**
 * @param {DoneSet} set
 * @returns {string} "8 × 20 kg, effort 7"
 */
export function setWords(set) {
  const parts = [amountWords(set.reps === null ? "" : `${set.reps}`, set), set.effort === null ? "" : `effort ${set.effort}`];
  return parts.filter((part) => part !== "").join(", ") || "done";
}

/**
 * @param {string} reps
 * @param {{load: number | null, unit: "kg" | "lb", secs: number | null}} set
 * @returns {string}
 */
function amountWords(reps, { load, unit, secs }) {
  const amount = [reps, secs === null ? "" : `${secs} s`].filter((part) => part !== "").join(" in ");
  const weight = load === null ? "" : load === 0 ? "bodyweight" : `${load} ${unit}`;
  if (amount === "" || weight === "") return amount && !secs ? `${amount} ${reps === "1" ? "repetition" : "repetitions"}` : amount || weight;
  return `${amount} × ${weight}`;
}

/** An exercise of the day as one types it, "Goblet squat 3x8 20 kg, rest 90", and back. As server/domain/day_lines.py. Pure. */

/**
 * @typedef {import("./types.d.ts").DayEntry} DayEntry
 * @typedef {Pick<DayEntry, "name" | "sets" | "target" | "rest_ms">} Typed
 * @typedef {"no-name" | "name-too-long" | "note-too-long" | "sets" | "reps" | "load" | "secs" | "rest"} Problem
 */

const REST = /(?<![\p{L}\d])rest\s*(?:(\d{1,2}):([0-5]\d)|(\d+(?:[.,]\d+)?)\s*(s|sec|min)?)(?![\p{L}\d])/iu;
const SETS = /(?<![\p{L}\d])(\d{1,3})\s*[x×](?:\s*(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?\s*(s|sec|min)?(?![\p{L}\d])|(?!\p{L}))/iu;
const SECONDS = /(?<![\p{L}\d])(\d{1,4})\s*(s|sec|min)(?![\p{L}\d])/iu;
const REPS = /(?<![\p{L}\d])(\d{1,4})\s*reps?(?![\p{L}\d])/iu;
const LOAD = /(?<![\p{L}\d])(\d+(?:[.,]\d+)?)\s*(kg|lbs?)(?![\p{L}\d])/iu;
// At the beginning it is part of a name: "Bodyweight squat".
const BODYWEIGHT = /(?<!^)(?<![\p{L}\d])(?:bodyweight|bw)(?![\p{L}\d])/iu;
const EDGES = /^[\s,;:@·–-]+|[\s,;:@·–-]+$/gu;
const CUT = "\u0000";

/** @type {Record<Problem, string>} */
export const PROBLEMS = {
  "no-name": "Begin with the name of the exercise.",
  "name-too-long": "A name has at most 60 letters.",
  "note-too-long": "What no number says has at most 80 letters.",
  sets: "An exercise has 1 to 20 sets.",
  reps: "A set has at most 999 repetitions.",
  load: "A load is at most 1000.",
  secs: "A set takes at most two hours.",
  rest: "A rest is at most 30 minutes.",
};

/**
 * @param {string} line
 * @returns {{entry: Typed} | {problem: Problem}} what was typed; one set where nothing says how many
 */
export function readLine(line) {
  let left = line.trim();
  /** @param {RegExp} what */
  const take = (what) => {
    const found = what.exec(left);
    if (found) left = left.replace(what, CUT);
    return found;
  };
  const rest = take(REST);
  const load = take(LOAD);
  const isBodyweight = !load && take(BODYWEIGHT) !== null;
  const sets = take(SETS);
  const timed = sets ? null : take(SECONDS);
  const counted = sets || timed ? null : take(REPS);
  const parts = left
    .split(CUT)
    .flatMap((part) => part.split(/[,;]/))
    .map((part) => part.replace(EDGES, "").split(/\s+/).join(" "))
    .filter((part) => part !== "");
  const [name = "", ...note] = parts;
  const amount = Number(sets?.[2] ?? timed?.[1] ?? counted?.[1] ?? Number.NaN);
  const unit = sets ? sets[4] : timed?.[2];
  /** @type {Typed} */
  const entry = {
    name,
    sets: sets ? Number(sets[1]) : 1,
    target: {
      reps: unit || Number.isNaN(amount) ? null : amount,
      reps_to: sets?.[3] && !unit ? Number(sets[3]) : null,
      load: load ? decimal(load[1]) : isBodyweight ? 0 : null,
      unit: load?.[2]?.toLowerCase().startsWith("lb") ? "lb" : "kg",
      secs: unit ? amount * (isMinutes(unit) ? 60 : 1) : null,
      note: note.join(", "),
    },
    rest_ms: rest ? restMs(rest) : 0,
  };
  const problem = problemOf(entry);
  return problem ? { problem } : { entry };
}

/**
 * @param {Typed} entry
 * @returns {string} as one would type it
 */
export function writeLine({ name, sets, target, rest_ms }) {
  const amount = target.secs !== null ? `${target.secs}s` : `${target.reps ?? ""}${target.reps !== null && target.reps_to !== null ? `-${target.reps_to}` : ""}`;
  const load = target.load === null ? "" : target.load === 0 ? ", bodyweight" : ` ${target.load} ${target.unit}`;
  const note = target.note ? `, ${target.note}` : "";
  return `${name} ${sets}x${amount}${load}${note}${rest_ms >= 1000 ? `, rest ${Math.round(rest_ms / 1000)} s` : ""}`;
}

/**
 * @param {Typed} entry
 * @returns {Problem | null}
 */
function problemOf({ name, sets, target, rest_ms }) {
  if (name === "") return "no-name";
  if (name.length > 60) return "name-too-long";
  if (target.note.length > 80) return "note-too-long";
  if (sets < 1 || sets > 20) return "sets";
  if ((target.reps ?? 0) > 999 || (target.reps_to ?? 0) > 999) return "reps";
  if ((target.load ?? 0) > 1000) return "load";
  if ((target.secs ?? 0) > 7200) return "secs";
  return rest_ms > 1_800_000 ? "rest" : null;
}

/** @param {RegExpExecArray} rest */
function restMs([, minutes, seconds, amount, unit]) {
  if (minutes !== undefined) return (Number(minutes) * 60 + Number(seconds)) * 1000;
  return Math.round(decimal(amount) * (isMinutes(unit) ? 60_000 : 1000));
}

/** @param {string | undefined} unit */
function isMinutes(unit) {
  return unit?.toLowerCase() === "min";
}

/** @param {string | undefined} text */
function decimal(text) {
  return Number((text ?? "").replace(",", "."));
}

/** An entry as one types it, "Goblet squat 1x10 10 kg, warm-up + 3x8-10 20 kg, RPE 8, rest 90", and back. As server/domain/programs/lines.py. Pure. */

/**
 * @typedef {import("./outline.d.ts").Entry} Entry
 * @typedef {import("./outline.d.ts").ProgramSet} ProgramSet
 * @typedef {Pick<Entry, "name" | "side" | "note" | "sets">} Typed
 * @typedef {"no-name" | "name-too-long" | "note-too-long" | "markup" | "sets" | "reps" | "load" | "secs" | "distance" | "effort" | "rest"} Problem
 * @typedef {{count: number, set: ProgramSet, rest: number | null, parts: string[]}} Group
 */

const BEFORE = "(?<![\\p{L}\\p{N}])";
const AFTER = "(?![\\p{L}\\p{N}])";
const NUMBER = "(\\d+(?:[.,]\\d+)?)";

/** @param {string} pattern */
const token = (pattern) => new RegExp(`${BEFORE}${pattern}${AFTER}`, "iu");

const REST = token(`rest\\s*(?:(\\d{1,2}):([0-5]\\d)|${NUMBER}\\s*(s|sec|min)?)`);
const TEMPO = token("(?:tempo\\s*)?((?:\\d{1,2}|X)(?:-(?:\\d{1,2}|X)){2,3})");
const RPE = token("(?:rpe|effort)\\s*(\\d{1,2}(?:[.,]\\d)?)");
const RIR = token("rir\\s*(\\d{1,2})");
const AT = /@\s*(\d{1,2}(?:[.,]\d)?)(?![\d.,]|\s*(?:%|kg|lb))/iu;
const PERCENT = new RegExp(`${BEFORE}${NUMBER}\\s*%(?:\\s*(?:of\\s*)?1\\s*rm${AFTER})?`, "iu");
const LOAD = token(`${NUMBER}\\s*(kg|lbs?)`);
const IN = "(?:\\s+in\\s+(\\d{1,4})\\s*(s|sec|min))?";
const SETS = new RegExp(
  `${BEFORE}(\\d{1,3})\\s*[x×](?:\\s*(?:(\\d{1,4})\\+|(amrap|max)|(\\d{1,4})\\s*[-–]\\s*(\\d{1,4})|${NUMBER}\\s*(s|sec|min|km|m)?)${IN}${AFTER}|(?!\\p{L}))`,
  "iu",
);
const AMOUNT = token(`${NUMBER}\\s*(s|sec|min|km|m|reps?)`);
const MARKUP = /<\s*[a-zA-Z/!?]|[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/u;
const BAND = /^(?:([\p{L}\p{N}_]{1,20})\s+)?band$/iu;
const EDGES = /^[\s,;:@·–-]+|[\s,;:@·–-]+$/gu;
const CUT = "\u0000";
/** @type {Record<string, ProgramSet["kind"]>} */
const KINDS = {
  "warm-up": "warmup",
  warmup: "warmup",
  "drop set": "drop",
  "drop sets": "drop",
  drop: "drop",
  "myo-reps": "myo",
  myo: "myo",
  partial: "partial",
  partials: "partial",
  forced: "forced",
  "time under tension": "tut",
  tut: "tut",
  isometric: "iso",
  iso: "iso",
};
/** @type {Record<ProgramSet["kind"], string>} */
export const SET_KINDS = {
  normal: "",
  warmup: "warm-up",
  drop: "drop set",
  myo: "myo-reps",
  partial: "partial",
  forced: "forced",
  tut: "time under tension",
  iso: "isometric",
};
/** @type {Record<string, Entry["side"]>} */
const SIDES = { left: "left", right: "right", "each side": "each", "per side": "each", "each leg": "each", "each arm": "each", "left and right": "each" };
/** @type {Record<Entry["side"], string>} */
export const SIDE_WORDS = { "": "", left: "left", right: "right", each: "each side" };

/** @type {Record<Problem, string>} */
export const PROBLEMS = {
  "no-name": "Begin with the name of the exercise.",
  "name-too-long": "A name has at most 60 letters.",
  "note-too-long": "What no number says has at most 80 letters.",
  markup: "Please write it without tags.",
  sets: "An exercise has 1 to 20 sets.",
  reps: "A set has at most 999 repetitions, and a range goes from less to more.",
  load: "A load is at most 1000.",
  secs: "A set takes at most two hours.",
  distance: "A distance is at most 100 km.",
  effort: "An effort is between 1 and 10, in halves.",
  rest: "A rest is at most 30 minutes.",
};

/** @type {Readonly<ProgramSet>} */
export const SET = {
  kind: "normal",
  reps: null,
  reps_to: null,
  amrap: false,
  secs: null,
  distance_m: null,
  load: null,
  unit: "",
  band: "",
  tempo: "",
  rpe: null,
  rir: null,
  rest_s: 0,
};

/**
 * @param {string} line
 * @returns {{typed: Typed} | {problem: Problem}} what was typed; one set where nothing says how many
 */
export function readLine(line) {
  if (MARKUP.test(line)) return { problem: "markup" };
  let name = "";
  /** @type {Entry["side"]} */
  let side = "";
  /** @type {string[]} */
  const notes = [];
  const groups = line.split(/\s\+\s/u).map((segment, at) => {
    const group = readGroup(segment);
    if (at === 0) name = group.parts.shift() ?? "";
    for (const part of group.parts) {
      const key = part.toLowerCase();
      const band = BAND.exec(part);
      if (KINDS[key]) group.set = { ...group.set, kind: KINDS[key] ?? "normal" };
      else if ((key === "bodyweight" || key === "bw") && group.set.unit === "") group.set = { ...group.set, unit: "bodyweight" };
      else if (band && group.set.unit === "") group.set = { ...group.set, unit: "band", band: (band[1] ?? "").toLowerCase() };
      else if (SIDES[key]) side = SIDES[key] ?? "";
      else notes.push(part);
    }
    return group;
  });
  const last = groups.at(-1)?.rest ?? 0;
  const many = groups.reduce((sum, { count }) => sum + count, 0);
  const sets = many > 20 ? [] : groups.flatMap(({ count, set, rest }) => Array.from({ length: count }, () => ({ ...set, rest_s: rest ?? last })));
  const typed = { name, side, note: notes.join(", "), sets };
  const problem = problemOf(typed);
  return problem ? { problem } : { typed };
}

/**
 * @param {Typed} entry
 * @returns {string} as one would type it
 */
export function writeLine({ name, side, note, sets }) {
  const last = sets.at(-1)?.rest_s ?? 0;
  const said = grouped(sets).map(({ count, set }) => groupWords(count, set, set.rest_s !== last));
  return [`${name} ${said.join(" + ")}`, SIDE_WORDS[side], note, last ? `rest ${last} s` : ""].filter(Boolean).join(", ");
}

/**
 * Sets that are alike and follow each other, as how many of which.
 *
 * @param {ProgramSet[]} sets
 * @returns {{count: number, set: ProgramSet}[]}
 */
export function grouped(sets) {
  /** @type {{count: number, set: ProgramSet}[]} */
  const found = [];
  for (const set of sets) {
    const last = found.at(-1);
    if (last && isAlike(last.set, set)) last.count += 1;
    else found.push({ count: 1, set });
  }
  return found;
}

/**
 * @param {ProgramSet} one
 * @param {ProgramSet} other
 */
function isAlike(one, other) {
  return Object.keys(SET).every((name) => one[/** @type {keyof ProgramSet} */ (name)] === other[/** @type {keyof ProgramSet} */ (name)]);
}

/**
 * @param {string} segment
 * @returns {Group} how many of which set, their own rest, and what no pattern took
 */
function readGroup(segment) {
  let left = segment;
  /** @param {RegExp} what */
  const take = (what) => {
    const found = what.exec(left);
    if (found) left = `${left.slice(0, found.index)}${CUT}${left.slice(found.index + found[0].length)}`;
    return found;
  };
  const rest = take(REST);
  const tempo = take(TEMPO);
  const rpe = take(RPE) ?? take(AT);
  const rir = take(RIR);
  const load = take(LOAD);
  const percent = load ? null : take(PERCENT);
  const sets = take(SETS);
  const amount = sets ? null : take(AMOUNT);
  const weight = load ?? percent;
  /** @type {ProgramSet} */
  let set = {
    ...SET,
    load: weight ? decimal(weight[1]) : null,
    unit: load ? (load[2]?.toLowerCase().startsWith("lb") ? "lb" : "kg") : percent ? "percent" : "",
    tempo: tempo?.[1]?.toUpperCase() ?? "",
    rpe: rpe ? decimal(rpe[1]) : null,
    rir: rir ? Number(rir[1]) : null,
  };
  if (sets) set = { ...set, ...amountOf(sets) };
  else if (amount) set = { ...set, ...measured(amount[1], amount[2]) };
  const parts = left
    .split(CUT)
    .flatMap((part) => part.split(/[,;]/))
    .map((part) => part.replace(EDGES, "").split(/\s+/).join(" "))
    .filter((part) => part !== "");
  return { count: sets ? Number(sets[1]) : 1, set, rest: rest ? restS(rest) : null, parts };
}

/**
 * @param {RegExpExecArray} sets
 * @returns {Partial<ProgramSet>}
 */
function amountOf([, , least, amrap, low, high, number, unit, within, withinUnit]) {
  const time = within ? { secs: Number(within) * (withinUnit?.toLowerCase() === "min" ? 60 : 1) } : {};
  if (least) return { ...time, reps: Number(least), amrap: true };
  if (amrap) return { ...time, amrap: true };
  if (low) return { ...time, reps: Number(low), reps_to: Number(high) };
  return number ? { ...time, ...measured(number, unit) } : time;
}

/**
 * @param {string | undefined} number
 * @param {string | undefined} unit
 * @returns {Partial<ProgramSet>} an amount in seconds, minutes, metres, kilometres or repetitions
 */
function measured(number, unit = "") {
  const value = decimal(number);
  const found = unit.toLowerCase();
  if (found === "m" || found === "km") return { distance_m: Math.round(value * (found === "km" ? 10_000 : 10)) / 10 };
  if (found === "s" || found === "sec" || found === "min") return { secs: Math.round(value * (found === "min" ? 60 : 1)) };
  return { reps: Math.trunc(value) };
}

/**
 * @param {number} count
 * @param {ProgramSet} set
 * @param {boolean} hasRest
 */
function groupWords(count, set, hasRest) {
  const least = set.reps === null ? "" : String(set.reps);
  const reps = set.amrap ? (least ? `${least}+` : "AMRAP") : set.reps_to === null ? least : `${least}-${set.reps_to}`;
  const distance = set.distance_m === null ? "" : `${set.distance_m}m`;
  const amount = [reps || distance, set.secs === null ? "" : `${set.secs}s`].filter(Boolean).join(" in ");
  const load = { "": "", band: "", kg: ` ${set.load} kg`, lb: ` ${set.load} lb`, percent: ` ${set.load}%`, bodyweight: ", bodyweight" }[set.unit];
  return [
    `${count}x${amount}${load}`,
    set.unit === "band" ? `${set.band} band`.trim() : "",
    SET_KINDS[set.kind],
    set.tempo ? `tempo ${set.tempo}` : "",
    set.rpe === null ? "" : `RPE ${set.rpe}`,
    set.rir === null ? "" : `RIR ${set.rir}`,
    hasRest ? `rest ${set.rest_s} s` : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/**
 * @param {Typed} typed
 * @returns {Problem | null}
 */
function problemOf({ name, note, sets }) {
  if (name === "") return "no-name";
  if (name.length > 60) return "name-too-long";
  if (note.length > 80) return "note-too-long";
  if (sets.length < 1 || sets.length > 20) return "sets";
  return sets.map(setProblem).find((problem) => problem !== null) ?? null;
}

/**
 * @param {ProgramSet} set
 * @returns {Problem | null}
 */
export function setProblem({ reps, reps_to, load, secs, distance_m, rpe, rest_s }) {
  if (Math.max(reps ?? 0, reps_to ?? 0) > 999 || (reps_to !== null && reps_to < (reps ?? 0))) return "reps";
  if ((load ?? 0) > 1000) return "load";
  if ((secs ?? 0) > 7200) return "secs";
  if ((distance_m ?? 0) > 100_000) return "distance";
  if (rpe !== null && (rpe < 1 || rpe > 10 || !Number.isInteger(rpe * 2))) return "effort";
  return rest_s > 1800 ? "rest" : null;
}

/** @param {RegExpExecArray} rest */
function restS([, minutes, seconds, amount, unit]) {
  if (minutes !== undefined) return Number(minutes) * 60 + Number(seconds);
  return Math.round(decimal(amount) * (unit?.toLowerCase() === "min" ? 60 : 1));
}

/** @param {string | undefined} text */
function decimal(text) {
  return Number((text ?? "").replace(",", "."));
}

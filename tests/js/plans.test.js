/** What each format of a timer is made into, and which recipes are refused with words. */

import assert from "node:assert/strict";
import test from "node:test";

import { FORMATS, build, counts, formatOf, problem, title } from "../../static/js/live/plans/formats.js";
import { lengthText, readLength } from "../../static/js/live/plans/length.js";
import { itemLines, readItems, readStations, stationLines } from "../../static/js/live/plans/lines.js";
import { planLength } from "../../static/js/live/timers.js";

/** @type {(format: string, change?: object) => any} a usual recipe of that format, changed */
const recipe = (format, change = {}) => ({ ...formatOf({ format })?.usual, ...change });
/** @type {(format: string, change?: object) => string[]} its plan, in short */
const told = (format, change) =>
  build(recipe(format, change)).map(({ name, kind, duration_ms, round, rounds, label, side, bpm, count_up }) =>
    [kind, duration_ms / 1000, name, ...(rounds > 1 ? [`${round}/${rounds}`] : []), ...(label ? [label] : []), ...(side ? [side] : []), ...(bpm ? [bpm] : []), ...(count_up ? ["up"] : [])].join(" "),
  );

test("every format has a usual recipe that can be done, survives JSON, and fits a room's limits", () => {
  for (const { format, usual } of FORMATS) {
    assert.equal(problem(usual), null, format);
    const plan = build(JSON.parse(JSON.stringify(usual)));
    assert.deepEqual(plan, build(usual), format);
    assert.ok(plan.length > 0 && plan.length <= 500, format);
    assert.ok(plan.every(({ duration_ms, name }) => duration_ms >= 1000 && name.length > 0 && name.length <= 40), format);
    assert.ok(plan.every(({ round, rounds }) => round <= rounds), format);
    assert.ok(title(usual).length > 0 && title(usual).length <= 60, format);
  }
  assert.equal(new Set(FORMATS.map(({ format }) => format)).size, 12);
});

test("the lead-in is ten seconds unless it is said otherwise", () => {
  const without = ["rest", "stopwatch"];
  for (const { format, usual } of FORMATS) assert.equal(build(usual)[0]?.kind === "prepare", !without.includes(format), format);
  assert.deepEqual(told("amrap", { lead_s: 0 }), ["work 720 Work"]);
  assert.deepEqual(told("amrap", { lead_s: 5 })[0], "prepare 5 Get ready");
});

test("Tabata is 20 seconds of work, 10 of rest, 8 times, and nobody rests after the last", () => {
  const plan = told("tabata");
  assert.deepEqual([plan.length, plan.at(1), plan.at(2), plan.at(-1)], [16, "work 20 Work 1/8", "rest 10 Rest 1/8", "work 20 Work 8/8"]);
  assert.equal(planLength(build(recipe("tabata"))), 240_000);
  assert.deepEqual(told("tabata", { rest_s: 0, rounds: 2, name: "Squat" }).slice(1), ["work 20 Squat 1/2", "work 20 Squat 2/2"]);
});

test("every minute has its label, in turn", () => {
  const plan = build(recipe("every", { rounds: 5, labels: ["10 swings", "8 burpees"], lead_s: 0 }));
  assert.deepEqual(plan.map(({ name, label }) => `${name}: ${label}`), ["10 swings", "8 burpees", "10 swings", "8 burpees", "10 swings"].map((label) => `Minute: ${label}`));
  assert.equal(plan[0]?.say, "10 swings");
  assert.equal(build(recipe("every"))[3]?.say, "Minute 3");
  assert.deepEqual(told("every", { every_s: 90, rounds: 2, lead_s: 0 }), ["work 90 Round 1/2", "work 90 Round 2/2"]);
});

test("who does as many rounds as possible counts them, who goes for time is timed, who dies by it is out", () => {
  assert.deepEqual(FORMATS.filter(({ counts: what }) => what).map(({ format, counts: what }) => `${format} ${what}`), ["amrap rounds", "for-time finish", "death-by out"]);
  assert.equal(counts(recipe("amrap")), "rounds");
  assert.deepEqual(told("for-time", { cap_s: 600, task: "100 burpees" }), ["prepare 10 Get ready", "work 600 Work 100 burpees up"]);
});

test("Death By asks for one more each minute", () => {
  const plan = told("death-by", { most: 3, first: 2, step: 3, task: "thrusters", lead_s: 0 });
  assert.deepEqual(plan, ["work 60 Minute 1/3 2 thrusters", "work 60 Minute 2/3 5 thrusters", "work 60 Minute 3/3 8 thrusters"]);
});

test("between stations there is time to move on, between rounds a rest, after the last nothing", () => {
  const stations = [{ name: "Squat", work_s: 40, label: "" }, { name: "Row", work_s: 30, label: "light" }];
  assert.deepEqual(told("circuit", { stations, rounds: 2, lead_s: 0 }), [
    "work 40 Squat 1/2", "transition 20 Move on 1/2", "work 30 Row 1/2 light", "rest 60 Rest 1/2",
    "work 40 Squat 2/2", "transition 20 Move on 2/2", "work 30 Row 2/2 light",
  ]); // prettier-ignore
  assert.equal(told("circuit", { stations, rounds: 2, transition_s: 0, between_s: 0, lead_s: 0 }).length, 4);
});

test("a hold has time to get into it, each time", () => {
  assert.deepEqual(told("hold", { times: 2, name: "Plank" }), ["prepare 10 Get ready", "hold 30 Plank 1/2", "rest 20 Rest 1/2", "prepare 5 Get ready 1/2", "hold 30 Plank 2/2"]);
});

test("left and right are changed with a pause", () => {
  assert.deepEqual(told("sides", { lead_s: 0, first: "right", name: "Lunge" }), [
    "work 30 Lunge 1/2 right", "transition 10 Change sides 1/2", "work 30 Lunge 1/2 left", "rest 30 Rest 1/2",
    "work 30 Lunge 2/2 right", "transition 10 Change sides 2/2", "work 30 Lunge 2/2 left",
  ]); // prettier-ignore
  assert.equal(build(recipe("sides"))[1]?.say, "left");
});

test("a rest, a stopwatch, a metronome", () => {
  assert.deepEqual(told("rest"), ["rest 90 Rest"]);
  assert.deepEqual(told("stopwatch"), ["work 3600 Time up"]);
  assert.deepEqual(told("metronome", { recover_s: 60 }), ["prepare 10 Get ready", "work 180 Step 96", "recover 60 Sit and count Count your pulse"]);
});

test("intervals of one's own, as often as one likes", () => {
  const intervals = [{ name: "Plank", kind: "hold", duration_s: 20, side: "left", bpm: null, say: "Now" }, { name: "Off", kind: "rest", duration_s: 10, count_up: false }];
  assert.deepEqual(told("list", { intervals, rounds: 2, lead_s: 0 }), ["hold 20 Plank 1/2 left", "rest 10 Off 1/2", "hold 20 Plank 2/2 left", "rest 10 Off 2/2"]);
  assert.deepEqual(Object.keys(build(recipe("list", { intervals, lead_s: 0 }))[1] ?? {}), ["name", "kind", "duration_ms", "round", "rounds"]);
});

const item = (change = {}) => ({ intervals: [{ name: "Work", kind: "work", duration_s: 20, ...change }] });

/** @type {[string, object, RegExp][]} */
const WRONG = [
  ["tabata", { work_s: -20 }, /Work: between 1 s and/u],
  ["tabata", { work_s: 0 }, /Work/u],
  ["tabata", { rest_s: 1.5 }, /Rest: a whole number/u],
  ["tabata", { rounds: 0 }, /Rounds: between 1 and 99/u],
  ["tabata", { rounds: "8" }, /whole number/u],
  ["tabata", { lead_s: undefined }, /Get ready/u],
  ["tabata", { name: "<img src=x onerror=alert(1)>" }, /without tags/u],
  ["tabata", { work_s: 3600, rest_s: 3600, rounds: 15 }, /six hours/u],
  ["stopwatch", { cap_s: 30 * 3600 }, /At most: between/u],
  ["metronome", { bpm: 0 }, /Beats a minute: between 20 and 300/u],
  ["metronome", { bpm: 1000 }, /Beats/u],
  ["every", { labels: ["ok", "x".repeat(61)] }, /2: at most 60/u],
  ["every", { labels: "burpees" }, /a list/u],
  ["circuit", { stations: [] }, /at least one/u],
  ["circuit", { stations: [{ name: " ", work_s: 40, label: "" }] }, /1: Station: say what it is/u],
  ["circuit", { stations: [null] }, /Station/u],
  ["circuit", { stations: Array(30).fill({ name: "Row", work_s: 5, label: "" }), rounds: 99 }, /At most 500 intervals; this makes/u],
  ["sides", { first: "both" }, /left or right/u],
  ["list", { intervals: Array(10_000).fill({ name: "Work", kind: "work", duration_s: 1 }) }, /at most 100/u],
  ["list", item({ kind: "play" }), /1: work, rest/u],
  ["list", item({ bpm: 0 }), /beats a minute/u],
  ["list", item({ duration_s: 0 }), /Length/u],
  ["list", item({ label: "a\nb" }), /without tags/u],
  ["list", item({ side: "up" }), /left, right/u],
];

test("what cannot be done is said in words", () => {
  for (const [format, change, words] of WRONG) assert.match(problem(recipe(format, change)) ?? "nothing", words, JSON.stringify([format, change]).slice(0, 100));
  for (const nonsense of [null, undefined, 5, "tabata", [], {}, { format: "constructor" }, { format: "tabata" }]) assert.equal(typeof problem(nonsense), "string");
});

test("a length is read as it is typed", () => {
  assert.deepEqual(["45", "0:45", "1:30", "12:00", "1:00:00", ":20", "90", "1.30", "2,05"].map(readLength), [45, 45, 90, 720, 3600, 20, 90, 90, 125]);
  for (const text of ["", " ", "a", "1:2:3:4", "1:234", "-5", "1.5", "1:"]) assert.ok(Number.isNaN(readLength(text)), text);
  for (const seconds of [0, 5, 59, 60, 754, 3600, 14_400]) assert.equal(readLength(lengthText(seconds)), seconds);
  assert.equal(lengthText(NaN), "");
});

test("stations and intervals are lines of text, and keep what the lines do not say", () => {
  const stations = [{ name: "Squat", work_s: 40, label: "goblet" }, { name: "Row 500", work_s: 90, label: "" }];
  assert.equal(stationLines(stations), "Squat 0:40\nRow 500 1:30");
  assert.deepEqual(readStations(stationLines(stations), stations), stations);
  assert.deepEqual(readStations("Squat, 0:30\n\n  Lunge  ", stations), [{ name: "Squat", work_s: 30, label: "goblet" }, { name: "Lunge", work_s: 30, label: "" }]);
  const items = [{ name: "Swing", kind: /** @type {const} */ ("work"), duration_s: 20, bpm: 60 }];
  assert.deepEqual(readItems(`${itemLines(items)}\nRest 0:10\nPlank hold 1:00`, items), [
    ...items,
    { name: "Rest", kind: "rest", duration_s: 10 },
    { name: "Plank hold", kind: "hold", duration_s: 60 },
  ]);
  assert.deepEqual(readItems("", items), []);
});

/** Lists of a recipe as lines of text: a name and a length in each, "Squat 0:40". Pure. */

import { lengthText, readLength } from "./length.js";

/**
 * @typedef {import("./circuit.js").Station} Station
 * @typedef {import("./list.js").ListItem} ListItem
 */

const USUAL_S = 40;

/**
 * What a name says about its interval, in the order in which it is asked.
 *
 * @type {[RegExp, import("./recipe.js").IntervalKind][]}
 */
const SAID = [
  [/\b(?:get ready|prepare|set up)\b/iu, "prepare"],
  [/\b(?:rest|pause|off|break)\b/iu, "rest"],
  [/\b(?:recover|recovery|walk|easy)\b/iu, "recover"],
  [/\b(?:move on|change|switch|transition)\b/iu, "transition"],
  [/\b(?:hold|plank|stretch)\b/iu, "hold"],
];

/**
 * @param {Station[]} stations
 * @returns {string}
 */
export const stationLines = (stations) => stations.map(({ name, work_s }) => `${name} ${lengthText(work_s)}`).join("\n");

/**
 * @param {string} text
 * @param {Station[]} before keeps the note of a station whose name stays
 * @returns {Station[]} a line without a length has that of the line before
 */
export function readStations(text, before) {
  return readLines(text, before[0]?.work_s ?? USUAL_S).map(({ name, seconds }) => ({ name, work_s: seconds, label: before.find((one) => one.name === name)?.label ?? "" }));
}

/**
 * @param {ListItem[]} items
 * @returns {string}
 */
export const itemLines = (items) => items.map(({ name, duration_s }) => `${name} ${lengthText(duration_s)}`).join("\n");

/**
 * @param {string} text
 * @param {ListItem[]} before keeps the rest of an interval whose name stays
 * @returns {ListItem[]}
 */
export function readItems(text, before) {
  return readLines(text, before[0]?.duration_s ?? USUAL_S).map(({ name, seconds }) => ({
    ...(before.find((one) => one.name === name) ?? { name, kind: SAID.find(([words]) => words.test(name))?.[1] ?? "work" }),
    duration_s: seconds,
  }));
}

/**
 * @param {string} text
 * @param {number} usual_s of a first line without a length
 * @returns {{name: string, seconds: number}[]}
 */
function readLines(text, usual_s) {
  let last_s = usual_s;
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [, name = line, length = ""] = /^(.*?)[\s,]+(\d*:\d\d(?::\d\d)?)$/u.exec(line) ?? [];
      if (length) last_s = readLength(length);
      return { name, seconds: last_s };
    });
}

/**
 * What 10,000 marks cost a page, as JSON: `writes`, ms of each of 200 further ones; `take_all`, ms until a page without any
 * has read them from one answer of the server and those who look know.
 */

import { createActions } from "../static/js/review/actions.js";
import { createMarks } from "../static/js/review/marks.js";
import { passing } from "../static/js/review/shelf.js";
import { createSync } from "../static/js/review/sync.js";
import { effect } from "../static/js/lib/state.js";

const marks = createMarks();
const undo = createActions(marks);
const points = Array.from({ length: 20 }, (_, n) => [n / 20, n / 40]);
marks.together(() => {
  for (let n = 0; n < 10_000; n += 1) marks.put("shape", { tool: "pencil", at_ms: n, points });
});
const took = [];
for (let n = 0; n < 200; n += 1) {
  const began = performance.now();
  undo.undoable("Draw", () => marks.put("shape", { tool: "pencil", at_ms: n, points }));
  took.push(performance.now() - began);
}

const text = JSON.stringify({ seq: 10_200, marks: [...marks.all.value.values()], refused: [], more: false, whole: false, now_ms: Date.now(), review: {} });
const other = createMarks();
let [began, seen, told] = [0, 0, 0];
const sync = createSync({
  marks: other,
  shelf: passing(),
  send: () => Promise.reject(new Error("nothing is written")),
  fetch: async () => {
    began = performance.now();
    return JSON.parse(text);
  },
});
effect(() => {
  seen = other.of("shape").length;
  told += 1;
});
await sync.go();
if (seen !== 10_200 || told > 3) throw new Error(`${seen} marks in ${told} changes`);
console.log(JSON.stringify({ writes: took, take_all: performance.now() - began }));

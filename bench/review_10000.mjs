/** What writing one mark costs a page that holds 10,000: ms of each of 200, as JSON. */

import { createActions } from "../static/js/review/actions.js";
import { createMarks } from "../static/js/review/marks.js";

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
console.log(JSON.stringify(took));

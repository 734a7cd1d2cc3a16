import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { PROBLEMS, SET, readLine, writeLine } from "../../static/js/programs/lines.js";

const vectors = JSON.parse(readFileSync(new URL("../vectors/program-lines.json", import.meta.url), "utf8"));

test("a line of a program is read and written as on the server", () => {
  for (const { line, problem, written, name, side, note, sets } of vectors) {
    const read = readLine(line);
    if (problem) {
      assert.deepEqual(read, { problem }, line);
      assert.ok(PROBLEMS[problem]);
      continue;
    }
    const typed = { name, side, note, sets: sets.map((set) => ({ ...SET, ...set })) };
    assert.deepEqual(read, { typed }, line);
    assert.equal(writeLine(typed), written);
    assert.deepEqual(readLine(written), { typed }, written);
  }
});

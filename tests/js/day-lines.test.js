import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { PROBLEMS, readLine, writeLine } from "../../static/js/live/day-lines.js";

const vectors = JSON.parse(readFileSync(new URL("../vectors/day-lines.json", import.meta.url), "utf8"));

test("a line is read as on the server", () => {
  for (const { line, entry, problem, written } of vectors) {
    const read = readLine(line);
    assert.deepEqual(read, problem ? { problem } : { entry }, line);
    if (problem) assert.ok(PROBLEMS[problem]);
    else assert.equal(writeLine(read.entry), written);
    if (entry) assert.deepEqual(readLine(written), { entry }, written);
  }
});

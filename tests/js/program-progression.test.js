import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { whole } from "../../static/js/programs/pieces.js";
import { setsAt } from "../../static/js/programs/progression.js";

const vectors = JSON.parse(readFileSync(new URL("../vectors/program-progression.json", import.meta.url), "utf8"));

test("rules make of an entry what they make of it on the server", () => {
  for (const { what, entry, weeks } of vectors) {
    const all = whole([{ id: "w", days: [{ id: "d", blocks: [{ id: "b", entries: [entry, ...weeks.map((/** @type {any} */ sets) => ({ ...entry, sets }))] }] }] }]);
    const [first, ...wanted] = all[0]?.days[0]?.blocks[0]?.entries ?? [];
    assert.ok(first);
    wanted.forEach(({ sets }, at) => assert.deepEqual(setsAt(first, at + 1), sets, `${what}, week ${at + 1}`));
  }
});

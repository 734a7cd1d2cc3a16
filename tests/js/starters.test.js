// Our starters, as tests/domain/test_starter_timers.py keeps them, are recipes that run, as long as they say.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { FORMATS, build, problem } from "../../static/js/live/plans/formats.js";
import { draftOf, planOf, problemOf } from "../../static/js/timers/draft.js";
import { planLength } from "../../static/js/live/timers.js";

const { formats, starters } = JSON.parse(readFileSync(new URL("../vectors/timers.json", import.meta.url), "utf8"));

test("the library and the room call formats by the same names", () => {
  assert.deepEqual(formats, Object.fromEntries(FORMATS.map(({ format, name }) => [format, name])));
});

for (const { key, recipe, length_ms } of starters) {
  test(`the starter ${key} runs as long as it says, also from the editor`, () => {
    assert.equal(problem(recipe), null);
    assert.equal(planLength(build(recipe)), length_ms);
    const draft = draftOf(recipe);
    assert.equal(problemOf(draft), null);
    assert.equal(planLength(planOf(draft)), length_ms);
  });
}

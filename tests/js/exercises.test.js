/** The exercise whose cues are on the keys: picked, followed from the day's list, changed at the desk. */

import assert from "node:assert/strict";
import test from "node:test";

import { signal } from "../../static/js/lib/state.js";
import { createExercises } from "../../static/js/live/exercises.js";

const cue = (/** @type {string} */ say) => ({ say, kind: /** @type {const} */ ("form"), focus: /** @type {const} */ ("external") });

function library() {
  /** @type {Record<string, any>} */
  const kept = {
    any: { key: "any", name: "Any exercise", cues: [cue("Breathe")] },
    plank: { key: "plank", name: "Front plank", cues: [cue("Push the floor")] },
    squat: { key: "squat", name: "Squat", cues: [cue("Sit back")] },
  };
  const day = signal(/** @type {{key: string | null, name: string} | null} */ (null));
  /** @type {string[]} */
  const warned = [];
  const state = { isAway: false };
  const exercises = createExercises({
    config: { general: kept["any"], exercises: [{ key: "plank", name: "Front plank" }], library: "/library/exercises" },
    current: () => day.value,
    warn: (text) => void warned.push(text),
    get: async (url) => {
      if (state.isAway) throw new Error("away");
      const key = url.split("/")[3];
      return key ? { exercise: kept[key] } : { exercises: Object.values(kept).map(({ key: one, name }) => ({ key: one, name })) };
    },
  });
  return { kept, day, warned, state, exercises };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test("the day's exercise brings its cues by itself, and the next one its own", async () => {
  const { day, exercises } = library();
  day.value = { key: "plank", name: "Front plank" };
  await settled();
  assert.deepEqual(exercises.palette.value.map(({ key, say }) => [key, say]), [["1", "Push the floor"], ["2", "Breathe"]]);
  day.value = { key: null, name: "front PLANK" };
  await settled();
  assert.equal(exercises.chosen.value?.key, "plank", "a name that was typed finds its exercise");
  day.value = { key: "squat", name: "Squat" };
  await settled();
  assert.equal(exercises.palette.value[0]?.say, "Sit back");
  day.value = null;
  await settled();
  assert.deepEqual(exercises.palette.value.map(({ say }) => say), ["Breathe"]);
});

test("what was picked by hand stays until the day goes on", async () => {
  const { day, exercises } = library();
  day.value = { key: "plank", name: "Front plank" };
  await exercises.choose({ key: "squat", name: "Squat" });
  day.value = { key: "plank", name: "Front plank" };
  await settled();
  assert.equal(exercises.chosen.value?.key, "squat");
  day.value = { key: null, name: "Something new" };
  await settled();
  assert.deepEqual(exercises.chosen.value, { key: "", name: "Something new", cues: [] });
});

test("a change at the desk is on the keys after a refresh", async () => {
  const { kept, exercises } = library();
  await exercises.choose({ key: "plank", name: "Front plank" });
  kept["plank"] = { key: "plank", name: "My plank", cues: [cue("Drag the mat")] };
  kept["any"] = { ...kept["any"], cues: [cue("Slower")] };
  await exercises.refresh();
  assert.deepEqual(exercises.palette.value.map(({ say }) => say), ["Drag the mat", "Slower"]);
  assert.deepEqual(exercises.list.value.map(({ key }) => key), ["plank", "squat"]);
});

test("an answer that comes late changes nothing", async () => {
  const { exercises } = library();
  const first = exercises.choose({ key: "plank", name: "Front plank" });
  await exercises.choose({ key: "squat", name: "Squat" });
  await first;
  assert.equal(exercises.chosen.value?.key, "squat");
});

test("without the server the general cues are there, and it is said", async () => {
  const { state, warned, exercises } = library();
  state.isAway = true;
  await exercises.choose({ key: "plank", name: "Front plank" });
  assert.match(warned[0] ?? "", /Front plank did not come/);
  assert.deepEqual(exercises.palette.value.map(({ say }) => say), ["Breathe"]);
});

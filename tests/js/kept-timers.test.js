// The kept timers of the room's panel: found, started with what is kept now, and kept.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Refusal } from "../../static/js/lib/http.js";
import { signal } from "../../static/js/lib/state.js";
import { createKeptTimers } from "../../static/js/live/kept-timers.js";

const { starters } = JSON.parse(readFileSync(new URL("../vectors/timers.json", import.meta.url), "utf8"));
const ROW = { id: "x", name: "Été: jambes", format: "circuit", length_ms: 60_000, is_favourite: false, rev: 1 };
const PLAN = [{ name: "Work", kind: "work", duration_ms: 60_000 }];

function panel(answers = {}) {
  const told = { started: [], said: [], asked: [] };
  const answer = (method) => async (url, body) => {
    told.asked.push([method, url, body]);
    const found = answers[`${method} ${url}`];
    if (found instanceof Error) throw found;
    if (!found) throw new Refusal("offline", "There is no connection.");
    return found;
  };
  const isOpen = signal(false);
  const deeds = {
    startTimer: (...started) => told.started.push(started),
    say: (_icon, words) => told.said.push(words),
    warn: (words) => told.said.push(words),
  };
  const kept = createKeptTimers({
    config: { here: "/t", saved: [ROW], starters },
    deeds,
    isOpen: () => isOpen.value,
    http: { get: answer("GET"), post: answer("POST") },
  });
  return { kept, told, isOpen };
}

test("one's own stand first; what is typed finds by name, format and purpose, without accents", () => {
  const { kept } = panel();
  assert.equal(kept.all.value[0].name, "Été: jambes");
  const found = (typed) => {
    kept.asked.value = typed;
    return kept.shown.value.map(({ name }) => name);
  };
  assert.deepEqual(found("ete"), ["Été: jambes"]);
  assert.deepEqual(found("circuit"), ["Été: jambes", "HIIT 40 / 20 circuit"]);
  assert.deepEqual(found("pulse 96"), ["YMCA step test"]);
  assert.deepEqual(found("nothing like it"), []);
  assert.equal(found(" ").length, starters.length + 1);
});

test("a starter starts at once, by its recipe; a kept one by the plan as it is kept now", async () => {
  const { kept, told } = panel({ "GET /t/x": { timer: { name: "Legs", plan: PLAN, counts: "rounds" } } });
  const [own, tabata] = kept.all.value;
  await kept.start(tabata);
  await kept.start(own);
  assert.deepEqual(told.started.map(([name, plan, counts]) => [name, plan.length, counts]), [["Tabata", 16, ""], ["Legs", 1, "rounds"]]);
  assert.deepEqual(told.asked, [["GET", "/t/x", undefined]]);
});

test("a timer that was deleted meanwhile is not started, and goes from the list", async () => {
  const { kept, told } = panel({ "GET /t/x": new Refusal("not-found", "Gone."), "GET /t": { timers: [] } });
  await kept.start(kept.all.value[0]);
  await Promise.resolve();
  assert.deepEqual(told.started, []);
  assert.deepEqual(told.said, ["Not started: Été: jambes was deleted"]);
  assert.equal(kept.all.value.length, starters.length);
});

test("without a connection nothing starts and nothing is lost", async () => {
  const { kept, told } = panel();
  await kept.start(kept.all.value[0]);
  assert.equal(await kept.keep(starters[0].recipe, "Mine"), false);
  assert.deepEqual(told.said, ["Not started: There is no connection.", "Not kept: There is no connection."]);
  assert.equal(kept.all.value.length, starters.length + 1);
});

test("what was built in the room is kept under its name, or under what it is", async () => {
  const { kept, told } = panel({ "POST /t": { id: "y" }, "GET /t": { timers: [ROW, { ...ROW, id: "y", name: "Mine" }] } });
  assert.ok(await kept.keep(starters[0].recipe, " Mine "));
  assert.ok(await kept.keep(starters[0].recipe, ""));
  const bodies = told.asked.filter(([method]) => method === "POST").map(([, , body]) => body);
  assert.deepEqual(bodies.map(({ name, recipe, plan }) => [name, recipe.format, plan.length]), [["Mine", "tabata", 16], ["Tabata 20/10 × 8", "tabata", 16]]);
  assert.deepEqual(told.said, ["Mine is kept", "Tabata 20/10 × 8 is kept"]);
  assert.equal(kept.all.value[1].name, "Mine");
});

test("the list is asked for again whenever the panel opens", async () => {
  const { kept, told, isOpen } = panel({ "GET /t": { timers: [] } });
  isOpen.value = true;
  await new Promise((done) => setImmediate(done));
  assert.deepEqual(told.asked, [["GET", "/t", undefined]]);
  assert.equal(kept.all.value.length, starters.length);
  kept.close();
});

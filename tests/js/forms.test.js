/** Forms in the browser: which questions are asked, what building makes, and answers kept through trouble. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createBuilder } from "../../static/js/forms/builder.js";
import * as building from "../../static/js/forms/building.js";
import { askedOf } from "../../static/js/forms/conditions.js";
import { createKeeping } from "../../static/js/forms/keeping.js";
import { Refusal } from "../../static/js/lib/http.js";

const VECTORS = JSON.parse(readFileSync(new URL("../vectors/form-conditions.json", import.meta.url), "utf8"));

test("the same questions are asked here as on the server", () => {
  for (const { sections, cases } of VECTORS) for (const { answers, asked } of cases) assert.deepEqual([...askedOf(sections, answers)], asked);
});

/** @param {string[][]} keys by section */
const textOf = (...keys) => ({
  title: "T",
  intro: "",
  sections: keys.map((own) => ({ title: "", text: "", when: null, questions: own.map((key) => building.blankQuestion(key, "yes_no")) })),
});
/** @param {import("../../static/js/forms/building.js").Text} text */
const keysOf = (text) => text.sections.map(({ questions }) => questions.map(({ key }) => key).join(""));

test("a question moves over the border of its section and stays itself", () => {
  const text = textOf(["a", "b"], ["c"]);
  assert.deepEqual(keysOf(building.moveQuestion(text, "b", 1)), ["a", "bc"]);
  assert.deepEqual(keysOf(building.moveQuestion(text, "c", -1)), ["abc", ""]);
  assert.deepEqual(keysOf(building.moveQuestion(text, "a", -1)), ["ab", "c"]);
  assert.deepEqual(keysOf(building.putQuestion(text, "a", 1, 1)), ["b", "ca"]);
});

test("what hangs on a question that is taken away hangs on nothing", () => {
  const text = building.changeQuestion(textOf(["a", "b"]), "b", { when: { question: "a", any_of: ["yes"], least: null, most: null } });
  assert.equal(building.questionsOf(building.removeQuestion(text, "a"))[0]?.when, null);
  const moved = building.moveQuestion(text, "a", 1);
  assert.ok(building.isLost(moved, /** @type {any} */ (building.questionsOf(moved)[0])), "it looks at a question further down");
});

test("a double has a key of its own, and another kind has what it needs", () => {
  const { text, key } = building.doubleQuestion(textOf(["q1", "q3"]), "q1");
  assert.equal(key, "q4");
  assert.deepEqual(keysOf(text), ["q1q4q3"]);
  const [one] = building.questionsOf(building.changeQuestion(text, "q1", { kind: "scale" }));
  assert.deepEqual([one?.least, one?.most], [0, 10]);
});

test("where the server says something is wrong is found again", () => {
  const text = textOf(["a"], ["b", "c"]);
  assert.deepEqual(building.wrongAt(text, "sections[1].questions[1].options[0].label"), { key: "c", section: 1 });
  assert.deepEqual(building.wrongAt(text, "sections[0].title"), { key: null, section: 0 });
  assert.deepEqual(building.wrongAt(text, "title"), { key: null, section: null });
});

test("words typed letter by letter are one step back", () => {
  const builder = createBuilder(/** @type {any} */ ({ text: textOf(["a"]), rev: 0, save: "", preview: "", kinds: {}, most: {} }));
  for (const label of ["W", "Wh", "Why"]) builder.set(building.changeQuestion(builder.text.value, "a", { label }), "a label");
  builder.add("text", 0);
  builder.undo();
  builder.undo();
  assert.equal(building.questionsOf(builder.text.value)[0]?.label, "");
  builder.redo();
  assert.equal(building.questionsOf(builder.text.value)[0]?.label, "Why");
  assert.equal(builder.canRedo.value, true);
});

/** @param {(answers: any) => Promise<any>} send @param {Record<string, any>} [kept] */
function keepingWith(send, kept = {}) {
  /** @type {(() => void)[]} */
  const later = [];
  const memory = { get: (/** @type {string} */ name) => kept[name] ?? null, set: (/** @type {string} */ name, /** @type {any} */ value) => void (kept[name] = value) };
  const keeping = createKeeping({ id: "f", send, memory, later: (step) => void later.push(step) });
  return { keeping, kept, later };
}

test("an answer that was refused is told at its question, and the others are kept", async () => {
  /** @type {any[]} */
  const sent = [];
  const { keeping, kept } = keepingWith(async (answers) => {
    sent.push(answers);
    if ("number" in answers) throw new Refusal("not-a-number", "Write a number here.", "number", 400);
    return { rev: 2 };
  });
  keeping.put("number", "many");
  keeping.put("text", "fine");
  assert.equal(await keeping.flush(), false);
  assert.deepEqual(sent, [{ number: "many", text: "fine" }, { text: "fine" }]);
  assert.deepEqual(keeping.wrong.value, { number: "Write a number here." });
  assert.equal(kept["form.f"], null, "nothing is left to send");
  keeping.put("number", 7);
  assert.deepEqual(keeping.wrong.value, {});
});

test("without a connection answers stay on the device and are sent later, even by the next page", async () => {
  let isUp = false;
  const send = async () => {
    if (!isUp) throw new Refusal("offline", "There is no connection.");
    return { rev: 2 };
  };
  const { keeping, kept } = keepingWith(send);
  keeping.put("text", "kept");
  assert.equal(await keeping.flush(), false);
  assert.equal(keeping.standing.value.state, "offline");
  keeping.close();
  const next = keepingWith(send, kept);
  assert.deepEqual(next.keeping.unsent(), { text: "kept" });
  isUp = true;
  assert.equal(await next.keeping.flush(), true);
  assert.deepEqual(next.keeping.unsent(), {});
});

test("what is typed while it is being sent is sent after it", async () => {
  /** @type {any[]} */
  const sent = [];
  const { keeping } = keepingWith(async (answers) => {
    sent.push(answers.text);
    if (sent.length === 1) keeping.put("text", "ab");
    return {};
  });
  keeping.put("text", "a");
  assert.equal(await keeping.flush(), true);
  assert.deepEqual(sent, ["a", "ab"]);
});

test("a form that was sent meanwhile takes no more, and says so", async () => {
  const { keeping, kept } = keepingWith(async () => {
    throw new Refusal("form-closed", "This form has been sent already.", null, 409);
  });
  keeping.put("text", "late");
  assert.equal(await keeping.flush(), false);
  assert.deepEqual(keeping.standing.value, { state: "closed", message: "This form has been sent already." });
  assert.equal(kept["form.f"], null);
});

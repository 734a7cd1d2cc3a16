/** The door: what is asked, what is sent, and which refusals a person can mend there. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { openDoor } from "../../static/js/live/door.js";

const real = globalThis.fetch;
afterEach(() => void (globalThis.fetch = real));

const SEAT = { room: "r", peer: "p", resume: "a-secret-that-is-long", role: "client", device: "main" };

/** @param {(url: string, body: any) => [number, any]} answer */
function door(answer, kind = "client") {
  /** @type {any[]} */
  const asked = [];
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {string} */ url, /** @type {any} */ init) => {
      const body = JSON.parse(init.body);
      asked.push([url, body]);
      const [status, data] = answer(url, body);
      return new Response(JSON.stringify(data), { status });
    }
  );
  /** @type {Map<string, any>} */
  const kept = new Map();
  const memory = { get: (/** @type {string} */ name) => kept.get(name) ?? null, set: (/** @type {string} */ name, /** @type {any} */ value) => void kept.set(name, value) };
  const config = /** @type {any} */ ({
    you: { role: "client", device: "main", kind, name: kind === "guest" ? "" : "Bob" },
    session: { id: "s" },
    join: "/join",
    door: { address: "Main St 5", callback: "", helper: "", emergency: "" },
  });
  return { door: openDoor({ config, memory }), asked, kept };
}

test("joining sends what was said, keeps the seat's secret, and takes the seat back next time", async () => {
  const { door: it, asked } = door(() => [200, { ok: true, seat: SEAT, phone: "+1" }]);
  it.set({ callback: " 555 " });
  assert.deepEqual(await it.join(), { seat: SEAT, phone: "+1", moments: null, agreed: [] });
  assert.deepEqual(asked[0], ["/join", { address: "Main St 5", callback: "555", helper: "", emergency: "" }]);
  await it.join();
  assert.equal(asked[1][1].resume, SEAT.resume);
  it.forget();
  await it.join();
  assert.equal("resume" in asked[2][1], false);
});

test("a guest without a name is asked for it and nothing is sent", async () => {
  const { door: it, asked } = door(() => [200, { ok: true, seat: SEAT }], "guest");
  assert.equal(await it.join(), null);
  assert.equal(it.state.value.problem?.where, "name");
  it.set({ name: "Gus" });
  await it.join();
  assert.equal(asked[0][1].name, "Gus");
});

test("a wrong field is told at the field; a closed door is handed on", async () => {
  const field = door(() => [422, { error: "bad-input", message: "That is not a phone number.", where: "callback" }]).door;
  assert.equal(await field.join(), null);
  assert.deepEqual(field.state.value.problem, { message: "That is not a phone number.", where: "callback" });
  const over = await door(() => [409, { error: "session-over", message: "Over." }]).door.join();
  assert.equal(over && "code" in over && over.code, "session-over");
});

test("a server that does not answer leaves the person at the door, with a sentence and everything typed", async () => {
  const { door: it } = door(() => [503, { error: "internal", message: "Try again." }]);
  it.set({ helper: "Tom" });
  assert.equal(await it.join(), null);
  assert.deepEqual([it.state.value.problem?.message, it.state.value.helper, it.state.value.isJoining], ["Try again.", "Tom", false]);
});

test("two taps on Join are one", async () => {
  const { door: it, asked } = door(() => [200, { ok: true, seat: SEAT }]);
  await Promise.all([it.join(), it.join()]);
  assert.equal(asked.length, 1);
});

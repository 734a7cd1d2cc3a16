/** What a trainer decides in a room with several people, and whom a cue goes to. */

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { createDeeds } from "../../static/js/live/deeds.js";
import { createGroupDeeds } from "../../static/js/live/group-deeds.js";
import { emptyRoom } from "../../static/js/live/room.js";
import { signal } from "../../static/js/lib/state.js";

mock.timers.enable({ apis: ["setTimeout"] });

const client = (/** @type {string} */ id) => /** @type {any} */ ({ id, person: `person-${id}`, name: id, role: "client", device: "main", state: "in" });
const [bob, bea] = [client("bob"), client("bea")];

/** @param {any} [stage] */
function gym(stage = {}) {
  /** @type {any[]} */
  const sent = [];
  const empty = emptyRoom();
  const live = /** @type {any} */ ({
    others: signal([bea, bob]),
    room: signal({ ...empty, mode: "relay", expected: 2, stage: { ...empty.stage, ...stage } }),
    isGroup: signal(true),
    command: async (/** @type {string} */ name, /** @type {any} */ body) => {
      sent.push([name, body]);
      return { ok: true, seq: 1 };
    },
  });
  const choices = /** @type {any} */ ({ big: signal(null) });
  const deeds = createDeeds({ live, speaks: () => false, timer: () => null });
  return { live, sent, deeds, choices, group: createGroupDeeds({ live, deeds, choices }) };
}

test("a cue goes to everyone until one client is chosen, then to that one alone and aloud, until it is released", () => {
  const { sent, deeds, group } = gym();
  deeds.cue("Sit deeper");
  group.choose(bob);
  deeds.cue("Sit deeper");
  assert.equal(group.release(), true);
  assert.equal(group.release(), false);
  deeds.cue("Sit deeper");
  assert.deepEqual(sent.map(([, { to, speak }]) => [to, speak]), [["everyone", false], [["bob"], true], ["everyone", false]]);
});

test("what was meant for one who left is said to nobody, and the next cue goes to everyone", () => {
  const { live, sent, deeds, group } = gym();
  group.choose(bob);
  live.others.value = [bea];
  deeds.cue("Your knee");
  assert.deepEqual(sent, []);
  assert.match(deeds.word.value?.text ?? "", /Not sent/);
  deeds.cue("Well done");
  assert.equal(sent[0][1].to, "everyone");
});

test("a key goes round: each client, then everyone", () => {
  const { deeds, group } = gym();
  const round = [0, 1, 2].map(() => (group.chooseNext(), deeds.to.value));
  assert.deepEqual(round, ["bea", "bob", "everyone"]);
});

test("each decision is taken back by the same press", () => {
  const { sent, group } = gym({ muted: ["person-bob"], spotlight: "bob", aside: "person-bob", meet: true });
  group.mute(bob);
  group.spotlight(bob);
  group.aside(bob);
  group.meet();
  group.mute(bea);
  group.spotlight(bea);
  assert.deepEqual(sent, [
    ["mute", { peer: "bob", on: false }],
    ["spotlight", { peer: null }],
    ["aside", { peer: null }],
    ["meet", { on: false }],
    ["mute", { peer: "bea", on: true }],
    ["spotlight", { peer: "bea" }],
  ]);
});

test("a key means whom cues go to, and of several nobody unless one is chosen", () => {
  const { sent, deeds, group } = gym();
  group.toTarget("mute");
  assert.deepEqual(sent, []);
  assert.match(deeds.word.value?.text ?? "", /Choose a client first/);
  group.choose(bea);
  group.toTarget("mute");
  assert.deepEqual(sent, [["mute", { peer: "bea", on: true }]]);
});

test("nobody is held while one is taken aside: the others wait already", () => {
  const { sent, group } = gym({ aside: "person-bob" });
  group.hold();
  assert.deepEqual(sent, []);
  group.toTarget("aside");
  assert.deepEqual(sent, [["aside", { peer: null }]]);
});

test("the hand that is up for longest is lowered first", () => {
  const { live, sent, group } = gym();
  live.room.value = { ...live.room.value, hands: { "person-bea": 2000, "person-bob": 1000 } };
  group.lowerFirst();
  assert.deepEqual(sent, [["hand", { on: false, peer: "bob" }]]);
});

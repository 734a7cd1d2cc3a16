/** The way to the server, told in words. */

import assert from "node:assert/strict";
import test from "node:test";

import { verdict } from "../../static/js/live/network-check.js";

test("the network is told in words", () => {
  const good = { rtt_ms: 20, jitter_ms: 3, down_mbit: 40, udp: true };
  assert.equal(verdict(good).title, "Good connection");
  assert.equal(verdict({ ...good, rtt_ms: null }).title, "No connection");
  assert.equal(verdict({ ...good, udp: false }).tone, "warn");
  assert.equal(verdict({ ...good, udp: null }).tone, "good");
  assert.equal(verdict({ ...good, down_mbit: 0.3 }).tone, "bad");
  assert.equal(verdict({ ...good, rtt_ms: 400 }).title, "Slow connection");
});

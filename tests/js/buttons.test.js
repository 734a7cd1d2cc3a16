/** Every key of the studio has a button: each deed of the table names its own, and the page's template has it. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { buttonOf } from "../../static/js/review/buttons.js";
import { TOOL_NAMES } from "../../static/js/review/tools.js";

const REVIEW = new URL("../../static/js/review/", import.meta.url);
const [TRANSPORT, PHOTO] = ["transport", "photo"].map((name) => readFileSync(new URL(`../../server/templates/clips/${name}.html`, import.meta.url), "utf8"));

/**
 * What the parts register, read off their sources: a deed that nobody thought of here is still found.
 *
 * @param {string[]} [files]
 */
function deeds(files = readdirSync(REVIEW)) {
  const found = new Set();
  for (const file of files) {
    const source = readFileSync(new URL(file, REVIEW), "utf8");
    for (const { 1: written, index } of source.matchAll(/\bdeed: ("[a-z0-9-]+"|`[^`]+`)/g)) {
      const before = source.slice(0, index);
      if (before.slice(before.lastIndexOf("key:")).startsWith("key: []")) continue; // no key
      const name = String(written).slice(1, -1);
      if (name.includes("${tool}")) ["select", ...TOOL_NAMES].forEach((tool) => found.add(`tool-${tool}`));
      else if (name.includes("${n}")) for (let n = 1; n <= 9; n += 1) found.add(`key-title-${n}`);
      else if (name.includes("${way}")) ["left", "up", "down", "right"].forEach((way) => found.add(`nudge-${way}`));
      else found.add(name);
    }
  }
  return [...found];
}

/** @param {string | undefined} template */
function buttons(template = "") {
  return [...template.matchAll(/(?:deed|switch|said)\("([a-z0-9-]+)"|data-do="([a-z0-9-]+)"/g)].map(([, a, b]) => a ?? b);
}

test("every key of the table has its button, and the template has those of the player", () => {
  const all = deeds();
  assert.ok(all.length > 75, String(all.length));
  assert.deepEqual(all.filter((deed) => buttonOf(deed) === null), []);
  const inTemplate = buttons(TRANSPORT);
  const lacking = all.filter((deed) => ["transport", "sheet"].includes(buttonOf(deed)?.place ?? "") && !inTemplate.includes(deed));
  assert.deepEqual(lacking, []);
  assert.deepEqual(inTemplate.filter((deed) => buttonOf(String(deed)) === null), []);
});

test("a photo lies, is turned and looked at by the same keys and buttons as a clip", () => {
  const photo = deeds(["hands-view.js", "screen-view.js", "tabs-view.js", "keys-view.js"]).filter((deed) => deed !== "hand"); // any drag moves it
  assert.ok(photo.length > 10, String(photo.length));
  assert.deepEqual(photo.filter((deed) => !buttons(PHOTO).includes(deed)), []);
  assert.deepEqual(buttons(PHOTO).filter((deed) => buttonOf(String(deed)) === null), []);
});

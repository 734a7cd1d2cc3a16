import assert from "node:assert/strict";
import { test } from "node:test";

import { decode, lastLine, readTable } from "../../static/js/lib/table-file.js";

/** @param {number[] | Uint8Array} bytes */
const file = (bytes, size = bytes.length) => ({ name: "x", size, arrayBuffer: async () => Uint8Array.from(bytes).buffer });

test("a spreadsheet's text is read whichever way it was written", () => {
  assert.equal(decode(new TextEncoder().encode("Überzug").buffer), "Überzug");
  assert.equal(decode(Uint8Array.from([0xff, 0xfe, 0x41, 0x00]).buffer), "A");
  assert.equal(decode(Uint8Array.from([0xdc, 0x62]).buffer), "Üb");
});

test("an Excel file goes as it is, whatever it is called; one that is too large does not go", async () => {
  assert.deepEqual(await readTable(file([0x50, 0x4b, 3, 4])), { xlsx: "UEsDBA==" });
  assert.deepEqual(await readTable(file(new TextEncoder().encode("a,b"))), { text: "a,b" });
  await assert.rejects(readTable(file([1], 3_000_000)), /larger than 2 MB/);
});

test("of lines the last counts, and of a proxy's page none", () => {
  assert.deepEqual(lastLine('{"rows":1}\n{"ok":true}\n'), { ok: true });
  assert.deepEqual(lastLine('{"ok":true}'), { ok: true });
  assert.equal(lastLine("<html>"), null);
  assert.equal(lastLine(""), null);
});

/** What a person is told when a camera or microphone is not to be had. */

import assert from "node:assert/strict";
import test from "node:test";

import { advice, browserOf } from "../../static/js/live/trouble.js";

test("a browser is known by what it says of itself", () => {
  const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
  const mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15";
  assert.equal(browserOf(chrome), "chrome");
  assert.equal(browserOf(`${chrome} Edg/126.0.0.0`), "edge");
  assert.equal(browserOf(chrome.replace("X11; Linux x86_64", "Linux; Android 14")), "chrome-android");
  assert.equal(browserOf(`Mozilla/5.0 (Linux; Android 14) SamsungBrowser/25.0 Chrome/121.0.0.0`), "samsung");
  assert.equal(browserOf("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"), "firefox");
  assert.equal(browserOf(mac), "safari-mac");
  assert.equal(browserOf(mac, 5), "safari-ios"); // an iPad
  assert.equal(browserOf("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) CriOS/126.0 Mobile/15E148 Safari/604.1"), "chrome-ios");
});

test("each trouble says what happened and what to do, without an exclamation mark", () => {
  for (const trouble of /** @type {const} */ (["refused", "system", "missing", "in-use", "insecure", "unsupported", "failed"])) {
    for (const what of /** @type {const} */ (["camera", "microphone", "both"])) {
      const { title, steps } = advice(trouble, what, "firefox");
      assert.ok(title.length > 10 && steps.length > 0);
      assert.doesNotMatch([title, ...steps].join(" "), /!/);
    }
  }
  assert.match(advice("refused", "both", "safari-ios").steps.join(" "), /Website Settings/);
});

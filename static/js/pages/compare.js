/** Two clips side by side: which parts the page has. Each is one file and knows the pair alone. */

import * as draw from "../comparing/draw-view.js";
import * as film from "../comparing/film-view.js";
import * as keep from "../comparing/keep-view.js";
import * as layout from "../comparing/layout-view.js";
import * as line from "../comparing/line-view.js";
import * as matching from "../comparing/match-view.js";
import { openPair } from "../comparing/pair.js";
import * as stage from "../comparing/stage-view.js";
import * as transport from "../comparing/transport-view.js";
import { post, Refusal } from "../lib/http.js";
import * as keys from "../review/keys-view.js";

const pair = openPair();
for (const part of [stage, transport, line, matching, layout, draw, keep, film]) part.attach(pair);
keys.attach(/** @type {any} */ (pair));
void pair.begin();
if (pair.config.side === "client") {
  post(`${pair.config.here}/opened`).catch((problem) => {
    if (!(problem instanceof Refusal)) throw problem; // it is told the next time
  });
}

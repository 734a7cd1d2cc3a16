/**
 * A clip's page, the review studio: which parts it has. Each is one file and knows the studio alone. What the first frame
 * and its keys need is here; the others (review/later.js) come after the first frame, or as soon as one of them is asked for.
 */

import { again } from "../lib/again.js";
import { preload } from "../lib/preload.js";
import * as chapters from "../review/chapters-view.js";
import * as client from "../review/client-view.js";
import * as extras from "../review/extras.js";
import { firstFrame } from "../review/first-frame.js";
import * as hands from "../review/hands-view.js";
import * as keptView from "../review/kept-view.js";
import * as keys from "../review/keys-view.js";
import * as loop from "../review/loop-view.js";
import * as picture from "../review/picture-view.js";
import * as progress from "../review/progress-view.js";
import * as screen from "../review/screen-view.js";
import * as seen from "../review/seen.js";
import * as shuttle from "../review/shuttle.js";
import { attachAll, makeStudio } from "../review/studio.js";
import * as tabs from "../review/tabs-view.js";
import * as transport from "../review/transport-view.js";
import { typed } from "../review/typed.js";

/** When all scripts of the page have run, what uploads among them. */
const parsed = new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
const studio = makeStudio();
const { come, hurry } = firstFrame(studio);
studio.keys.expect(hurry);
attachAll(studio, [
  picture.attach,
  hands.attach,
  transport.attach,
  screen.attach,
  shuttle.attach,
  loop.attach,
  keptView.attach,
  tabs.attach,
  chapters.attach,
  client.attach,
  extras.attach,
  seen.attach,
  keys.attach,
  progress.attach,
]);

await come;
preload("later");
await parsed;
await bring();

/** The parts that come later. With a bad line between, the page works on without them. */
async function bring() {
  const later = await again(() => import("../review/later.js")).catch((problem) => {
    if (!(problem instanceof TypeError)) throw problem;
    studio.say("Part of this page could not be fetched. Look whether you are connected, and open it anew.", "bad");
  });
  if (later) attachAll(studio, later.LATER);
  await studio.keys.complete(typed); // without them too: one key that found nothing would keep all others waiting for ever
  if (later) document.getElementById("watch")?.setAttribute("data-whole", "");
}

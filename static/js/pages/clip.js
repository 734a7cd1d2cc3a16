/** A clip's page, the review studio: which parts it has. Each is one file and knows the studio alone. */

import * as chapters from "../review/chapters-view.js";
import * as client from "../review/client-view.js";
import * as comments from "../review/comments-view.js";
import * as draw from "../review/draw-view.js";
import * as drawings from "../review/drawings-view.js";
import * as extras from "../review/extras.js";
import * as hands from "../review/hands-view.js";
import * as keptView from "../review/kept-view.js";
import * as keyFrames from "../review/key-frames-view.js";
import * as keys from "../review/keys-view.js";
import * as loop from "../review/loop-view.js";
import * as measures from "../review/measures-view.js";
import * as picture from "../review/picture-view.js";
import * as standing from "../review/standing-view.js";
import * as progress from "../review/progress-view.js";
import * as seen from "../review/seen.js";
import * as shuttle from "../review/shuttle.js";
import { attachAll, makeStudio } from "../review/studio.js";
import * as tabs from "../review/tabs-view.js";
import * as timeline from "../review/timeline-view.js";
import * as tools from "../review/tools-view.js";
import * as takeAlong from "../review/take-along-view.js";
import * as transport from "../review/transport-view.js";
import * as voices from "../review/voices-view.js";

attachAll(makeStudio(), [
  picture.attach,
  draw.attach,
  tools.attach,
  hands.attach,
  standing.attach,
  takeAlong.attach,
  transport.attach,
  shuttle.attach,
  loop.attach,
  timeline.attach,
  keyFrames.attach,
  keptView.attach,
  tabs.attach,
  drawings.attach,
  measures.attach,
  chapters.attach,
  comments.attach,
  client.attach,
  extras.attach,
  voices.attach,
  seen.attach,
  keys.attach,
  progress.attach,
]);

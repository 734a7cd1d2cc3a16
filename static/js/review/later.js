/** The parts of a clip's page that nobody misses before the first frame is shown; pages/clip.js fetches them then. */

import * as comments from "./comments-view.js";
import * as draw from "./draw-view.js";
import * as drawings from "./drawings-view.js";
import * as keyFrames from "./key-frames-view.js";
import * as measures from "./measures-view.js";
import * as standing from "./standing-view.js";
import * as takeAlong from "./take-along-view.js";
import * as timeline from "./timeline-view.js";
import * as tools from "./tools-view.js";
import * as voices from "./voices-view.js";

export const LATER = [
  draw.attach,
  tools.attach,
  standing.attach,
  takeAlong.attach,
  timeline.attach,
  keyFrames.attach,
  drawings.attach,
  measures.attach,
  comments.attach,
  voices.attach,
];

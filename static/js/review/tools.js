/** The drawing tools: what each is called, which key chooses it, and how many points make it. Pure. */

/** @typedef {import("./shapes.js").Tool} Tool */
/** @typedef {import("./angles.js").Point} Point */

/**
 * @typedef {object} Kind
 * @property {string} name
 * @property {string} key with "Shift " before it where it is held
 * @property {string} icon
 * @property {"stroke" | "points" | "frames"} made stroke: as the hand goes; points: so many; frames: one on each frame
 * @property {number} count points it needs
 * @property {Point[]} placed where a key places it, about the middle, as offsets in shares of the picture's short side
 * @property {string} hint what one does
 * @property {boolean} [asksText]
 * @property {boolean} [goesOn] after one comes the next; with the others one goes on to set right what was placed
 * @property {boolean} [fills]
 * @property {boolean} [staysWhole] it is seen in the whole clip unless somebody says otherwise
 * @property {number} [base] which of its points angles are snapped about
 */

/** @type {Record<Tool, Kind>} */
export const TOOLS = {
  pencil: {
    name: "Pencil", key: "1", icon: "edit", made: "stroke", count: 2,
    placed: [[-0.15, 0], [-0.075, -0.06], [0, 0], [0.075, 0.06], [0.15, 0]], hint: "Draw with a finger, a pen or the mouse", goesOn: true,
  },
  line: { name: "Line", key: "2", icon: "draw-line", made: "points", count: 2, placed: [[-0.15, 0], [0.15, 0]], hint: "Drag from end to end", goesOn: true, base: 0 },
  arrow: { name: "Arrow", key: "3", icon: "draw-arrow", made: "points", count: 2, placed: [[-0.15, 0.1], [0.15, -0.1]], hint: "Drag towards what it points at", goesOn: true, base: 0 },
  rectangle: { name: "Rectangle", key: "4", icon: "draw-rectangle", made: "points", count: 2, placed: [[-0.15, -0.1], [0.15, 0.1]], hint: "Drag from corner to corner", goesOn: true, fills: true },
  circle: { name: "Circle", key: "5", icon: "draw-circle", made: "points", count: 2, placed: [[-0.12, -0.12], [0.12, 0.12]], hint: "Drag from corner to corner; Shift keeps it round", goesOn: true, fills: true },
  text: { name: "Text", key: "6", icon: "draw-text", made: "points", count: 2, placed: [[-0.05, 0.08], [0.1, -0.08]], hint: "Drag from what you mean to where the words stand", asksText: true },
  angle: { name: "Angle", key: "7", icon: "draw-angle", made: "points", count: 3, placed: [[-0.02, -0.2], [0, 0], [0.2, 0]], hint: "Click hip, knee, ankle: the corner is the second", base: 1 },
  angle_horizontal: { name: "To the horizontal", key: "8", icon: "draw-level", made: "points", count: 2, placed: [[-0.12, 0.05], [0.12, -0.05]], hint: "Drag from the corner along the limb", base: 0 },
  angle_vertical: { name: "To the vertical", key: "9", icon: "draw-upright", made: "points", count: 2, placed: [[0, 0.15], [0.06, -0.15]], hint: "Drag from the corner along the limb", base: 0 },
  distance: { name: "Distance", key: "0", icon: "draw-distance", made: "points", count: 2, placed: [[-0.15, 0], [0.15, 0]], hint: "Drag from end to end; say how long a known one is", base: 0 },
  spotlight: { name: "Spotlight", key: "Shift S", icon: "draw-spotlight", made: "points", count: 2, placed: [[-0.2, -0.2], [0.2, 0.2]], hint: "Drag around what is to be seen; the rest dims" },
  magnifier: { name: "Magnifier", key: "Shift M", icon: "search", made: "points", count: 2, placed: [[-0.15, 0.1], [0.2, -0.15]], hint: "Drag from what is small to where it is shown large" },
  stopwatch: { name: "Stopwatch", key: "T", icon: "timer", made: "points", count: 1, placed: [[0, -0.3]], hint: "Click where it stands; it runs from this frame on", staysWhole: true },
  counter: { name: "Counter", key: "Shift C", icon: "draw-counter", made: "points", count: 1, placed: [[0.2, -0.3]], hint: "Click where it stands; + counts one more here", staysWhole: true },
  grid: { name: "Grid", key: "Shift G", icon: "draw-grid", made: "points", count: 2, placed: [[-0.3, -0.3], [0.3, 0.3]], hint: "Drag from corner to corner", staysWhole: true },
  plumb: { name: "Plumb line", key: "Shift P", icon: "draw-plumb", made: "points", count: 1, placed: [[0, 0]], hint: "Click where it hangs", staysWhole: true },
  track: { name: "Track", key: "Shift K", icon: "draw-track", made: "frames", count: 1, placed: [[0, 0]], hint: "Click the same point on each frame; Enter ends it", staysWhole: true },
}; // prettier-ignore

export const TOOL_NAMES = /** @type {Tool[]} */ (Object.keys(TOOLS));

/**
 * The points of a shape placed by a key.
 *
 * @param {Tool} tool
 * @param {{width: number, height: number}} frame
 * @param {Point} [middle] 0..1
 * @returns {Point[]}
 */
export function placed(tool, frame, middle = [0.5, 0.5]) {
  const short = Math.min(frame.width, frame.height);
  return TOOLS[tool].placed.map(([x, y]) => [middle[0] + (x * short) / frame.width, middle[1] + (y * short) / frame.height]);
}

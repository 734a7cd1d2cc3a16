/** What is drawn on a clip, as its marks say it: layers, shapes in their order, what is to be seen, the known length. Touches no page. */

import { computed } from "../lib/state.js";
import { createShowing } from "./showing.js";

/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {{id: string, title: string, order: number, is_hidden: boolean, is_private: boolean}} Layer */

/** @param {import("./marks.js").Marks} marks */
export function createDrawn(marks) {
  const layers = computed(() =>
    /** @type {Layer[]} */ (marks.of("layer").map(({ id, body }) => ({ title: "", order: 0, is_hidden: false, is_private: false, ...body, id }))).sort(
      (a, b) => a.order - b.order || (a.id < b.id ? -1 : 1),
    ),
  );
  const all = computed(() => {
    const orders = new Map(layers.value.map((one, n) => [one.id, n + 1]));
    const z = (/** @type {Shape} */ one) => /** @type {number} */ (one.body.extra?.["z"] ?? 0);
    const level = (/** @type {Shape} */ one) => orders.get(one.body.layer) ?? 0;
    const some = /** @type {Shape[]} */ (/** @type {unknown} */ (marks.of("shape")));
    return some.sort((a, b) => level(a) - level(b) || z(a) - z(b) || (a.id < b.id ? -1 : 1));
  });
  const visible = computed(() => {
    const hidden = new Set(layers.value.filter((one) => one.is_hidden).map(({ id }) => id));
    return hidden.size === 0 ? all.value : all.value.filter(({ body }) => !hidden.has(body.layer));
  });
  const showing = computed(() => createShowing(visible.value));
  const calibration = computed(() => {
    const last = marks.of("calibration").sort((a, b) => (a.stamp < b.stamp ? -1 : 1)).at(-1); // prettier-ignore
    return last ? { id: last.id, body: /** @type {import("./shapes.js").Calibration} */ (last.body) } : null;
  });
  return { layers, all, showing, calibration };
}

/** What is done to the layers of a clip's drawings. */

/** @typedef {import("./drawn.js").Layer} Layer */

/** @param {import("./easel.js").Easel} easel */
export function layerDeeds(easel) {
  const { marks, undo, layer, layers, all } = easel;
  return {
    /** @param {string} title @param {{is_private?: boolean}} [how] */
    addLayer(title, { is_private = false } = {}) {
      const order = (layers.peek().at(-1)?.order ?? 0) + 1;
      layer.value = undo.undoable("New layer", () => marks.put("layer", { title: title.slice(0, 120), order, is_hidden: false, is_private }).id);
    },
    /** @param {string} id @param {Partial<Omit<Layer, "id">>} how */
    setLayer: (id, how) => void undo.undoable("Change the layer", () => marks.change(id, how)),
    /** It goes above or below its neighbour. @param {string} id @param {1 | -1} way */
    moveLayer(id, way) {
      const order = layers.peek();
      const from = order.findIndex((one) => one.id === id);
      const to = from + way;
      if (from < 0 || to < 0 || to >= order.length) return;
      const next = order.map((one) => one.id);
      next.splice(to, 0, ...next.splice(from, 1));
      undo.undoable("Change the order of layers", () => next.forEach((each, n) => marks.get(each)?.body["order"] === n + 1 || marks.change(each, { order: n + 1 })));
    },
    /** With what is drawn on it: on another layer, what was private would be seen. @param {string} id */
    removeLayer(id) {
      undo.undoable("Delete the layer", () => {
        for (const one of all.peek()) if (one.body.layer === id) marks.remove(one.id);
        marks.remove(id);
      });
      if (layer.peek() === id) layer.value = "";
    },
  };
}

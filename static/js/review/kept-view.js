/** How the trainer turned and mirrored the picture is kept with the clip, for the next time and for everybody who looks. */

import { closers, effect, untracked } from "../lib/state.js";

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const { picture, view, marks, undo, config } = studio;
  const close = closers();
  if (!picture || !marks || !undo) return close.close;
  const mayWrite = studio.side === "trainer" && config.review?.may_write === true;
  const latest = () => marks.of("view").sort((a, b) => (a.stamp < b.stamp ? 1 : -1))[0] ?? null;
  const said = () => /** @type {{rotate: 0 | 90 | 180 | 270, mirror: boolean}} */ (latest()?.body ?? { rotate: 0, mirror: false });

  close.add(
    effect(() => {
      const { rotate, mirror } = said();
      untracked(() => {
        if (view.value.rotate !== rotate || view.value.mirror !== mirror) view.value = { ...view.value, rotate, mirror };
      });
    }),
  );
  if (mayWrite) {
    close.add(
      effect(() => {
        const { rotate, mirror } = view.value;
        untracked(() => {
          const kept = said();
          if (kept.rotate === rotate && kept.mirror === mirror) return;
          const words = kept.mirror === mirror ? "Turn the picture" : "Mirror the picture";
          undo.undoable(words, () => marks.put("view", { rotate, mirror }, latest()?.id));
        });
      }),
    );
  }
  return close.close;
}

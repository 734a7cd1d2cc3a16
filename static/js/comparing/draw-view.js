/** Drawing on both: one set of tools for the two, and whether what is drawn on one is shown on the other too. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { closers, effect, listen } from "../lib/state.js";
import { icon } from "../live/icon-view.js";
import { INK_NAMES } from "../review/inks.js";
import { TOOLS } from "../review/tools.js";
import { BOTH, otherOf } from "./pair.js";

/** @typedef {import("./pair.js").Pair} Pair */

const OFFERED = /** @type {import("../review/shapes.js").Tool[]} */ ([
  "pencil",
  "line",
  "arrow",
  "rectangle",
  "circle",
  "text",
  "angle",
  "angle_horizontal",
  "angle_vertical",
  "plumb",
]);

/**
 * @param {Pair} pair
 * @returns {() => void}
 */
export function attach(pair) {
  const close = closers();
  const { sides, isLinked } = pair;
  const place = /** @type {HTMLElement} */ (document.getElementById("pair-draw"));
  const both = BOTH.map((which) => sides[which].drawing);
  const group = "Drawing";

  /** @param {import("../review/shapes.js").Tool | "select"} which */
  const choose = (which) => {
    pair.isMoving.value = false;
    for (const drawing of both) drawing.choose(which);
  };
  const link = () => pair.touch(() => void (isLinked.value = !isLinked.value));
  close.add(pair.keys.register([{ key: "g", deed: "link", words: "what is drawn on one is shown on the other too", group: "Both clips", run: link }]));
  if (pair.mayWrite) {
    /** @param {"undo" | "redo"} way */
    const back = (way) => {
      const last = pair.drawnOn.peek();
      const label = sides[last].undo[way]() ?? sides[otherOf(last)].undo[way]();
      pair.say(label === null ? "There is nothing to take back." : `${way === "undo" ? "Undone" : "Done again"}: ${label}`);
    };
    const remove = () => both.find((drawing) => drawing.selected.peek())?.remove();
    close.add(
      pair.keys.register([
        { key: "v", deed: "tool-select", words: "select and move a drawing", group, run: () => choose("select") },
        ...OFFERED.map((tool) => ({
          key: TOOLS[tool].key.replace("Shift ", "").toLowerCase(),
          ...(TOOLS[tool].key.startsWith("Shift ") ? { shift: true } : {}),
          deed: `tool-${tool}`,
          words: TOOLS[tool].name,
          group,
          run: () => choose(tool),
        })),
        { key: "Escape", deed: "give-up", words: "gives up, then lets go, then puts the tool away", group, run: () => void both.map((drawing) => drawing.cancel()) },
        { key: ["Delete", "Backspace"], deed: "delete-drawing", words: "deletes what is selected", group, run: remove },
        { key: "z", ctrl: true, shift: false, deed: "undo", words: "takes back", group, repeats: true, run: () => back("undo") },
        { key: "y", ctrl: true, deed: "redo", words: "does it again", group, repeats: true, run: () => back("redo") },
        { key: "z", ctrl: true, shift: true, deed: "redo-too", words: "does it again", group, repeats: true, run: () => back("redo") },
      ]),
    );
    close.add(askWords(pair));
  }
  close.add(effect(() => void render(panel(pair, choose, link), place)));
  close.add(effect(() => void document.getElementById("pair-stage")?.classList.toggle("is-drawing", both[0]?.tool.value !== "select")));
  return close.close;
}

/**
 * @param {Pair} pair
 * @param {(which: import("../review/shapes.js").Tool | "select") => void} choose
 * @param {() => void} link
 */
function panel(pair, choose, link) {
  const { sides } = pair;
  const { tool, style } = sides.first.drawing;
  const isSelected = BOTH.some((which) => sides[which].drawing.selected.value !== null);
  const linked = html`<label class="check"
    ><input type="checkbox" data-link .checked=${pair.isLinked.value} @change=${link} /><span
      >Linked<span class="hint">What is drawn on one is shown on the other too.</span></span
    ></label
  >`;
  if (!pair.mayWrite) return linked;
  /** @param {import("../review/shapes.js").Tool | "select"} which @param {string} name @param {string} sign @param {string} key */
  const button = (which, name, sign, key) =>
    html`<button type="button" class="tool" data-tool=${which} title="${name} (${key})" aria-label=${name} aria-pressed=${String(tool.value === which)} @click=${() => choose(which)}>
      ${icon(sign)}
    </button>`;
  return html`<div class="pair-tools" role="group" aria-label="Drawing tools">
      ${button("select", "Select and move", "pointer", "V")}${OFFERED.map((which) => button(which, TOOLS[which].name, TOOLS[which].icon, TOOLS[which].key))}
    </div>
    <div class="pair-tools inks" role="group" aria-label="Colour">
      ${INK_NAMES.map(
        (ink) =>
          html`<button
            type="button"
            class="tool"
            data-ink=${ink}
            aria-label=${ink}
            title=${ink}
            aria-pressed=${String(style.value.colour === ink)}
            @click=${() => BOTH.map((which) => sides[which].drawing.setStyle({ colour: ink }))}
          >
            <span class="ink ink-${ink}"></span>
          </button>`,
      )}
    </div>
    <div class="row">
      <button type="button" class="button plain" data-do="undo">Undo</button>
      <button type="button" class="button plain" data-do="redo">Redo</button>
      ${isSelected ? html`<button type="button" class="button plain" data-do="delete-drawing">Delete it</button>` : nothing}
    </div>
    ${linked}`;
}

/** The words of a text are typed in a dialog. @param {Pair} pair */
function askWords(pair) {
  const close = closers();
  const dialog = document.getElementById("pair-words");
  const form = dialog?.querySelector("form");
  const field = form?.querySelector("textarea");
  if (!(dialog instanceof HTMLDialogElement) || !form || !field) return close.close;
  const drawings = BOTH.map((which) => pair.sides[which].drawing);
  const asked = () => drawings.find((drawing) => drawing.asking.peek());
  close.add(
    effect(() => {
      const about = drawings.map((drawing) => drawing.asking.value).find(Boolean);
      if (!about || dialog.open) return;
      field.value = about.body.text ?? "";
      dialog.showModal();
      field.focus();
    }),
  );
  close.add(
    listen(form, "submit", (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      asked()?.say(field.value);
      for (const drawing of drawings) drawing.choose("select");
      dialog.close();
    }),
  );
  close.add(listen(dialog, "close", () => asked()?.say(null)));
  return close.close;
}

/** The keys, all on one card. */

import { html } from "../../vendor/lit-html/lit-html.js";
import { big } from "./icon-view.js";
import { KEYS } from "./keys.js";

/**
 * @param {import("./types.d.ts").PaletteCue[]} palette
 * @param {() => void} close
 */
export function helpView(palette, close) {
  return html`<aside class="sheet help" id="help" aria-label="Keys">
    <div class="row between"><h2>Keys</h2>${big({ icon: "close", label: "Close", press: close, id: "help-close", hint: "Close (Esc)" })}</div>
    <dl class="keys">
      ${palette.map((cue) => html`<div><dt><kbd>${cue.key}</kbd></dt><dd>${cue.say}</dd></div>`)}
      ${KEYS.map(({ shown, words }) => html`<div><dt><kbd>${shown}</kbd></dt><dd>${words}</dd></div>`)}
    </dl>
  </aside>`;
}

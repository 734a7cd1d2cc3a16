/** The client's side of a form beside the picture: it comes when the trainer shows it, and can be laid aside. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { createBeside } from "../forms/beside.js";
import { closers, computed, effect, signal } from "../lib/state.js";
import { big, icon } from "./icon-view.js";

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {import("./types.d.ts").PageConfig} options.config
 */
export function createFormBeside({ live, config }) {
  const open = closers();
  const isAside = signal(false);
  const beside = createBeside({ addressOf: (id) => `${config.forms}/${id}`, sentWords: `It is with ${config.session.trainer_name}.` });
  const mine = computed(() => live.room.value.forms[live.room.value.peers[live.me.id]?.person ?? ""] ?? null);
  open.add(
    effect(() => {
      beside.show(config.forms ? (mine.value?.form ?? null) : null);
      isAside.value = false;
    }),
  );
  open.add(beside.close);
  return {
    isShown: computed(() => config.forms !== undefined && mine.value !== null && !isAside.value),
    view: () =>
      mine.value && !isAside.value
        ? html`<aside class="beside" aria-label=${mine.value.title}>
            <div class="row between nowrap"><h2>${mine.value.title}</h2>${big({ icon: "chevron-down", label: "Aside", press: () => void (isAside.value = true), id: "form-aside" })}</div>
            ${beside.element}
          </aside>`
        : nothing,
    button: () => (mine.value && isAside.value ? html`<button type="button" class="keep" id="form-back" @click=${() => void (isAside.value = false)}>${icon("sheet")}<span>Form</span></button>` : nothing),
    close: open.close,
  };
}

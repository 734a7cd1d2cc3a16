/** The panel of drawings: a list of what is drawn on the frame that is shown, by name, and the layers. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";
import { closers, effect } from "../lib/state.js";
import { errorOf, ERROR_IS, nameOf } from "./shapes.js";

/** @typedef {import("./drawing.js").Drawing} Drawing */

const MOST = 100; // of a frame's drawings are listed

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const close = closers();
  const { drawing, side, player } = studio;
  if (!drawing || side !== "trainer") return close.close;
  const place = studio.panel("layers");
  if (!place) return close.close;
  const tab = document.getElementById("tab-layers");
  if (tab) tab.textContent = "Drawings";
  let waits = 0;
  const show = () => {
    waits = 0;
    render(panel(drawing, player ? "frame" : "photo"), place);
  };
  close.add(
    effect(() => {
      drawing.showing.value;
      drawing.selected.value;
      drawing.layers.value;
      drawing.layer.value;
      drawing.calibration.value;
      player?.frame.value;
      // A list that runs with the film would be of no use to anybody: it waits until the film does.
      if (player?.playing.value) return;
      waits ||= requestAnimationFrame(show);
    }),
  );
  close.add(() => cancelAnimationFrame(waits));
  return close.close;
}

/**
 * @param {Drawing} drawing
 * @param {"frame" | "photo"} what lies below
 */
function panel(drawing, what) {
  const frame = drawing.frame();
  const some = drawing.showing.peek().at(frame.atMs);
  const chosen = drawing.selected.peek();
  const known = drawing.calibration.peek();
  return html`<h2>On this ${what}</h2>
    ${some.length === 0
      ? html`<p class="muted">Nothing is drawn here yet. Choose a tool, then draw on the picture.</p>`
      : html`<ul class="drawn" id="drawn">
          ${some.slice(0, MOST).map(({ id, body }) => {
            const name = nameOf(body, frame);
            const error = errorOf(body, frame);
            return html`<li>
              <button type="button" class="drawn-name" aria-pressed=${String(id === chosen)} @click=${() => choose(id)}><span class="ink ink-${body.style.colour}"></span><span>${name}${error ? html` <span class="hint">${error}</span>` : nothing}</span></button>
              <button type="button" class="button plain icon-only" aria-label=${`Delete: ${name}`} title="Delete" @click=${() => remove(id)}>${icon("trash")}</button>
            </li>`;
          })}
        </ul>`}
    ${some.length > MOST ? html`<p class="hint">and ${some.length - MOST} more</p>` : nothing}
    ${some.some(({ body }) => errorOf(body, frame)) ? html`<p class="hint small">± ${ERROR_IS}</p>` : nothing}
    ${known ? html`<p class="hint small">A known length of ${known.body.length_m} m is set. It holds in its own plane, seen square on.</p>` : nothing}
    <h2>Layers</h2>
    <ul class="layers">
      <li>${layerButton({ id: "", title: "No layer" })}</li>
      ${drawing.layers.peek().map(
        (one, n, all) => html`<li>
          ${layerButton(one)}
          <details class="menu">
            <summary class="button plain icon-only" aria-label=${`More of ${one.title || "Layer"}`}>${icon("more")}</summary>
            <div class="menu-items">
              <button type="button" class="button" @click=${() => drawing.setLayer(one.id, { is_hidden: !one.is_hidden })}>${one.is_hidden ? "Show" : "Hide"}</button>
              <button type="button" class="button" @click=${() => drawing.setLayer(one.id, { is_private: !one.is_private })}>${one.is_private ? "Show to the client" : "Keep it private"}</button>
              <button type="button" class="button" ?disabled=${n === all.length - 1} @click=${() => drawing.moveLayer(one.id, 1)}>Further up</button>
              <button type="button" class="button" ?disabled=${n === 0} @click=${() => drawing.moveLayer(one.id, -1)}>Further down</button>
              <button type="button" class="button" @click=${() => rename(one)}>Rename</button>
              <button type="button" class="button" @click=${() => drawing.removeLayer(one.id)}>Delete with its drawings</button>
            </div>
          </details>
        </li>`,
      )}
    </ul>
    <button type="button" class="button quiet" @click=${() => void (drawing.naming.value = { id: null, title: "", is_private: false })}>${icon("plus")}<span>New layer</span></button>`;

  /** @param {{id: string, title: string, is_hidden?: boolean, is_private?: boolean}} one */
  function layerButton({ id, title, is_hidden, is_private }) {
    const says = [is_hidden ? "hidden" : "", is_private ? "private" : ""].filter(Boolean).join(", ");
    return html`<button type="button" class="drawn-name" aria-pressed=${String(drawing.layer.peek() === id)} title="Draw on it" @click=${() => (drawing.layer.value = id)}><span>${title || "Layer"}</span>${says ? html`<span class="badge">${says}</span>` : nothing}</button>`;
  }

  /** @param {string} id */
  function choose(id) {
    drawing.choose("select");
    drawing.select(id);
  }
  /** @param {string} id */
  function remove(id) {
    drawing.select(id);
    drawing.remove();
  }
  /** @param {import("./drawing.js").Layer} one */
  function rename(one) {
    drawing.naming.value = one;
  }
}

/** Keeping a pair under a name, sending it to the client, taking it along as a picture. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { post, Refusal } from "../lib/http.js";
import { closers, effect, signal } from "../lib/state.js";
import { png, save as saveFile, stillName } from "../review/still.js";
import { picture } from "./picture.js";

/** @typedef {import("./pair.js").Pair} Pair */
/** @typedef {import("./pair.js").Kept} Kept */

/**
 * @param {Pair} pair
 * @returns {() => void}
 */
export function attach(pair) {
  const close = closers();
  const place = /** @type {HTMLElement} */ (document.getElementById("pair-keep"));
  const { kept, config } = pair;
  const name = signal(config.name);
  const words = signal(config.kept?.words ?? "");
  const isBusy = signal(false);

  /**
   * @param {() => Promise<unknown>} work
   */
  async function busy(work) {
    if (isBusy.peek()) return;
    isBusy.value = true;
    try {
      await work();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      pair.say(problem.message, "bad");
    } finally {
      isBusy.value = false;
    }
  }

  async function store() {
    const body = { name: name.peek(), setup: pair.setup() };
    const before = kept.peek();
    const said = await post(before ? `/comparisons/${before.id}` : config.here, body);
    kept.value = /** @type {Kept} */ (said["kept"]);
    pair.isTouched.value = false;
    if (!before) window.history.replaceState(null, "", `/comparisons/${kept.value.id}`);
  }

  const keep = () =>
    busy(async () => {
      await store();
      pair.say("Kept. It opens like this again.", "good");
    });
  const send = () =>
    busy(async () => {
      await store(); // what is sent is what is seen
      const said = await post(`/comparisons/${kept.peek()?.id}/send`, { words: words.peek() });
      kept.value = /** @type {Kept} */ (said["kept"]);
      pair.say(said.notice ?? "Sent.", "good");
    });
  const takeBack = () =>
    busy(async () => {
      const said = await post(`/comparisons/${kept.peek()?.id}/send`, { undo: true });
      kept.value = /** @type {Kept} */ (said["kept"]);
      pair.say(said.notice ?? "Taken back.");
    });
  const remove = () =>
    busy(async () => {
      const said = await post(`/comparisons/${kept.peek()?.id}/delete`);
      window.location.assign(said.location ?? "/library");
    });

  const group = "Page";
  close.add(
    pair.keys.register([
      { key: "s", ctrl: true, deed: "save-picture", words: "both as a picture", group, run: () => void busy(() => savePicture(pair)) },
      ...(pair.mayWrite ? [{ key: [], deed: "keep", words: "", group, run: () => void keep() }] : []),
    ]),
  );
  if (pair.mayWrite) close.add(effect(() => void render(panel(), place)));

  function panel() {
    const there = kept.value;
    const typed = (/** @type {Event} */ event) => /** @type {HTMLInputElement | HTMLTextAreaElement} */ (event.target).value;
    return html`<label class="field"
        ><span>Name</span><input type="text" maxlength="120" autocomplete="off" .value=${name.value} @input=${(/** @type {Event} */ event) => void (name.value = typed(event))}
      /></label>
      <div class="row">
        <button class="button primary" type="button" data-do="keep" aria-disabled=${String(isBusy.value)}>${there ? "Keep the changes" : "Keep"}</button>
        ${there ? html`<button class="button plain" type="button" @click=${remove}>Delete</button>` : nothing}
      </div>
      ${config.may_send
        ? html`<hr />
            <div class="field">
              <label for="pair-say"><span>Your words to your client</span><span class="optional">optional</span></label>
              <textarea id="pair-say" rows="3" maxlength="2000" .value=${words.value} @input=${(/** @type {Event} */ event) => void (words.value = typed(event))}></textarea>
            </div>
            <p class="hint">Your client sees both clips as they lie now, with their key frames and drawings, but nothing of private layers.</p>
            <div class="row">
              <button class="button quiet" type="button" data-send aria-disabled=${String(isBusy.value)} @click=${send}>${there?.sent_at_ms ? "Send it again" : "Keep and send"}</button>
              ${there?.sent_at_ms ? html`<button class="button plain" type="button" @click=${takeBack}>Take it back</button>` : nothing}
            </div>
            ${there?.sent_at_ms
              ? html`<p class="hint" role="status">Sent ${day(there.sent_at_ms)}${there.opened_at_ms ? `, looked at ${day(there.opened_at_ms)}` : ", not looked at yet"}.</p>`
              : nothing}`
        : nothing}`;
  }
  return close.close;
}

/** @param {Pair} pair */
async function savePicture(pair) {
  if (pair.run.playing.peek()) pair.run.pause();
  saveFile(await png(picture(pair)), stillName(document.querySelector("h1")?.textContent ?? "compared", pair.run.at.peek()));
  pair.say("Saved as a picture.", "good");
}

/** @param {number} ms */
const day = (ms) => new Date(ms).toLocaleDateString("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

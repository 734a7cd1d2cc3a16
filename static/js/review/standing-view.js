/** Whether what is drawn is saved; and for the client, that the review was opened. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { post, Refusal } from "../lib/http.js";
import { closers, effect } from "../lib/state.js";
import { savedWords } from "./saved-words.js";

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const close = closers();
  const { config, sync } = studio;
  const told = config.review;
  if (!told || !sync) return close.close;
  const place = document.getElementById("review-saved");
  let isClosed = false;
  close.add(() => {
    isClosed = true;
  });
  if (place && told.may_write) {
    void sync.then((found) => {
      if (isClosed) return;
      close.add(
        effect(() => {
          const { words, isBad, mayRetry } = savedWords(found.state.value, found.unsent.value, found.refused.value);
          place.classList.toggle("is-bad", isBad);
          const again = () => {
            found.retry();
            void found.go();
          };
          render(html`${words} ${mayRetry ? html`<button class="button plain" type="button" @click=${again}>Try again</button>` : nothing}`, place);
        }),
      );
      close.add(effect(() => void (found.moved.value && studio.say(found.moved.value, "warn"))));
      studio.holds(() => found.unsent.peek() > 0);
    });
  }
  if (studio.side === "client" && told.standing === "sent") void quietly(`${told.url}/opened`);
  if (told.may_write && told.standing === "acknowledged") void quietly(`${told.url}/noticed`);
  return close.close;
}

/** @param {string} url what may fail without anybody having to know */
async function quietly(url) {
  try {
    await post(url);
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
  }
}

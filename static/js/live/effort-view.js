/** The question how hard it was, on a client's screen: five words to tap from three metres, then what else there is to say. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { bodyView } from "./body-view.js";
import { effortText, MORE, PLACES, WORDS, wordOf } from "./effort.js";
import { big, icon } from "./icon-view.js";

/** @typedef {import("./effort-ask.js").EffortAsk} EffortAsk */

/** @param {EffortAsk} ask */
export function effortView(ask) {
  const question = ask.question.value;
  if (!question) return nothing;
  const said = ask.said.value;
  return html`<section class="effort" id="effort" aria-label="How hard was it">
    <div class="row between nowrap">
      <h2 aria-live="polite">${said ? "Thank you" : question.title ? `${question.title}: how hard was it?` : "How hard was it?"}</h2>
      ${big({ icon: said ? "check" : "close", label: said ? "Done" : "Not now", press: () => ask.show(false), id: "effort-close", kind: said ? "done" : "" })}
    </div>
    <div class="effort-words ${said ? "said" : ""}" role="group" aria-label="How hard was it">
      ${WORDS.map(
        ({ rpe, word, look }) => html`<button type="button" class="answer effort-word ${look}" aria-pressed=${String(said !== null && wordOf(said.rpe) === word)} @click=${() => ask.say({ rpe })}>
          <span class="effort-bars" aria-hidden="true"><span></span></span><span>${word}</span>
        </button>`,
      )}
    </div>
    ${said ? more(ask, said) : nothing}
  </section>`;
}

/**
 * @param {EffortAsk} ask
 * @param {import("./effort-ask.js").Said} said
 */
function more(ask, said) {
  return html`<h3 id="effort-more">How many more could you do?</h3>
    <div class="effort-row six" role="group" aria-labelledby="effort-more">
      ${MORE.map(({ rir, word }) => choice(word, said.rir === rir, () => ask.say({ rir: said.rir === rir ? null : rir })))}
    </div>
    <h3 id="effort-pain">Does anything hurt?</h3>
    <div class="effort-row two" role="group" aria-labelledby="effort-pain">
      ${choice("No", said.pain === false, () => ask.say({ pain: false }))} ${choice("Yes", said.pain === true, () => ask.say({ pain: true }))}
    </div>
    ${said.pain ? where(ask, said) : nothing}`;
}

/**
 * @param {EffortAsk} ask
 * @param {import("./effort-ask.js").Said} said
 */
function where(ask, said) {
  /** @param {import("./types.d.ts").Place} place */
  const tap = (place) => ask.say({ where: said.where.includes(place) ? said.where.filter((one) => one !== place) : [...said.where, place] });
  return html`<h3 id="effort-where">Where? Left and right are yours</h3>
    ${bodyView({ side: ask.side.value, turn: (side) => void (ask.side.value = side), where: said.where, tap })}
    <div class="effort-row two" role="group" aria-labelledby="effort-where">
      ${PLACES.map(({ place, word }) => choice(word, said.where.includes(place), () => tap(place)))}
    </div>`;
}

/**
 * @param {string} word
 * @param {boolean} isOn
 * @param {() => void} press
 */
function choice(word, isOn, press) {
  return html`<button type="button" class="answer" aria-pressed=${String(isOn)} @click=${press}>${isOn ? icon("check") : nothing}<span>${word}</span></button>`;
}

/**
 * The way back to a question that was put aside, as long as its answer may change.
 *
 * @param {EffortAsk} ask
 */
export function effortAgain(ask) {
  if (ask.question.value || !ask.latest.value) return nothing;
  const said = ask.said.value;
  return html`<button type="button" class="keep" id="effort-again" @click=${() => ask.show(true)}>
    ${icon("heart")}<span>${said ? effortText(said) : "How hard was it?"}</span>
  </button>`;
}

/** A few clips on another page: filmstrips, and how far those are that are still on their way. */

import { liven } from "../clips/cards-view.js";

const list = document.querySelector("[data-clips]");
if (list instanceof HTMLElement && list.dataset["clips"]) liven({ url: list.dataset["clips"] });

/** The numbers of a step on the client's page: its timer with the beat, and practising to count. Only wiring. */

import { stepTimer } from "../protocols/step-timer.js";

for (const timer of document.querySelectorAll("[data-step-timer]")) stepTimer(/** @type {HTMLElement} */ (timer));

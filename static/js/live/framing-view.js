/** Silhouettes to stand, sit or lie in, drawn over one's own picture before joining. */

import { html, svg } from "../../vendor/lit-html/lit-html.js";

/** @typedef {"standing" | "seated" | "floor"} Pose */

/** @type {Record<Pose, {name: string, say: string}>} */
export const POSES = {
  standing: { name: "Standing", say: "Step back until your feet are in the picture." },
  seated: { name: "Seated", say: "Turn a little to the side. Head and hips belong in the picture." },
  floor: { name: "On the floor", say: "Put the camera low and lie along the picture, head to heels." },
};

/** Each figure in a frame of 160 × 90, feet and hands well inside it. */
/** @type {Record<Pose, import("../../vendor/lit-html/lit-html.js").TemplateResult>} */
const FIGURES = {
  standing: svg`
    <circle cx="80" cy="15" r="6.500"></circle>
    <path d="M74 23.500h12c4 0 6.500 2.500 7 6.500l2.200 19c.3 3.200-3.700 3.800-4.300.8L88.500 36.500l-.3 14.500 1.300 28c.2 4-5.300 4.300-5.800.5L81 56h-2l-2.700 23.500c-.5 3.800-6 3.500-5.800-.5l1.300-28-.3-14.500-2.400 13.300c-.6 3-4.600 2.400-4.300-.8L67 30c.5-4 3-6.500 7-6.500z"></path>`,
  seated: svg`
    <circle cx="72" cy="20" r="6.500"></circle>
    <path d="M67 28.500h7c4.500 0 6.800 2.600 7 6.500l.8 17.500 17.700 1c3.600.3 5.500 2.200 5.800 5.700l1.500 20c.3 3.700-5 4.200-5.600.5l-2.600-17.200-22.100-.5c-6.500-.2-10.300-3.200-10.600-9.500L64.500 35c-.1-4 .5-6.500 2.500-6.500z"></path>
    <path class="furniture" d="M58 42v40M58 64h28v18"></path>`,
  floor: svg`
    <circle cx="29" cy="62" r="6.500"></circle>
    <path d="M38 57.500c12-2 28-2.500 42-1 18 1.800 34 3.500 52 5.500 4 .5 3.500 6-.5 6-20 0-35 .8-53 .8-14 0-27-.3-39-1.800-5.500-.8-6.500-8.600-1.500-9.500z"></path>
    <path class="furniture" d="M12 73h136"></path>`,
};

/**
 * @param {Pose} pose
 * @returns {import("../../vendor/lit-html/lit-html.js").TemplateResult}
 */
export function silhouette(pose) {
  return html`<svg class="silhouette" viewBox="0 0 160 90" preserveAspectRatio="xMidYMid meet" aria-hidden="true">${FIGURES[pose]}</svg>`;
}

/** Which of a list are chosen: by a click one, by a shift-click all between it and the one before. */

/**
 * What is chosen after a click.
 *
 * @param {readonly string[]} order ids as they stand in the list
 * @param {ReadonlySet<string>} chosen before the click
 * @param {string} id the one clicked
 * @param {boolean} on whether it is chosen now
 * @param {string | null} anchor the one clicked before, for a shift-click; null: none
 * @returns {Set<string>}
 */
export function clicked(order, chosen, id, on, anchor) {
  const after = new Set(chosen);
  const here = order.indexOf(id);
  const there = anchor === null ? here : order.indexOf(anchor);
  const [first, last] = there < 0 ? [here, here] : [Math.min(here, there), Math.max(here, there)];
  for (const one of order.slice(first, last + 1)) {
    if (on) after.add(one);
    else after.delete(one);
  }
  return after;
}

/**
 * How many that are, in words.
 *
 * @param {number} count
 * @returns {string}
 */
export function many(count) {
  return count === 1 ? "1 clip" : `${count} clips`;
}

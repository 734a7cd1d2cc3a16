/** Which questions are asked with these answers. Pure; the same rules as server/domain/forms (tests/vectors/form-conditions.json). */

/** @typedef {string | number | string[] | {[key: string]: unknown} | null | undefined} Value */
/** @typedef {{question: string, any_of?: readonly string[], least?: number | null, most?: number | null}} Condition */
/** @typedef {{when?: Condition | null, questions: readonly {key: string, when?: Condition | null}[]}} Asking */

/**
 * @param {Condition | null | undefined} condition
 * @param {Record<string, Value>} answers
 * @param {ReadonlySet<string>} asked earlier questions that are asked themselves
 * @returns {boolean}
 */
export function isMet(condition, answers, asked) {
  if (!condition) return true;
  const value = answers[condition.question];
  if (value === null || value === undefined || !asked.has(condition.question)) return false;
  const { any_of = [], least = null, most = null } = condition;
  if (any_of.length > 0) return (Array.isArray(value) ? value : [value]).some((one) => any_of.includes(String(one)));
  if (least === null && most === null) return true;
  return typeof value === "number" && (least === null || value >= least) && (most === null || value <= most);
}

/**
 * @param {readonly Asking[]} sections
 * @param {Record<string, Value>} answers
 * @returns {Set<string>} keys
 */
export function askedOf(sections, answers) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const { when, questions } of sections) {
    if (!isMet(when, answers, found)) continue;
    for (const question of questions) if (isMet(question.when, answers, found)) found.add(question.key);
  }
  return found;
}

/** Which exercises a line may mean while its name is typed. Pure. */

const MOST = 7;

/**
 * @typedef {{key: string, name: string, spotter: boolean}} Known an exercise of the library
 */

/**
 * @param {string} line
 * @returns {string} the part of it that is a name so far: up to the first number of sets, or a comma
 */
export function nameIn(line) {
  return (/^\s*([^,;]*?)\s*(?:\s\d+\s*[x×].*|[,;].*)?$/u.exec(line)?.[1] ?? "").trim();
}

/**
 * @param {string} line
 * @param {Known[]} known
 * @returns {Known[]} names that begin with what was typed, then those with a word that does; none once one is written out
 */
export function suggest(line, known) {
  const typed = nameIn(line).toLowerCase();
  if (typed === "" || line.trim().length > typed.length) return [];
  if (known.some(({ name }) => name.toLowerCase() === typed)) return [];
  const first = known.filter(({ name }) => name.toLowerCase().startsWith(typed));
  const second = known.filter((one) => !first.includes(one) && one.name.toLowerCase().split(/[\s-]+/).some((word) => word.startsWith(typed)));
  return [...first, ...second].slice(0, MOST);
}

/**
 * @param {string} name
 * @param {Known[]} known
 * @returns {string | null} the key of the exercise that is called so
 */
export function keyOf(name, known) {
  const wanted = name.toLowerCase().split(/\s+/).join(" ");
  return known.find((one) => one.name.toLowerCase() === wanted)?.key ?? null;
}

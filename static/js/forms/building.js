/** A form being built: what adding, moving, doubling and taking away make of it. Pure; the server says whether it is sound. */

/** @typedef {"text" | "long" | "number" | "choice" | "choices" | "scale" | "date" | "file" | "signature" | "yes_no"} Kind */
/** @typedef {{key: string, label: string}} Option */
/** @typedef {{question: string, any_of: string[], least: number | null, most: number | null}} Condition */
/**
 * @typedef {object} Question
 * @property {string} key
 * @property {Kind} kind
 * @property {string} label
 * @property {string} hint
 * @property {boolean} is_required
 * @property {string} unit
 * @property {number | null} least
 * @property {number | null} most
 * @property {string} low
 * @property {string} high
 * @property {Option[]} options
 * @property {Condition | null} when
 */
/** @typedef {{title: string, text: string, questions: Question[], when: Condition | null}} Section */
/** @typedef {{title: string, intro: string, sections: Section[]}} Text */

const YES_NO = [
  { key: "yes", label: "Yes" },
  { key: "no", label: "No" },
];

/** @param {Text} text */
export const questionsOf = (text) => text.sections.flatMap((section) => section.questions);

/**
 * @param {Text} text
 * @param {string} key
 * @returns {[number, number]} section and place in it; -1 where there is none
 */
export function placeOf(text, key) {
  const section = text.sections.findIndex((one) => one.questions.some((question) => question.key === key));
  return [section, text.sections[section]?.questions.findIndex((question) => question.key === key) ?? -1];
}

/**
 * @param {Text} text
 * @returns {string} a key no question has
 */
export function freshKey(text) {
  const used = new Set(questionsOf(text).map(({ key }) => key));
  let number = used.size + 1;
  while (used.has(`q${number}`)) number += 1;
  return `q${number}`;
}

/**
 * @param {string} key
 * @param {Kind} kind
 * @returns {Question}
 */
export function blankQuestion(key, kind) {
  const options = kind === "choice" || kind === "choices" ? [1, 2].map((number) => ({ key: `o${number}`, label: "" })) : [];
  const [least, most] = kind === "scale" ? [0, 10] : [null, null];
  return { key, kind, label: "", hint: "", is_required: false, unit: "", least, most, low: "", high: "", options, when: null };
}

/**
 * @param {Text} text
 * @param {string | null} after the question before it; null: at the end of `section`
 * @param {Kind} kind
 * @param {number} [section]
 * @returns {{text: Text, key: string}}
 */
export function addQuestion(text, after, kind, section = text.sections.length - 1) {
  const key = freshKey(text);
  const [at, place] = after === null ? [section, (text.sections[section]?.questions.length ?? 0) - 1] : placeOf(text, after);
  return { text: inSection(text, at, (questions) => [...questions.slice(0, place + 1), blankQuestion(key, kind), ...questions.slice(place + 1)]), key };
}

/**
 * @param {Text} text
 * @param {string} key
 * @param {Partial<Question>} change
 * @returns {Text}
 */
export function changeQuestion(text, key, change) {
  const [at] = placeOf(text, key);
  return inSection(text, at, (questions) => questions.map((one) => (one.key === key ? asKind({ ...one, ...change }, one.kind) : one)));
}

/**
 * Without that question, and without what hung on its answer.
 *
 * @param {Text} text
 * @param {string} key
 * @returns {Text}
 */
export function removeQuestion(text, key) {
  const [at] = placeOf(text, key);
  return without(
    inSection(text, at, (questions) => questions.filter((one) => one.key !== key)),
    key,
  );
}

/**
 * @param {Text} text
 * @param {string} key
 * @returns {{text: Text, key: string}}
 */
export function doubleQuestion(text, key) {
  const fresh = freshKey(text);
  const [at, place] = placeOf(text, key);
  return {
    text: inSection(text, at, (questions) => {
      const one = questions[place];
      return one ? [...questions.slice(0, place + 1), { ...one, key: fresh }, ...questions.slice(place + 1)] : questions;
    }),
    key: fresh,
  };
}

/**
 * One place up or down, over the border of a section too.
 *
 * @param {Text} text
 * @param {string} key
 * @param {-1 | 1} by
 * @returns {Text}
 */
export function moveQuestion(text, key, by) {
  const [at, place] = placeOf(text, key);
  const count = text.sections[at]?.questions.length ?? 0;
  if (place + by >= 0 && place + by < count) return putQuestion(text, key, at, place + by);
  const next = text.sections[at + by];
  if (!next) return text;
  return putQuestion(text, key, at + by, by > 0 ? 0 : next.questions.length);
}

/**
 * @param {Text} text
 * @param {string} key
 * @param {number} section
 * @param {number} place among the questions of that section without it
 * @returns {Text}
 */
export function putQuestion(text, key, section, place) {
  const [from] = placeOf(text, key);
  const moved = questionsOf(text).find((one) => one.key === key);
  if (!moved || !text.sections[section]) return text;
  const taken = inSection(text, from, (questions) => questions.filter((one) => one.key !== key));
  return inSection(taken, section, (questions) => [...questions.slice(0, place), moved, ...questions.slice(place)]);
}

/**
 * @param {Text} text
 * @param {number} after
 * @returns {Text}
 */
export function addSection(text, after = text.sections.length - 1) {
  const fresh = { title: "", text: "", questions: [], when: null };
  return { ...text, sections: [...text.sections.slice(0, after + 1), fresh, ...text.sections.slice(after + 1)] };
}

/**
 * @param {Text} text
 * @param {number} at
 * @param {Partial<Section>} change
 * @returns {Text}
 */
export function changeSection(text, at, change) {
  return { ...text, sections: text.sections.map((one, place) => (place === at ? { ...one, ...change } : one)) };
}

/**
 * Without that section and its questions; the last one stays.
 *
 * @param {Text} text
 * @param {number} at
 * @returns {Text}
 */
export function removeSection(text, at) {
  const gone = text.sections[at];
  if (!gone || text.sections.length === 1) return text;
  const left = { ...text, sections: text.sections.filter((_, place) => place !== at) };
  return gone.questions.reduce((found, { key }) => without(found, key), left);
}

/**
 * @param {Text} text
 * @param {number} at
 * @param {-1 | 1} by
 * @returns {Text}
 */
export function moveSection(text, at, by) {
  const other = text.sections[at + by];
  const one = text.sections[at];
  if (!one || !other) return text;
  return { ...text, sections: text.sections.map((each, place) => (place === at ? other : place === at + by ? one : each)) };
}

/**
 * What a condition may look at: questions further up.
 *
 * @param {Text} text
 * @param {string | null} key of the question that has it
 * @param {number} [section] that has it, without a key
 * @returns {Question[]}
 */
export function earlier(text, key, section = 0) {
  const all = key === null ? text.sections.slice(0, section).flatMap(({ questions }) => questions) : questionsOf(text);
  return key === null ? all : all.slice(0, all.findIndex((one) => one.key === key));
}

/**
 * Whether a condition looks at something that is not further up any more.
 *
 * @param {Text} text
 * @param {Question} question
 */
export const isLost = (text, question) => question.when !== null && !earlier(text, question.key).some(({ key }) => key === question.when?.question);

/** @param {Question} question */
export const choicesOf = (question) => (question.kind === "yes_no" ? YES_NO : question.options);

/**
 * A condition on that question: a yes, the first answer, a number or any answer.
 *
 * @param {Question | undefined} on
 * @returns {Condition | null}
 */
export function conditionOn(on) {
  if (!on) return null;
  const [first] = choicesOf(on);
  return { question: on.key, any_of: first && on.kind !== "scale" && on.kind !== "number" ? [first.key] : [], least: null, most: null };
}

/**
 * A condition in words.
 *
 * @param {Text} text
 * @param {Condition} condition
 */
export function conditionWords(text, condition) {
  const on = questionsOf(text).find(({ key }) => key === condition.question);
  if (!on) return "only if a question that is gone was answered";
  const labels = choicesOf(on).filter(({ key }) => condition.any_of.includes(key)).map(({ label }) => label);
  const ends = [condition.least !== null ? `at least ${condition.least}` : "", condition.most !== null ? `at most ${condition.most}` : ""].filter(Boolean);
  return `only if “${on.label || "…"}”: ${labels.join(" or ") || ends.join(" and ") || "answered"}`;
}

/**
 * Where the server says something is wrong: the question's key, or null for the form itself.
 *
 * @param {Text} text
 * @param {string | null} where as `sections[1].questions[0].label`
 * @returns {{key: string | null, section: number | null}}
 */
export function wrongAt(text, where) {
  const [, section, question] = /^sections\[(\d+)\](?:\.questions\[(\d+)\])?/.exec(where ?? "") ?? [];
  if (section === undefined) return { key: null, section: null };
  return { key: question === undefined ? null : (text.sections[Number(section)]?.questions[Number(question)]?.key ?? null), section: Number(section) };
}

/**
 * @param {Text} text
 * @param {number} at
 * @param {(questions: Question[]) => Question[]} change
 * @returns {Text}
 */
function inSection(text, at, change) {
  return { ...text, sections: text.sections.map((one, place) => (place === at ? { ...one, questions: change(one.questions) } : one)) };
}

/**
 * @param {Text} text
 * @param {string} key
 * @returns {Text} no condition looks at that question
 */
function without(text, key) {
  /** @template {{when: Condition | null}} Asked @param {Asked} one @returns {Asked} */
  const free = (one) => (one.when?.question === key ? { ...one, when: null } : one);
  return { ...text, sections: text.sections.map((section) => ({ ...free(section), questions: section.questions.map(free) })) };
}

/**
 * @param {Question} question
 * @param {Kind} before
 * @returns {Question} with what its kind needs
 */
function asKind(question, before) {
  if (question.kind === before) return question;
  const blank = blankQuestion(question.key, question.kind);
  return {
    ...question,
    options: question.options.length > 1 && blank.options.length > 0 ? question.options : blank.options,
    least: blank.least,
    most: blank.most,
  };
}

/**
 * What a question has found.
 * @typedef {object} Figure
 * @property {string} group what is compared: figures of one group stand together
 * @property {string} label who or what is measured
 * @property {number} ratio what is measured, in the question's unit
 * @property {readonly [number, number]} [spread] the quartiles of it
 * @property {number} [bound] what it may be at most; without one it only stands beside the others
 * @property {boolean} [atLeast] that the bound is what it must be at least
 * @property {boolean} [exact] that it is counted, not timed: a short run has the same bound
 * @property {string} [floor] what it is compared with, in a unit of its own
 * @property {string} [value] what was measured, in the same unit
 */

/**
 * Whether a figure is within its bound; one that is no number is not.
 * @param {Figure} figure
 * @param {{ short?: boolean }} [options] a short run is noisy: it may be twice as far
 */
export function isHeld({ ratio, bound, atLeast = false, exact = false }, { short = false } = {}) {
  if (bound === undefined) return true;
  const slack = short && !exact ? 2 : 1;
  return atLeast ? ratio >= bound / slack : ratio <= bound * slack;
}

/**
 * @param {number} number
 * @returns two decimals where they matter, `12,345` where they do not
 */
export const toText = (number) =>
  Math.abs(number) < 100 ? number.toFixed(2) : Math.round(number).toLocaleString('en-US');

/** @param {readonly [number, number] | undefined} spread */
export const spreadText = (spread) => (spread === undefined ? '' : spread.map(toText).join(' to '));

/** @param {Figure} figure */
export const boundText = ({ bound, atLeast = false }) =>
  bound === undefined ? '' : `at ${atLeast ? 'least' : 'most'} ${toText(bound)}`;

/**
 * Figures by their groups, in the order in which they came.
 * @param {readonly Figure[]} figures
 */
export function groupsOf(figures) {
  const groups = new Map();
  for (const figure of figures) groups.set(figure.group, [...(groups.get(figure.group) ?? []), figure]);
  return [...groups];
}

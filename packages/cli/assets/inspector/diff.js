import { counted, element, visible } from './dom.js';
import { toAddress } from './view.js';

const sides = { both: [' ', 'same'], left: ['−', 'removed'], right: ['+', 'added'] };
const context = 3;
const maxRows = 3000;
const maxLine = 2000;

/**
 * What differs between two captures, with a few lines around it.
 * @param {readonly { in: 'both' | 'left' | 'right', text: string }[]} lines
 * @param {{ id: string, with: string }} view
 * @returns {HTMLElement[]}
 */
export function toDiff(lines, view) {
  const rows = toRows(lines);
  const isSame = lines.every((line) => line.in === 'both');
  const back = element('a', { href: toAddress({ ...view, with: '' }) }, 'Back to the capture');
  const caption = element('caption', {}, `− ${view.with}, + ${view.id}`);
  const left = rows.length - maxRows;
  return [
    element(
      'div',
      { class: 'detail-head' },
      element('h2', {}, isSame ? 'Nothing differs' : 'What differs'),
      back,
    ),
    element(
      'div',
      { class: 'panel' },
      element('table', { class: 'diff' }, caption, element('tbody', {}, ...rows.slice(0, maxRows))),
      left > 0 && element('p', { class: 'faint' }, `and ${counted(left, 'more row')}`),
    ),
  ];
}

function toRows(lines) {
  const rows = [];
  for (let at = 0; at < lines.length; at += 1) {
    const end = sameUntil(lines, at);
    // A long stretch that both have is one row.
    if (end - at > 3 * context) {
      const from = at === 0 ? 0 : context;
      rows.push(...lines.slice(at, at + from).map(toRow));
      const to = end === lines.length ? end : end - context;
      const text = `${counted(to - at - from, 'line')} in both`;
      rows.push(element('tr', { class: 'faint' }, element('td', {}), element('td', {}, `… ${text}`)));
      rows.push(...lines.slice(to, end).map(toRow));
      at = end - 1;
    } else rows.push(toRow(lines[at]));
  }
  return rows;
}

/** Where a stretch ends that both have. */
function sameUntil(lines, from) {
  let at = from;
  while (lines[at]?.in === 'both') at += 1;
  return at;
}

function toRow({ in: side, text }) {
  const [sign, name] = sides[side];
  return element(
    'tr',
    { class: name },
    element('td', { class: 'sign', 'aria-label': name }, sign),
    element('td', {}, element('bdi', {}, visible(text, maxLine) || ' ')),
  );
}

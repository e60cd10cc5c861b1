import { counted, element, visible } from './dom.js';

const stepSize = 100;
const opened = 2;
const maxText = 20_000;

/**
 * JSON as a tree that opens step by step.
 * @param {string} text
 * @returns {HTMLElement | undefined} undefined where it is no JSON
 */
export function toTree(text) {
  try {
    return element('div', { class: 'tree' }, toNode(undefined, read(text), 0));
  } catch {
    return undefined;
  }
}

// A number keeps the digits that it was written with; no JSON has such a name.
const digits = Symbol('digits');

function read(text) {
  try {
    return JSON.parse(text, (_, value, context) =>
      typeof value === 'number' ? { [digits]: context?.source ?? String(value) } : value,
    );
  } catch (error) {
    // Too deep for the function above, and still JSON.
    if (error instanceof RangeError) return JSON.parse(text);
    throw error;
  }
}

function toNode(name, value, depth) {
  const label = name === undefined ? [] : [element('bdi', { class: 'name' }, visible(name)), ': '];
  const isBranch = typeof value === 'object' && value !== null && !(digits in value);
  if (!isBranch) return element('div', { class: 'leaf' }, ...label, toLeaf(value));
  const entries = Object.entries(value);
  const isArray = Array.isArray(value);
  const size = isArray ? counted(entries.length, 'item') : counted(entries.length, 'field');
  if (entries.length === 0) return element('div', { class: 'leaf' }, ...label, isArray ? '[]' : '{}');
  const branch = element(
    'details',
    {},
    element(
      'summary',
      {},
      ...label,
      element('span', { class: 'faint' }, `${isArray ? '[ ]' : '{ }'} ${size}`),
    ),
  );
  // What is closed is not made.
  const fill = () => {
    if (branch.childElementCount === 1) branch.append(toEntries(entries, 0, depth + 1));
  };
  branch.addEventListener('toggle', fill);
  if (depth < opened) {
    fill();
    branch.open = true;
  }
  return branch;
}

function toEntries(entries, from, depth) {
  const part = entries.slice(from, from + stepSize).map(([name, value]) => toNode(name, value, depth));
  const group = element('div', { class: 'branch' }, ...part);
  const left = entries.length - from - stepSize;
  if (left > 0) {
    const more = element('button', { type: 'button' }, counted(left, 'more', 'more'));
    more.addEventListener('click', () => more.replaceWith(toEntries(entries, from + stepSize, depth)));
    group.append(more);
  }
  return group;
}

function toLeaf(value) {
  if (value?.[digits] !== undefined) return element('span', { class: 'number-value' }, value[digits]);
  if (typeof value === 'string')
    return element('bdi', { class: 'text-value' }, JSON.stringify(visible(value, maxText)));
  return element('span', { class: 'word-value' }, String(value));
}

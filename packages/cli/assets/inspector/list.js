import { readPage } from './api.js';
import { byId, counted, element, toClock, visible } from './dom.js';
import { go, readView, toAddress } from './view.js';

// The page of the list that is shown, and where the ones above it begin.
let page = { captures: [], hasOlder: false, total: 0 };
let newerPages = [];
let shownKey = '';
let marked = '';
let newer = 0;

const pageSize = 100;
const maxCounted = 100;
const signs = { verified: '✓', refused: '✗', unchecked: '·' };

export function toVerdict({ outcome, code }) {
  const text = outcome === 'refused' ? (code ?? outcome) : outcome;
  return element('span', { class: `verdict ${outcome}` }, `${signs[outcome]} ${text}`);
}

export function toStatus(answer) {
  if (answer === undefined) return element('span', { class: 'faint' }, '–');
  const isGood = answer.status >= 200 && answer.status < 300;
  const text = answer.status === undefined ? (answer.error ?? 'no answer') : String(answer.status);
  return element('span', { class: isGood ? 'good' : 'bad' }, visible(text));
}

function toRow(capture) {
  const { id, receivedAt, method, target, verdict, answer } = capture;
  const view = readView();
  const isOpen = id === view.id;
  const time = element(
    'a',
    { href: toAddress({ ...view, id, with: '' }), 'data-id': id },
    element(
      'time',
      { datetime: new Date(receivedAt).toISOString(), title: new Date(receivedAt).toISOString() },
      toClock(receivedAt),
    ),
  );
  const sign = marked === id && element('span', { class: 'mark', title: 'marked' }, ' ◆');
  const type = verdict.eventType ? visible(verdict.eventType) : element('span', { class: 'faint' }, '–');
  return element(
    'tr',
    { role: 'row', 'data-id': id, 'aria-current': isOpen && 'true', class: isOpen ? 'open' : false },
    element('td', { role: 'cell' }, time, sign),
    element('td', { role: 'cell', class: 'type' }, element('bdi', {}, type)),
    element('td', { role: 'cell', class: 'wide' }, element('bdi', {}, visible(`${method} ${target}`))),
    element('td', { role: 'cell', class: 'outcome' }, toVerdict(verdict)),
    element('td', { role: 'cell' }, toStatus(answer)),
    element(
      'td',
      { role: 'cell', class: 'wide number faint' },
      answer ? String(Math.round(answer.milliseconds)) : '',
    ),
  );
}

function render() {
  const view = readView();
  const focused = document.activeElement?.getAttribute?.('data-id');
  byId('rows').replaceChildren(...page.captures.map(toRow));
  if (focused) focusRow(focused);
  const { length } = page.captures;
  const all = `${counted(page.total, 'capture')} kept`;
  byId('caption').textContent = view.filter
    ? `${length}${page.hasOlder ? ' and more' : ''} fit; ${all}`
    : `${all}, newest first`;
  const empty = byId('empty');
  empty.hidden = length > 0;
  empty.textContent = view.filter
    ? 'No capture fits the filter.'
    : 'Nothing yet. Send something to the address above.';
  byId('page-newest').disabled = view.before === '';
  byId('page-newer').disabled = view.before === '' || newerPages.length === 0;
  byId('page-older').disabled = !page.hasOlder;
}

/** Reads the page of the list that a view wants, where it is not shown already. */
export async function showList(view, { isForced = false } = {}) {
  const key = JSON.stringify([view.filter, view.before]);
  byId('filter').value = document.activeElement === byId('filter') ? byId('filter').value : view.filter;
  if (isForced || key !== shownKey) {
    shownKey = key;
    if (view.before === '') newerPages = [];
    page = await readPage({ filter: view.filter, before: view.before, limit: pageSize });
    showNewer(0);
  }
  render();
}

function showNewer(count) {
  newer = count;
  const button = byId('newer');
  button.hidden = count === 0;
  button.textContent = `${count}${count >= maxCounted ? '+' : ''} new: show (g)`;
}

/**
 * Something has changed. What is read stays where it is: new ones come by themselves only at the top.
 * @returns {Promise<number>} how many are new
 */
export async function refreshList() {
  const view = readView();
  const first = page.captures[0]?.id;
  const at = document.activeElement?.getAttribute?.('data-id');
  const isAtTop =
    view.before === '' && view.id === '' && scrollY < 80 && (at === undefined || at === null || at === first);
  if (first === undefined || isAtTop) {
    const before = first;
    await showList(view, { isForced: true });
    const index = page.captures.findIndex(({ id }) => id === before);
    return index === -1 ? page.captures.length : index;
  }
  const fresh = await readPage({
    filter: view.filter,
    before: `${first}~`,
    limit: Math.max(1, page.captures.length),
  });
  const byKey = new Map(fresh.captures.map((capture) => [capture.id, capture]));
  page = { ...page, total: fresh.total, captures: page.captures.map((old) => byKey.get(old.id) ?? old) };
  const { captures } = await readPage({ filter: view.filter, after: first, limit: maxCounted });
  const came = Math.max(0, captures.length - newer);
  if (view.before === '') showNewer(captures.length);
  render();
  return view.before === '' ? came : 0;
}

export function toNewest() {
  newerPages = [];
  shownKey = '';
  go({ before: '' });
  scrollTo(0, 0);
}

export function toOlder() {
  const last = page.captures.at(-1)?.id;
  if (last === undefined || !page.hasOlder) return false;
  newerPages.push(readView().before);
  go({ before: last });
  return true;
}

export function toNewer() {
  const before = newerPages.pop();
  if (before === undefined) return false;
  go({ before });
  return true;
}

/** @param {string} id */
export function focusRow(id) {
  const link = document.querySelector(`#rows a[data-id="${CSS.escape(id)}"]`);
  link?.focus();
  return link !== null;
}

/** The capture that a key is about: the one that is open, else the one whose row has the focus. */
export function currentId() {
  return readView().id || document.activeElement?.getAttribute?.('data-id') || '';
}

/**
 * The capture next to the current one.
 * @param {number} by
 * @returns {string | undefined}
 */
export function neighbour(by) {
  const index = page.captures.findIndex(({ id }) => id === currentId());
  if (index === -1) return page.captures[0]?.id;
  return page.captures[index + by]?.id;
}

export const firstId = () => page.captures[0]?.id;
export const lastId = () => page.captures.at(-1)?.id;
export const markedId = () => marked;

/** @param {string} id marked for a comparison; empty for none */
export function mark(id) {
  marked = id;
  render();
}

import { act } from './actions.js';
import { byId, element } from './dom.js';
import { currentId, firstId, focusRow, lastId, neighbour, toNewer, toNewest, toOlder } from './list.js';
import { forms, go, readView, tabs } from './view.js';

const storageKey = 'hooklatch-single-keys';

const described = [
  ['j, k', 'next, previous capture'],
  ['Enter', 'open'],
  ['Esc', 'close'],
  ['1 to 5', 'parts of a capture'],
  ['b', 'body as tree, text or hex'],
  ['r', 'replay the same bytes'],
  ['R', 'replay, signed again with the local secret'],
  ['d', 'mark; d on another one shows what differs'],
  ['c, f', 'copy as curl, as fetch'],
  ['/', 'filter'],
  ['g', 'to the newest'],
  ['?', 'this list'],
];

const keys = {
  j: () => step(1),
  k: () => step(-1),
  r: () => act('replay', currentId()),
  R: () => act('resign', currentId()),
  c: () => act('curl', currentId()),
  f: () => act('fetch', currentId()),
  d: () => act('diff', currentId()),
  b: () => turnBody(),
  g: () => toNewest(),
  '/': () => byId('filter').focus(),
  '?': () => showHelp(),
};

async function step(by) {
  const { id } = readView();
  const next = neighbour(by);
  if (next === undefined) {
    // Over the end of the page: the next one has more.
    if (!(by > 0 ? toOlder() : toNewer())) return;
    await new Promise((resolve) => addEventListener('hooklatch-shown', resolve, { once: true }));
    focusRow((by > 0 ? firstId() : lastId()) ?? '');
    return;
  }
  if (id === '') focusRow(next);
  else go({ id: next, with: '' }, { replace: true });
}

function turnBody() {
  const { id, tab, form } = readView();
  if (id === '') return;
  const next = tab === 'body' ? forms[(forms.indexOf(form) + 1) % forms.length] : form;
  go({ tab: 'body', form: next }, { replace: true });
}

function showHelp() {
  byId('help').showModal();
}

/** Lets single keys act, unless somebody writes or has switched them off. */
export function watchKeys() {
  const box = byId('single-keys');
  box.checked = localStorage.getItem(storageKey) !== 'off';
  box.addEventListener('change', () => localStorage.setItem(storageKey, box.checked ? 'on' : 'off'));
  byId('keys').append(
    ...described.flatMap(([key, text]) => [element('dt', {}, key), element('dd', {}, text)]),
  );
  byId('help-button').addEventListener('click', showHelp);
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId('help').open) return;
    if (event.target.closest('input, textarea, select')) {
      if (event.key === 'Escape') event.target.blur();
      return;
    }
    if (event.key === 'Escape') return void act('close');
    if (!box.checked) return;
    const tab = readView().id !== '' && tabs[Number(event.key) - 1];
    const run = tab ? () => go({ tab }, { replace: true }) : keys[event.key];
    if (run === undefined || (!Object.hasOwn(keys, event.key) && !tab)) return;
    event.preventDefault();
    void run();
  });
}

import { readCopy, replay } from './api.js';
import { tell } from './dom.js';
import { focusRow, mark, markedId } from './list.js';
import { go, readView } from './view.js';

/** @type {Readonly<Record<string, (id: string) => void | Promise<void>>>} */
const actions = {
  close: () => close(),
  replay: (id) => send(id, false),
  resign: (id) => send(id, true),
  curl: (id) => copy(id, 'curl'),
  fetch: (id) => copy(id, 'fetch'),
  diff: (id) => compare(id),
};

/**
 * Does something with a capture, and tells what has come of it.
 * @param {string} name
 * @param {string} [id]
 */
export async function act(name, id = readView().id) {
  if (id === '') return;
  try {
    await actions[name]?.(id);
  } catch (error) {
    tell(error.message, true);
  }
}

function close() {
  const { id } = readView();
  go({ id: '', with: '', tab: 'overview' });
  focusRow(id);
}

async function send(id, resign) {
  tell(`Replaying ${id} …`);
  const { status, error, to, milliseconds } = await replay(id, resign);
  const how = resign ? 'Replayed re-signed' : 'Replayed';
  const isBad = status === undefined || status >= 400;
  tell(`${how} ${id} to ${to}: ${status ?? error} in ${Math.round(milliseconds)} ms.`, isBad);
}

async function copy(id, form) {
  const text = await readCopy(id, form);
  await navigator.clipboard.writeText(text);
  tell(`Copied as ${form === 'curl' ? 'a curl command' : 'a fetch call'}.`);
}

function compare(id) {
  const marked = markedId();
  if (marked === '') {
    mark(id);
    tell('Marked. Press d on another one to see what differs.');
  } else if (marked === id) {
    mark('');
    tell('No longer marked.');
  } else {
    mark('');
    go({ id, with: marked });
  }
}

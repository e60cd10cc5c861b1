import { listen, readState, signIn } from './api.js';
import { showDetail } from './detail.js';
import { byId, counted, element, tell, visible } from './dom.js';
import { watchKeys } from './keys.js';
import { refreshList, showList, toNewer, toNewest, toOlder } from './list.js';
import { go, readView, watchView } from './view.js';

const announceMs = 5000;
let unannounced = 0;

/** Shows what the address says. */
async function show(view) {
  try {
    await showList(view);
    byId('filter-error').textContent = '';
  } catch (error) {
    byId('filter-error').textContent = visible(error.message);
  }
  try {
    await showDetail(view);
  } catch (error) {
    tell(error.message, true);
  }
  dispatchEvent(new Event('hooklatch-shown'));
}

function showState({ url, to, provider, application, waiting, tunnel }) {
  byId('route').replaceChildren(
    element('code', {}, visible(url)),
    to === undefined ? '' : element('span', { class: 'faint' }, ' → '),
    to === undefined ? '' : element('code', {}, visible(to)),
  );
  const parts = [
    provider && `verifies ${provider}`,
    application === 'down' && 'the application is down',
    waiting > 0 && `${counted(waiting, 'delivery', 'deliveries')} to be tried again`,
    tunnel,
  ];
  byId('health').textContent = visible(parts.filter(Boolean).join(' · '));
  byId('health').classList.toggle('bad', application === 'down');
}

let refreshing = Promise.resolve();

function refresh(state) {
  showState(state);
  // One after the other: an old answer never overwrites a new one.
  refreshing = refreshing.then(async () => {
    try {
      unannounced += await refreshList();
      const view = readView();
      if (view.id !== '' && view.with === '' && !byId('detail').contains(document.activeElement)) {
        await showDetail(view, { isForced: true });
      }
    } catch (error) {
      tell(error.message, true);
    }
  });
}

function announce() {
  if (unannounced === 0) return;
  byId('announce').textContent = `${counted(unannounced, 'new capture')}.`;
  unannounced = 0;
}

/** Follows links to captures without loading the page again. */
function followLinks() {
  document.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest('a[href]');
    const id = event.target.closest('#rows tr')?.dataset.id;
    if (link === null && id !== undefined) return go({ id, with: '' });
    if (link === null || link.hasAttribute('download') || link.hash !== '' || link.origin !== location.origin)
      return;
    event.preventDefault();
    const query = new URL(link.href).searchParams;
    go({ id: query.get('id') ?? '', with: query.get('with') ?? '' });
  });
}

function watchControls() {
  byId('filter-form').addEventListener('submit', (event) => {
    event.preventDefault();
    go({ filter: byId('filter').value.trim(), before: '' });
    byId('filter').blur();
  });
  byId('newer').addEventListener('click', toNewest);
  byId('page-newest').addEventListener('click', toNewest);
  byId('page-newer').addEventListener('click', toNewer);
  byId('page-older').addEventListener('click', () => {
    if (toOlder()) scrollTo(0, 0);
  });
}

try {
  await signIn();
  showState(await readState());
  watchView((view) => void show(view));
  watchControls();
  followLinks();
  watchKeys();
  await show(readView());
  listen({
    change: refresh,
    notice: (text) => tell(text),
    away() {
      byId('health').textContent = 'hooklatch does not answer; trying again';
      byId('health').classList.add('bad');
    },
  });
  setInterval(announce, announceMs);
} catch (error) {
  byId('empty').hidden = false;
  byId('empty').textContent = visible(error.message);
}

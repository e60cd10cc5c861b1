import { readCapture, readDiff } from './api.js';
import { act } from './actions.js';
import { toBodyView } from './body.js';
import { toDiff } from './diff.js';
import { byId, counted, element, visible } from './dom.js';
import { toStatus, toVerdict } from './list.js';
import { forms, go, readView, tabs } from './view.js';

const maxHeader = 20_000;

// The capture that was read last, which another tab shows again.
let shown;

/** Shows the capture that a view names, or what differs between two; hides the panel where there is none. */
export async function showDetail(view, { isForced = false } = {}) {
  const panel = byId('detail');
  document.body.classList.toggle('has-detail', view.id !== '');
  panel.hidden = view.id === '';
  if (view.id === '') {
    shown = undefined;
    panel.replaceChildren();
    return;
  }
  if (view.with !== '') return showDifference(panel, view);
  if (isForced || shown?.id !== view.id) shown = await readCapture(view.id);
  // Meanwhile another one may have been opened.
  if (readView().id === view.id) panel.replaceChildren(...toPanel(shown, view));
}

function toPanel(capture, view) {
  const title = capture.verdict.eventType ?? `${capture.method} ${capture.target}`;
  const button = (text, name, hint) =>
    element('button', { type: 'button', title: hint, click: () => act(name, capture.id) }, text);
  return [
    element(
      'div',
      { class: 'detail-head' },
      element('h2', {}, element('bdi', {}, visible(title, 300))),
      element(
        'button',
        { type: 'button', class: 'quiet', 'aria-label': 'Close', title: 'Esc', click: () => act('close') },
        '×',
      ),
    ),
    element(
      'div',
      { class: 'actions' },
      button('Replay', 'replay', 'r: sends this one delivery again, the same bytes'),
      button(
        'Replay re-signed',
        'resign',
        'R: sends this one delivery again, signed now with the local secret',
      ),
      button('Copy curl', 'curl', 'c'),
      button('Copy fetch', 'fetch', 'f'),
      button('Compare', 'diff', 'd: marks it; then the same on another one shows what differs'),
    ),
    toTabs(view),
    element(
      'div',
      { class: 'panel', role: 'tabpanel', 'aria-labelledby': `tab-${view.tab}` },
      ...toParts(capture, view),
    ),
  ];
}

function toTabs(view) {
  const list = element('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Parts of the capture' });
  const turn = (tab) => {
    go({ tab }, { replace: true });
    requestAnimationFrame(() => byId(`tab-${tab}`)?.focus());
  };
  for (const [index, tab] of tabs.entries()) {
    const isOpen = tab === view.tab;
    list.append(
      element(
        'button',
        {
          type: 'button',
          role: 'tab',
          id: `tab-${tab}`,
          'aria-selected': String(isOpen),
          tabindex: isOpen ? 0 : -1,
          click: () => turn(tab),
          keydown(event) {
            const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
            if (by !== undefined) turn(tabs.at((index + by) % tabs.length));
          },
        },
        tab,
      ),
    );
  }
  return list;
}

function toParts(capture, view) {
  const { tab } = view;
  if (tab === 'body') return [toFormSwitch(view), toBodyView(capture.body, view.form, capture.id)];
  if (tab === 'headers') return [toHeaders(capture.headers)];
  if (tab === 'verification') return [toSteps(capture)];
  if (tab === 'answers') return [toAnswers(capture.answers)];
  return [toOverview(capture), toSteps(capture)];
}

function toFormSwitch(view) {
  const group = element('div', { class: 'forms', role: 'group', 'aria-label': 'Show the body as' });
  for (const form of forms) {
    const pressed = String(form === view.form);
    const click = () => go({ form }, { replace: true });
    group.append(element('button', { type: 'button', 'aria-pressed': pressed, click }, form));
  }
  return group;
}

function toOverview({ id, receivedAt, method, target, verdict, headers, body, answers }) {
  const contentType =
    headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'no content type';
  const pairs = [
    ['request', `${method} ${target}`],
    ['received', new Date(receivedAt).toLocaleString([], { hour12: false, timeZoneName: 'short' })],
    ['id', id],
    ['provider', verdict.provider],
    ['event type', verdict.eventType],
    ['event id', verdict.eventId],
    ['body', `${counted(body.size, 'byte')}, ${contentType}`],
    ['verdict', toVerdict(verdict)],
    ['why', verdict.hint],
    [
      'answer',
      element(
        'span',
        {},
        toStatus(answers.at(-1)),
        ` ${answers.length === 0 ? 'none yet' : `after ${counted(answers.length, 'attempt')}`}`,
      ),
    ],
  ];
  return toPairs(pairs.filter(([, value]) => value !== undefined));
}

function toPairs(pairs) {
  const list = element('dl', { class: 'pairs' });
  for (const [name, value] of pairs) {
    const shownValue = value instanceof Node ? value : element('bdi', {}, visible(value));
    list.append(element('dt', {}, name), element('dd', {}, shownValue));
  }
  return list;
}

function toHeaders(headers) {
  const cell = (name, text) =>
    element(name, name === 'th' ? { scope: 'row' } : {}, element('bdi', {}, visible(text, maxHeader)));
  const rows = headers.map(([name, value]) => element('tr', {}, cell('th', name), cell('td', value)));
  const caption = element('caption', {}, `${counted(headers.length, 'header')}, as they came`);
  return element('table', { class: 'headers' }, caption, element('tbody', {}, ...rows));
}

const signs = { ok: '✓', failed: '✗', skipped: '·' };

function toSteps({ steps, remedies = [], verdict }) {
  if (steps === undefined) {
    const text =
      verdict.outcome === 'unchecked'
        ? 'Not verified: listen with --provider and --secret to see the steps.'
        : 'The steps need the provider and the secret that it was verified with.';
    return element('p', { class: 'faint' }, text);
  }
  const items = steps.map(({ name, state, text }) =>
    element(
      'li',
      { class: `step ${state}` },
      element('span', { class: 'sign', role: 'img', 'aria-label': state }, signs[state]),
      element('strong', {}, visible(name)),
      element('bdi', {}, visible(text)),
    ),
  );
  const advice = remedies.map((text) => element('li', {}, visible(text)));
  return element(
    'div',
    {},
    element('ol', { class: 'steps', 'aria-label': 'Verification, step by step' }, ...items),
    advice.length > 0 && element('h3', {}, 'What to change'),
    advice.length > 0 && element('ul', { class: 'remedies' }, ...advice),
  );
}

function toAnswers(answers) {
  if (answers.length === 0) return element('p', { class: 'faint' }, 'No answer yet.');
  return element('div', {}, ...answers.toReversed().map(toAnswer));
}

function toAnswer({ attempt, at, milliseconds, to, headers, body, isResigned, ...answer }) {
  const when = `${new Date(at).toLocaleString([], { hour12: false })}, ${Math.round(milliseconds)} ms`;
  return element(
    'section',
    { class: 'answer', 'aria-label': `Attempt ${attempt}` },
    element(
      'h3',
      {},
      `${attempt}. `,
      toStatus(answer),
      element('span', { class: 'faint' }, ` ${when}${isResigned ? ', re-signed' : ''}`),
    ),
    toPairs([['to', to]]),
    headers && toHeaders(headers),
    body && toBodyView(body, 'tree'),
  );
}

async function showDifference(panel, view) {
  shown = undefined;
  const lines = await readDiff(view.id, view.with);
  if (readView().with === view.with) panel.replaceChildren(...toDiff(lines, view));
}

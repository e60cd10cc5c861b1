// The server's side of the page. Every request carries the cookie of this run, and goes nowhere else.

const base = '/hooklatch-inspector';

/**
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 */
async function ask(path, options) {
  const response = await fetch(base + path, { ...options, credentials: 'same-origin' });
  const value = await response.json();
  if (!response.ok) throw new Error(value.error?.message ?? `The inspector answered ${response.status}.`);
  return value;
}

const post = (path, value) =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  });

const capture = (id) => `/captures/${encodeURIComponent(id)}`;

/** Exchanges the token after `#` for a cookie, and takes it out of the address. */
export async function signIn() {
  const token = location.hash.slice(1);
  if (token.length < 40) return;
  history.replaceState(null, '', location.pathname + location.search);
  await post('/session', { token });
}

export const readState = () => ask('/state');

/** @param {{ filter?: string, before?: string, after?: string, limit?: number }} page */
export function readPage(page) {
  const given = Object.entries(page).filter(([, value]) => value !== undefined && value !== '');
  return ask(`/captures?${new URLSearchParams(given)}`);
}

export const readCapture = (id) => ask(capture(id));
export const readCopy = async (id, form) => (await ask(`${capture(id)}/${form}`)).text;
export const readDiff = async (id, other) =>
  (await ask(`${capture(id)}/diff?${new URLSearchParams({ with: other })}`)).lines;
export const replay = (id, resign) => post(`${capture(id)}/replay`, { resign });
export const bodyUrl = (id) => `${base}${capture(id)}/body`;

/**
 * Hears of changes, and tries again by itself when the server is away.
 * @param {{ change(state: object): void, notice(text: string): void, away(): void }} on
 */
export function listen(on) {
  const source = new EventSource(`${base}/changes`);
  source.addEventListener('change', (event) => on.change(JSON.parse(event.data)));
  source.addEventListener('notice', (event) => on.notice(JSON.parse(event.data).text));
  source.addEventListener('error', () => on.away());
}

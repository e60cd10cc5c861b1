// What is shown stands in the address, so that reloading, going back and sharing a window's address work.

export const tabs = ['overview', 'body', 'headers', 'verification', 'answers'];
export const forms = ['tree', 'text', 'hex'];

const oneOf = (values, given) => (values.includes(given) ? given : values[0]);

/** @returns {{ filter: string, before: string, id: string, tab: string, form: string, with: string }} */
export function readView() {
  const query = new URLSearchParams(location.search);
  return {
    filter: query.get('filter') ?? '',
    before: query.get('before') ?? '',
    id: query.get('id') ?? '',
    with: query.get('with') ?? '',
    tab: oneOf(tabs, query.get('tab')),
    form: oneOf(forms, query.get('form')),
  };
}

/** The address of a view; what is as ever is left out. */
export function toAddress(view) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(view)) {
    if (value !== '' && value !== tabs[0] && value !== forms[0]) query.set(name, value);
  }
  const text = query.toString();
  return location.pathname + (text === '' ? '' : `?${text}`);
}

let onView = () => {};

/** @param {(view: ReturnType<typeof readView>) => void} callback called whenever another view is wanted */
export function watchView(callback) {
  onView = callback;
  addEventListener('popstate', () => callback(readView()));
}

/**
 * Goes to another view.
 * @param {Partial<ReturnType<typeof readView>>} change
 * @param {{ replace?: boolean }} [options] without a step to go back to
 */
export function go(change, { replace = false } = {}) {
  const view = { ...readView(), ...change };
  const address = toAddress(view);
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  onView(view);
}

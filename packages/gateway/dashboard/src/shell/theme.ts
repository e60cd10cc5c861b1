import { createStoredState, type StoredState } from '../lib/stored-state.ts';

/** `system`, `light` or `dark`. public/theme.js reads it before the first paint. */
export const themeState: StoredState = createStoredState('theme', 'system');

/** Shows the page in a theme, and remembers it. */
export function chooseTheme(theme: string): void {
  themeState.write(theme);
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

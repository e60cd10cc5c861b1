// Runs before the first paint; src/shell/theme.ts writes what it reads.
try {
  const theme = localStorage.getItem('hooklatch.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing follows the system.
}

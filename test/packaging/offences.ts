/** What no bundle for a runtime without Node has. */
const forbidden = {
  'an import of node:': /["'`]node:\w+["'`]/,
  eval: /\beval\(/,
  'new Function': /\bnew Function\b|[^.\w]Function\(/,
  'process.binding': /process\.binding/,
  'a call of require': /[^.\w]require\(["'`]/,
};

/** What of that is in a bundle. */
export const offences = (text: string): string[] =>
  Object.entries(forbidden)
    .filter(([, pattern]) => pattern.test(text))
    .map(([name]) => name);

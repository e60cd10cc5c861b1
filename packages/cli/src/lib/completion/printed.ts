/**
 * What a function prints. The library for completion writes to the console, and nothing else.
 *
 * @param print - prints at once
 */
export function printed(print: () => void): string {
  const { console } = globalThis;
  const { log } = console;
  let text = '';
  const keep = (line: string): void => void (text += `${line}\n`);
  Object.assign(console, { log: keep });
  try {
    print();
  } finally {
    Object.assign(console, { log });
  }
  return text;
}

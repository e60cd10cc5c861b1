import { afterAll, vi } from 'vitest';

const { waitFor } = vi;

// It gives up after a second, and a busy machine keeps a process waiting for as long now and then.
vi.waitFor = (callback, options) =>
  waitFor(callback, typeof options === 'number' ? options : { timeout: 10_000, ...options });

/** What a test may have put something else in the place of, and the next file of the process is to find as it was. */
const names = [
  'clearInterval',
  'clearTimeout',
  'Date',
  'fetch',
  'Request',
  'Response',
  'setImmediate',
  'setInterval',
  'setTimeout',
] as const;
const globals = names.map((name) => [name, globalThis[name]] as const);
const env = { ...process.env };

afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  // Last: a spy on a fake timer gives that one back.
  for (const [name, value] of globals) Object.assign(globalThis, { [name]: value });
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
});

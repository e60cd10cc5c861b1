import { vi } from 'vitest';

const { waitFor } = vi;

// It gives up after a second, and a busy machine keeps a process waiting for as long now and then.
vi.waitFor = (callback, options) =>
  waitFor(callback, typeof options === 'number' ? options : { timeout: 10_000, ...options });

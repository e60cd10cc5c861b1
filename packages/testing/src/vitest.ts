// Importing this file registers the matchers with vitest and brings their types.
import { expect } from 'vitest';
import { matchers, type WebhookMatchers } from './lib/matchers.ts';

declare module 'vitest' {
  interface Matchers<
    // oxlint-disable-next-line no-unused-vars -- all declarations of an interface have the same parameters.
    R extends void | Promise<void> = void | Promise<void>,
    T = unknown,
  > extends WebhookMatchers<T> {}
}

expect.extend({ ...matchers });

export { matchers } from './lib/matchers.ts';

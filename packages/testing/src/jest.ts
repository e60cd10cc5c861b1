// Importing this file registers the matchers with Jest and brings their types.
import { expect } from '@jest/globals';
import { matchers, type WebhookMatchers } from './lib/matchers.ts';

declare module 'expect' {
  // oxlint-disable-next-line no-unused-vars -- all declarations of an interface have the same parameters.
  interface Matchers<R extends void | Promise<void>, T = unknown> extends WebhookMatchers<T> {}
}

declare global {
  // Where the types of Jest come from @types/jest.
  namespace jest {
    // oxlint-disable-next-line no-unused-vars -- all declarations of an interface have the same parameters.
    interface Matchers<R, T = {}> extends WebhookMatchers<T> {}
  }
}

expect.extend({ ...matchers });

export { matchers } from './lib/matchers.ts';

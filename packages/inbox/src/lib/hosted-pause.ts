import type { Watermarks, WebhookStore } from '@hooklatch/core/store';

/** Whether workers take messages, as all processes see it. */
export interface Pause {
  isPaused(): Promise<boolean>;
  set(isPaused: boolean): Promise<void>;
}

/** How long a pause is remembered, in milliseconds: ten years. */
const rememberedMs = 315_360_000_000;

/**
 * Remembers in a store whether a queue is paused, because the service has no such thing: as a watermark that is odd
 * while it is.
 */
export function createPause({ watermarks }: WebhookStore, queue: string): Pause {
  const key = `hooklatch:pause:${queue}`;
  const read = async (from: Watermarks | undefined): Promise<number> => (await from?.read(key)) ?? 0;
  return {
    isPaused: async () => (await read(watermarks)) % 2 === 1,
    async set(isPaused) {
      if (!watermarks) throw new TypeError('pause and resume need a store with watermarks.');
      const version = await read(watermarks);
      if ((version % 2 === 1) !== isPaused) await watermarks.raise(key, version + 1, rememberedMs);
    },
  };
}

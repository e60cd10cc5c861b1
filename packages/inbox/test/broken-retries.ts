import type { InboxRow } from '@hooklatch/core/store';
import { leases, settings, verdict, works } from './broken.ts';
import type { AnyBreak, Break } from './record-engine.ts';

const longMs = 3_600_000;

/** Inboxes that are wrong about attempts and delays. */
export const brokenRetries: Readonly<Record<string, AnyBreak>> = {
  'counts no attempts': leases(({ attempt }) => ({ attempt: Math.min(attempt, 2) })),
  'counts attempts for each worker': works(({ run }) => {
    const attempts = new Map<string, number>();
    return {
      run(lease) {
        const { id } = lease.message;
        attempts.set(id, (attempts.get(id) ?? 0) + 1);
        return run({ ...lease, attempt: attempts.get(id) as number });
      },
    };
  }),
  'hands out the same bytes again': works(({ run }) => {
    const bodies = new Map<string, Uint8Array>();
    return {
      run(lease) {
        const { id, body } = lease.message;
        if (!bodies.has(id)) bodies.set(id, body);
        return run({ ...lease, message: { ...lease.message, body: bodies.get(id) as Uint8Array } });
      },
    };
  }),
  'tries the dead once more': verdict('dead', (dead, { attempt }) =>
    attempt < 4 ? { state: 'retry', delayMs: 0, reason: dead.reason } : dead,
  ),
  'changes the key': leases(({ message, attempt }) => ({
    message: { ...message, key: `${message.key}${attempt}` },
  })),
  'tries again at once': verdict('retry', (retry) => ({ ...retry, delayMs: 0 })),
  'tries again in an hour': verdict('retry', (retry) => ({ ...retry, delayMs: longMs })),
  'tries again when the policy says': verdict('retry', (retry) => ({
    ...retry,
    delayMs: retry.reason.startsWith('RetryIn') ? 0 : retry.delayMs,
  })),
  'counts no attempt that asks for another': verdict('retry', (retry) =>
    retry.reason.startsWith('RetryIn') ? { state: 'released', delayMs: retry.delayMs } : retry,
  ),
  'hands out nothing while something waits': {
    messages: ({ claim, count }) => ({
      claim: (limit, leaseMs) => (count().delayed ? [] : claim(limit, leaseMs)),
    }),
  },
  'forgets what failed': verdict('retry', () => ({ state: 'done' })),
  'knows one policy': settings((rows, { retry, ...options }) => [
    rows,
    { ...options, ...(typeof retry !== 'function' && { retry }) },
  ]),
  'knows no policy of a row': settings((rows, options) => [
    rows.map((row): InboxRow => ({ ...row, retry: undefined })),
    options,
  ]),
};

/** Inboxes that are wrong about who has a message. */
export const brokenLeases: Readonly<Record<string, AnyBreak>> = {
  'lets handlers take any time': settings((rows, options) => [rows, { ...options, timeoutMs: undefined }]),
  'gives up after the first timeout': verdict('retry', ({ reason }) =>
    reason.startsWith('handler_timeout') ? { state: 'dead', reason } : { state: 'done' },
  ),
  'handles one more at once': works(({ concurrency }) => ({ concurrency: concurrency + 1 })),
  'handles one at once': works(() => ({ concurrency: 1 })),
  'renews no lease': { messages: () => ({ extend: () => true }) },
  'renews one lease': {
    messages({ extend }) {
      let first: string | undefined;
      return { extend: (id, ...rest) => (id === (first ??= id) ? extend(id, ...rest) : true) };
    },
  },
};

/** Lets any worker do something as if it had the message. */
function unfenced(...states: readonly string[]): Break {
  return {
    messages({ claim, settle }) {
      const tokens = new Map<string, string>();
      return {
        claim(limit, leaseMs) {
          const taken = claim(limit, leaseMs);
          for (const { message, token } of taken) tokens.set(message.id, token);
          return taken;
        },
        settle: (id, token, given) =>
          settle(id, states.includes(given.state) ? (tokens.get(id) ?? token) : token, given),
      };
    },
  };
}

/** Inboxes whose leases are not fenced. */
export const brokenFencing: Readonly<Record<string, AnyBreak>> = {
  'lets any worker end a message': unfenced('done'),
  'lets any worker give a message back': unfenced('retry'),
  'lets any worker bury a message': unfenced('dead'),
  'does not tell that a lease was lost': {
    messages: ({ extend }) => ({ extend: (...given) => extend(...given) || true }),
  },
};

import type { AlertMessage, SendResult } from '@hooklatch/alerts/rules';
import { pullWork } from '@hooklatch/inbox/engine';
import type { GatewayContext, Part } from '../context.ts';
import { leasedRows } from '../database/leased-rows.ts';
import type { Row } from '../database/schema.ts';
import { createOutbound } from '../outbound/create-outbound.ts';
import { createSendClaims } from './claim-sends.ts';
import { createOpenChannels } from './open-channels.ts';
import { toChannelFetch } from './outbound-fetch.ts';
import { settleSend } from './settle-send.ts';

/** How the outbox works. */
export interface OutboxOptions {
  /** How long a send may take, in milliseconds. (15,000) */
  readonly sendMs?: number | undefined;
  /** How long a send stays with a process that has vanished, in milliseconds. (60,000) */
  readonly leaseMs?: number | undefined;
  /** How often it looks for what is due where nothing wakes it, in milliseconds. (1,000) */
  readonly pollMs?: number | undefined;
}

/** A send that was taken, with what ends it. */
interface Taken {
  readonly send: Row<'sends'>;
  readonly ending: AbortController;
}

/** Sends on their way at once, in one process: a channel that hangs has few of them. */
const concurrency = 500;

/** Sends alerts to their channels, until it is stopped. */
export function startOutbox(context: GatewayContext, options: OutboxOptions = {}): Part {
  const { sendMs = 15_000, leaseMs = 60_000, pollMs = 1000 } = options;
  const rows = leasedRows(context, 'sends', context.now);
  const outbound = createOutbound({ allowedAddresses: context.settings.allowedAddresses });
  const fetch = toChannelFetch(outbound);
  const channels = createOpenChannels(context);
  const taken = new Set<Taken>();
  let isStopping = false;
  let wake = (): void => {};
  let timer: NodeJS.Timeout | undefined;
  let wakeAt = Infinity;
  const wakeIn = (milliseconds: number): void => {
    const at = performance.now() + Math.max(20, milliseconds);
    if (milliseconds >= pollMs || at >= wakeAt) return;
    clearTimeout(timer);
    wakeAt = at;
    timer = setTimeout(
      () => {
        wakeAt = Infinity;
        wake();
      },
      Math.max(20, milliseconds),
    );
  };
  const claims = createSendClaims({ context, rows, wakeIn });

  const trySend = async ({ send, ending }: Taken, channel: Row<'channels'>): Promise<SendResult> => {
    const alert = await context.db
      .selectFrom('alerts')
      .select('message')
      .where('id', '=', send.alert_id)
      .executeTakeFirstOrThrow();
    const message = JSON.parse(alert.message) as AlertMessage;
    const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(sendMs)]);
    const target = send.target === '' ? undefined : send.target;
    const open = channels.open(channel);
    if (target !== undefined && !open.targets.includes(target)) return leftOut;
    return open.send(message, { signal, fetch, target });
  };
  const work = async (one: Taken): Promise<void> => {
    const { send, ending } = one;
    if (isStopping) return void (await rows.release(send, context.now()));
    const channel = await context.db
      .selectFrom('channels')
      .selectAll()
      .where('id', '=', send.channel_id)
      .executeTakeFirstOrThrow();
    const begun = performance.now();
    const result = await trySend(one, channel).catch((error: unknown) => {
      context.log.error({ err: error, send: send.id }, 'an alert could not be sent');
      return unusable(error);
    });
    if (!result.ok && isStopping && ending.signal.aborted)
      return void (await rows.release(send, context.now()));
    const state = await settleSend(context, rows, {
      send,
      channel,
      result,
      milliseconds: performance.now() - begun,
    });
    if (state !== undefined) context.bus.tell({ kind: 'send_changed', send: send.id, state });
  };

  const worker = pullWork<Taken, { readonly state: 'settled' }>(
    {
      async claim(limit, lease) {
        const sends = await claims.claim(limit, lease);
        const claimed = sends.map((send) => ({ send, ending: new AbortController() }));
        for (const one of claimed) taken.add(one);
        return claimed;
      },
      extend: ({ send }, lease) => rows.extend(send, lease),
      settle: () => Promise.resolve(true),
      lose: ({ ending }) => ending.abort(),
      pollMs,
      onWake(callback) {
        wake = callback;
        return context.bus.listen(({ kind }) => {
          if (kind === 'send_due') callback();
        });
      },
    },
    {
      concurrency,
      leaseMs,
      async run(one) {
        try {
          await work(one);
        } finally {
          taken.delete(one);
          claims.ended(one.send.channel_id);
          wake();
        }
        return { state: 'settled' };
      },
      onUnsettled: ({ send }, error) =>
        context.log.warn({ err: error, send: send.id }, 'what came of an alert could not be written down'),
    },
  );
  const reaper = setInterval(() => {
    rows.reap().then(
      (count) => {
        if (count > 0) wake();
      },
      (error: unknown) =>
        context.log.error({ err: error }, 'alerts of lost workers cannot be taken back yet'),
    );
  }, leaseMs / 3);
  return {
    async stop(graceMs) {
      isStopping = true;
      clearInterval(reaper);
      const patience = setTimeout(() => {
        for (const { ending } of taken) ending.abort();
      }, graceMs);
      await worker.stop();
      clearTimeout(patience);
      clearTimeout(timer);
      await channels.close();
      await outbound.close();
    },
  };
}

const leftOut: SendResult = {
  ok: false,
  status: undefined,
  isPermanent: true,
  isChannelBroken: false,
  error: 'The channel does not have this address any more.',
};

/** A channel that cannot even be made: somebody has to look. */
function unusable(error: unknown): SendResult {
  const isConfigured = error instanceof TypeError;
  return {
    ok: false,
    status: undefined,
    isPermanent: isConfigured,
    isChannelBroken: isConfigured,
    error: isConfigured ? error.message : 'The gateway could not send it.',
  };
}

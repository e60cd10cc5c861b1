import type { AttemptReport } from '@hooklatch/core/store';
import type { EngineFact } from './engine-fact.ts';
import { fail, outcomesOf, sorted, untilDead, untilOutcome } from './engine-expect.ts';
import type { Start } from './engine-stage.ts';
import { holds, same } from './store-expect.ts';

const hour = 3_600_000;

/** As `RetryIn` of @hooklatch/inbox, which is recognised by its name. */
function retryIn(delayMs: number): Error {
  return Object.assign(new Error('busy'), { name: 'RetryIn', delayMs });
}

/** As `GiveUp` of @hooklatch/inbox. */
function giveUp(): Error {
  return Object.assign(new Error('the customer is gone'), { name: 'GiveUp' });
}

function gap(starts: readonly Start[]): number {
  return (starts[1]?.at ?? Number.NaN) - (starts[0]?.at ?? Number.NaN);
}

/** What becomes of an attempt that has failed. */
export const retryFacts: readonly EngineFact[] = [
  {
    name: 'a handler that fails is run again, with the next attempt and the same idempotency key',
    async show(stage) {
      const { message } = await stage.send();
      const work = await stage.work(({ index }) => index < 2 && fail());
      await untilOutcome(stage, work, 'handled');
      await work.close();
      same(
        work.starts.map(({ context }) => [context.attempt, context.idempotencyKey]),
        [1, 2, 3].map((attempt) => [attempt, message.key]),
        'attempts and idempotency keys',
      );
      same(outcomesOf(work), ['retrying', 'retrying', 'handled'], 'outcomes');
    },
  },
  {
    name: 'the exact bytes come with every attempt',
    async show(stage) {
      const body = Uint8Array.from({ length: 256 }, (_, at) => at);
      await stage.send({ body });
      const seen: string[] = [];
      const work = await stage.work(({ event, index }) => {
        seen.push(event.body.join());
        // A handler that writes into its event changes nothing for the next attempt.
        event.body.fill(0);
        if (index === 0) fail();
      });
      await untilOutcome(stage, work, 'handled');
      same(seen, [body.join(), body.join()], 'the bodies');
    },
  },
  {
    name: 'the attempt is counted across workers',
    async show(stage) {
      await stage.send();
      const retry = { attempts: 1000, baseMs: stage.unit, factor: 1 };
      const first = await stage.work(fail, { retry });
      await stage.until('one has failed', () => first.reports.length > 0);
      await first.close();
      const spent = first.starts.length;
      const second = await stage.work(undefined, { inboxes: [stage.other], retry });
      await stage.until('it is handled', () => second.starts.length > 0);
      same(second.starts[0]?.context.attempt, spent + 1, 'the attempt at the other worker');
    },
  },
  {
    name: 'after the last attempt it is dead, and not run any more',
    async show(stage) {
      await stage.send();
      const work = await stage.work(fail, { retry: { attempts: 3, baseMs: 0 } });
      const { attempt, reason } = await untilDead(stage, work);
      await stage.rest(2);
      await work.close();
      same(work.starts.length, 3, 'handler starts');
      same([attempt, reason], [3, 'Error: away'], 'the last attempt');
    },
  },
  {
    name: 'an attempt that fails waits as long as the policy says',
    needs: ['delays'],
    async show(stage) {
      await stage.send();
      const delayMs = 4 * stage.unit;
      const retry = { attempts: 2, baseMs: delayMs, jitter: 0 };
      const work = await stage.work(({ index }) => index === 0 && fail(), { retry });
      await stage.until('it is run again', () => work.starts.length > 1);
      holds(gap(work.starts) >= delayMs - 10, `it was run again after ${gap(work.starts)} of ${delayMs} ms`);
    },
  },
  {
    name: 'what waits for its next attempt does not hold up what came later',
    needs: ['delays'],
    async show(stage) {
      await stage.send({ id: 'msg_1' });
      const act = ({ event }: Start): unknown => event.id === 'msg_1' && fail();
      const work = await stage.work(act, { concurrency: 1, retry: { baseMs: hour } });
      await stage.until('the first has failed', () => work.reports.length > 0);
      await stage.send({ id: 'msg_2' });
      await stage.until('the second is handled', () => work.starts.length > 1);
      same(work.starts[1]?.event.id, 'msg_2', 'the second start');
    },
  },
  {
    name: 'RetryIn says when the next attempt comes: later than the policy',
    needs: ['delays'],
    async show(stage) {
      await stage.send();
      const delayMs = 4 * stage.unit;
      const work = await stage.work(({ index }) => {
        if (index === 0) throw retryIn(delayMs);
      });
      await stage.until('it is run again', () => work.starts.length > 1);
      holds(gap(work.starts) >= delayMs - 10, `it was run again after ${gap(work.starts)} of ${delayMs} ms`);
      same(work.starts[1]?.context.attempt, 2, 'the attempt');
    },
  },
  {
    name: 'RetryIn says when the next attempt comes: sooner than the policy',
    async show(stage) {
      await stage.send();
      const act = ({ index }: Start): void => {
        if (index === 0) throw retryIn(0);
      };
      const work = await stage.work(act, { retry: { baseMs: hour } });
      await stage.until('it is run again', () => work.starts.length > 1);
    },
  },
  {
    name: 'RetryIn spends an attempt like any other failure',
    async show(stage) {
      await stage.send();
      const act = (): never => {
        throw retryIn(0);
      };
      const work = await stage.work(act, { retry: { attempts: 2 } });
      await untilDead(stage, work);
      same(work.starts.length, 2, 'handler starts');
    },
  },
  {
    name: 'after GiveUp it is dead at once',
    async show(stage) {
      await stage.send();
      const work = await stage.work(() => {
        throw giveUp();
      });
      const { attempt, reason } = await untilDead(stage, work);
      await stage.rest(2);
      same(work.starts.length, 1, 'handler starts');
      same([attempt, reason], [1, 'GiveUp: the customer is gone'], 'the attempt');
    },
  },
  {
    name: 'a policy may depend on the type, and on the error',
    async show(stage) {
      await stage.send({ id: 'msg_1', type: 'order.paid' });
      await stage.send({ id: 'msg_2', type: 'order.lost' });
      const work = await stage.work(fail, {
        retry: ({ type }, error) => ({
          baseMs: 0,
          attempts: type === 'order.paid' && (error as Error | undefined)?.message !== 'x' ? 3 : 1,
        }),
      });
      const dead = (): AttemptReport[] => work.reports.filter(({ outcome }) => outcome === 'dead');
      await stage.until('both are dead', () => dead().length === 2);
      same(
        sorted(dead().map(({ type, attempt }) => `${type} ${attempt}`)),
        ['order.lost 1', 'order.paid 3'],
        'attempts by type',
      );
    },
  },
  {
    name: 'the policy of a row counts before the one of the worker',
    async show(stage) {
      await stage.send();
      const work = await stage.work(fail, { retry: { attempts: 9 }, row: { retry: { attempts: 1 } } });
      await untilDead(stage, work);
      same(work.starts.length, 1, 'handler starts');
    },
  },
];

import type { EngineFact } from './engine-fact.ts';
import { untilDead, untilOutcome } from './engine-expect.ts';
import type { EngineStage } from './engine-stage.ts';
import { holds, same } from './store-expect.ts';

async function dies(stage: EngineStage, error: unknown): Promise<string> {
  await stage.send();
  const act = (): never => {
    throw error;
  };
  const work = await stage.work(act, { retry: { attempts: 2, baseMs: 0 } });
  const { reason } = await untilDead(stage, work);
  await work.close();
  same(work.starts.length, 2, 'handler starts');
  return reason ?? '';
}

async function listed(stage: EngineStage): Promise<string> {
  const [dead] = await stage.inbox.dead.list();
  return dead?.reason ?? 'there is no dead message';
}

function bytesIn(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** What handlers throw and return. */
export const errorFacts: readonly EngineFact[] = [
  {
    name: 'an error text of 50 MB is cut to 8 KiB',
    needs: ['list'],
    async show(stage) {
      const reason = await dies(stage, new Error('\u00e9\u{1f980}'.repeat(10_000_000)));
      same(await listed(stage), reason, 'the reason of the dead message');
      holds(bytesIn(reason) <= 8192 && bytesIn(reason) > 8000, `the reason has ${bytesIn(reason)} bytes`);
    },
  },
  {
    name: 'an error text with NULs and halves of characters is kept as far as it is text',
    needs: ['list'],
    async show(stage) {
      const reason = await dies(stage, new Error(`before\u0000\ud800 after, 'quoted' "twice" \\ {}`));
      same(await listed(stage), reason, 'the reason of the dead message');
      holds(
        /before.+ after, 'quoted' "twice" \\ \{\}/u.test(reason),
        `the reason is ${JSON.stringify(reason)}`,
      );
    },
  },
  ...Object.entries({
    undefined: undefined,
    null: null,
    'a text': 'a text',
    'a symbol': Symbol('x'),
    'an object without a prototype': Object.create(null) as unknown,
    'an error whose message cannot be read': Object.defineProperty(new Error('x'), 'message', {
      get(): never {
        throw new Error('not to be read');
      },
    }),
  }).map(([what, thrown]): EngineFact => ({
    name: `a handler that throws ${what} has failed`,
    async show(stage) {
      const reason = await dies(stage, thrown);
      holds(reason.length > 0, 'there is no reason');
    },
  })),
  {
    name: 'what a handler returns is not kept, and may be anything',
    async show(stage) {
      const circle: { self?: unknown; big: bigint } = { big: 1n };
      circle.self = circle;
      await stage.send();
      const work = await stage.work(() => circle);
      await untilOutcome(stage, work, 'handled');
    },
  },
  {
    name: 'a handler that returns a reply that is no success has failed',
    async show(stage) {
      await stage.send();
      const work = await stage.work(({ index }) => ({
        status: index === 0 ? 500 : 204,
        headers: {},
        body: '',
      }));
      await untilOutcome(stage, work, 'handled');
      same(work.starts.length, 2, 'handler starts');
    },
  },
];

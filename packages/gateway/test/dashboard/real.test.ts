import { afterAll, afterEach, beforeAll, describe, vi } from 'vitest';
import { hasChromium } from './lib/start-dashboard.ts';
import { testAlerting } from './real/alerting.ts';
import { testCancelling } from './real/cancelling.ts';
import { testDelivery } from './real/delivery.ts';
import { testDestinations } from './real/destinations.ts';
import { testHostile } from './real/hostile.ts';
import { testIssues } from './real/issues.ts';
import { openReal, type Real } from './real/open-real.ts';
import { testLooks } from './real/looks.ts';
import { seed, type Seeded } from './real/seed.ts';
import { testReplay } from './real/replay.ts';
import { testSettings } from './real/settings.ts';
import { testTunnel } from './real/tunnel.ts';

/** What every part of these tests uses. */
export interface Stage {
  readonly real: Real;
  readonly ids: Seeded;
}

// One gateway and one browser for all of it.
describe.skipIf(!hasChromium)('the dashboard, in Chromium, with the gateway itself', () => {
  let stage: Stage | undefined;
  const get = (): Stage => {
    if (stage === undefined) throw new Error('The gateway has not started.');
    return stage;
  };
  beforeAll(async () => {
    const real = await openReal();
    stage = { real, ids: await seed(real) };
    const countDead = async (): Promise<number> => {
      const { items } = (await real.ask('/forwards?state=dead', undefined, 'GET')) as { items: unknown[] };
      return items.length;
    };
    await vi.waitUntil(async () => (await countDead()) === 5, { timeout: 10_000, interval: 100 });
  }, 60_000);
  afterAll(async () => {
    await stage?.real.close();
  });

  describe('every screen', () => {
    testLooks(get);
  });
  describe('by mouse and keyboard', () => {
    afterEach(() => get().real.closePages());
    testAlerting(get);
    testSettings(get);
  });
  // They make events, of which the rules above would speak.
  describe.each([
    ['made, tried and sent again', testDelivery],
    ['given up', testCancelling],
    ['destinations', testDestinations],
    ['to one’s own machine', testTunnel],
    ['issues', testIssues],
    ['replayed', testReplay],
    ['what others write', testHostile],
  ])('deliveries: %s', (_name, testPart) => {
    testPart(get);
  });
});

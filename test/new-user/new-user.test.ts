import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { frameworks, type UserFramework } from './frameworks.ts';
import { commandsOf, journey, type Stage } from './journey.ts';
import { createLanes } from './lanes.ts';
import { isolation, noTerminal, openTerminal, type Terminal } from './terminal.ts';
import { createWorkshop, type Workshop } from './workshop.ts';

// From packed packages, installed once, to a certified endpoint: in a real terminal, and without a network.

const settings = {
  CI: '',
  NO_COLOR: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
};

/** Users without namespaces share their ports. */
const lanes = createLanes(isolation === 'namespace' ? 3 : 1);

let workshop: Workshop;

const reason = noTerminal === undefined ? `network kept away by a ${isolation}` : `left out: ${noTerminal}`;

test('the README shows what the user types', async () => {
  const readme = await readFile(new URL('../../packages/cli/README.md', import.meta.url), 'utf8');
  const missing = Object.values(commandsOf(frameworks[0] as UserFramework)).filter(
    (line) => !readme.includes(line),
  );
  expect(missing).toEqual([]);
});

describe.skipIf(noTerminal !== undefined)(`a new user (${reason})`, () => {
  beforeAll(async () => {
    workshop = await createWorkshop();
  }, 180_000);
  afterAll(() => workshop?.remove());

  describe.concurrent.each(frameworks)('of $name', (framework) => {
    let terminal: Terminal | undefined;
    let stage: Stage;
    let failed: string | undefined;

    beforeAll(async () => {
      await lanes.enter();
      const dir = await workshop.createProject(framework);
      terminal = await openTerminal(dir, settings);
      await terminal.open('user');
      stage = { framework, terminal, dir };
    }, 600_000);
    afterAll(async () => {
      await terminal?.close();
      lanes.leave();
    });

    test.each(journey)('$name', { concurrent: false, timeout: 120_000 }, async ({ name, run }) => {
      // What comes after a step that failed would fail for no reason of its own.
      expect(failed).toBeUndefined();
      failed = name;
      await run(stage);
      failed = undefined;
    });
  });
});

import { expect, test } from 'vitest';
import type { ConfigPlan } from '../../src/lib/api/config-schemas.ts';
import type { FilledConfig } from '../../src/lib/config/gateway-config.ts';
import { applyConfig } from '../../src/lib/config/apply-config.ts';
import { createEndpoint } from '../../src/lib/endpoints/endpoints.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { openContext, type TestContext } from '../lib/open-context.ts';

const by = { id: 'tok_test' };
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

const config = {
  endpoints: {
    clerk: { provider: 'clerk', secrets: [secret], replyTimeoutMs: 5000 },
    github: { provider: 'github', isEnabled: false },
  },
  destinations: {
    app: {
      kind: 'http',
      config: { url: 'https://app.example.com/hooks', headers: [['x-key', 'k']] },
      schedule: [1, 2],
    },
    laptop: { kind: 'listen' },
  },
  channels: {
    ops: { kind: 'slack', config: { url: 'https://hooks.slack.com/services/T0/B0/secret' } },
    signed: { kind: 'webhook', config: { url: 'https://ops.example.com/alerts' } },
  },
  rules: {
    failures: { rule: { match: { on: 'failure' } }, channels: ['ops', 'signed'] },
    monday: {
      rule: { match: { on: 'event' }, mode: { kind: 'digest', cron: '0 9 * * 1' } },
      channels: ['ops'],
    },
  },
  connections: [
    { from: 'clerk', to: 'app', filter: 'type=user.*' },
    { from: 'clerk', to: 'laptop', isEnabled: false },
  ],
} as const satisfies FilledConfig;

const actionsOf = ({ changes }: ConfigPlan): readonly string[] =>
  changes.map(({ kind, name, action, fields }) => [action, kind, name, ...fields].join(' '));

const all = ['endpoint clerk', 'endpoint github', 'destination app', 'destination laptop', 'channel ops'];
const more = [
  'channel signed',
  'rule failures',
  'rule monday',
  'connection clerk → app',
  'connection clerk → laptop',
];
const names = [...all, ...more];

async function countAll({ db }: TestContext): Promise<number> {
  let count = 0;
  for (const table of [
    'endpoints',
    'secrets',
    'destinations',
    'channels',
    'rules',
    'connections',
    'audit',
  ] as const) {
    // oxlint-disable-next-line no-await-in-loop
    count += (await db.selectFrom(table).selectAll().execute()).length;
  }
  return count;
}

onEachDatabase('a configuration', ({ open }) => {
  test('is made, and the second time there is nothing to do', async () => {
    await using context = await open();
    const first = await applyConfig(context, by, config);
    const count = await countAll(context);
    const second = await applyConfig(context, by, config);
    expect(actionsOf(first)).toEqual(names.map((name) => `create ${name}`));
    expect(actionsOf(second)).toEqual(names.map((name) => `nothing ${name}`));
    expect(await countAll(context)).toBe(count);
    expect(first.changes[0]?.url).toMatch(/\/in\/\w+$/);
    const rows = await context.db
      .selectFrom('endpoints')
      .select(['name', 'enabled', 'reply_timeout_ms'])
      .orderBy('name')
      .execute();
    expect(rows).toEqual([
      { name: 'clerk', enabled: 1, reply_timeout_ms: 5000 },
      { name: 'github', enabled: 0, reply_timeout_ms: 8000 },
    ]);
  });

  test('a dry run says the same, changes nothing, and tells nobody', async () => {
    await using context = await open();
    const told: unknown[] = [];
    context.bus.listen((happening) => told.push(happening));
    const plan = await applyConfig(context, by, config, { isDry: true });
    expect(plan.isApplied).toBe(false);
    expect(actionsOf(plan)).toEqual(names.map((name) => `create ${name}`));
    expect(await countAll(context)).toBe(0);
    expect(told).toEqual([]);
  });

  test('what differs is changed, field by field', async () => {
    await using context = await open();
    await applyConfig(context, by, config);
    const other: FilledConfig = {
      ...config,
      endpoints: {
        ...config.endpoints,
        clerk: {
          ...config.endpoints.clerk,
          secrets: ['whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', secret],
          responseMode: 'forward',
        },
      },
      destinations: {
        ...config.destinations,
        app: { ...config.destinations.app, config: { url: 'https://app.example.com/other' }, concurrency: 3 },
      },
      channels: {
        ...config.channels,
        ops: { kind: 'slack', config: { url: 'https://hooks.slack.com/services/T0/B0/new' } },
      },
      rules: { ...config.rules, failures: { ...config.rules.failures, channels: ['ops'], isEnabled: false } },
      connections: [{ from: 'clerk', to: 'app', filter: null }],
    };
    const plan = await applyConfig(context, by, other);
    const again = await applyConfig(context, by, other);
    expect(actionsOf(plan).filter((line) => line.startsWith('change'))).toEqual([
      'change endpoint clerk responseMode secrets',
      'change destination app concurrency config',
      'change channel ops config',
      'change rule failures channels isEnabled',
      'change connection clerk → app filter',
    ]);
    expect(actionsOf(plan).at(-1)).toBe('unmanaged connection clerk → laptop');
    expect(actionsOf(again).filter((line) => line.startsWith('change'))).toEqual([]);
  });

  test('is whole or not at all', async () => {
    await using context = await open();
    const broken: FilledConfig = {
      ...config,
      connections: [
        { from: 'clerk', to: 'app', filter: 'type=[' },
        { from: 'nobody', to: 'app' },
      ],
    };
    await expect(applyConfig(context, by, broken)).rejects.toThrow(/^The connection /);
    expect(await countAll(context)).toBe(0);
  });
});

test.each<[string, FilledConfig, RegExp]>([
  ['a provider that is none', { endpoints: { a: { provider: 'nobody' } } }, /The endpoint a: .*nobody/],
  [
    'a secret that cannot be one',
    { endpoints: { a: { provider: 'clerk', secrets: ['sk_live_1234567890'] } } },
    /The endpoint a: /,
  ],
  [
    'a private address',
    { destinations: { a: { kind: 'http', config: { url: 'http://10.0.0.1/' } } } },
    /The destination a: /,
  ],
  ['a rule that says nothing', { rules: { a: { rule: {} } } }, /The rule a: /],
  [
    'a channel that is not there',
    { rules: { a: { rule: { match: { on: 'event' } }, channels: ['b'] } } },
    /no channel b/,
  ],
  [
    'a destination that is not there',
    { endpoints: { a: { provider: 'github' } }, connections: [{ from: 'a', to: 'b' }] },
    /no destination b/,
  ],
])('%s is refused by its name', async (_what, given, message) => {
  await using context = await openContext();
  const error = (await applyConfig(context, by, given).catch((thrown: unknown) => thrown)) as Error;
  expect(error.message).toMatch(message);
  expect(error.message).not.toContain('sk_live');
});

test('a name that stands for two, and a provider that is another one, are refused', async () => {
  await using context = await openContext();
  await createEndpoint(context, by, { name: 'a', provider: 'github' });
  await expect(applyConfig(context, by, { endpoints: { a: { provider: 'stripe' } } })).rejects.toThrow(
    /cannot be changed/,
  );
  await createEndpoint(context, by, { name: 'a', provider: 'github' });
  await expect(applyConfig(context, by, { endpoints: { a: { provider: 'github' } } })).rejects.toThrow(
    /two of the kind endpoint/,
  );
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConsumer, type Consumer } from './consumer.ts';

/** What an application does with the two packages, and what it sees. */
const application = `
const secret = 'whsec_c2VjcmV0IGZvciBwYWNrYWdpbmcgdGVzdHM';
const body = Buffer.from('{"id":"evt_1","object":"event","type":"invoice.paid","data":{"object":{}}}');
const time = Math.floor(Date.now() / 1000);
const sign = (bytes) => createHmac('sha256', secret).update(time + '.').update(bytes).digest('hex');
const delivery = (bytes) => ({
  method: 'POST',
  url: 'https://example.com/webhooks/stripe',
  headers: deliveryHeaders({ 'content-type': 'application/json', 'stripe-signature': 't=' + time + ',v1=' + sign(body) }),
  body: bytes,
});
const webhook = createWebhook(stripe({ secret }));

async function main() {
  const event = await webhook.verify(delivery(body));
  const refused = await webhook.verify(delivery(Buffer.concat([body, Buffer.from('\\n')]))).catch((error) => error);
  console.log([event.provider, event.id, event.type, refused instanceof WebhookError, refused.code].join(' '));
}
main();
`;

const typed = `
import { createWebhook, deliveryHeaders, WebhookError, type Webhook, type WebhookEvent } from '@hooklatch/core';
import { stripe } from '@hooklatch/providers/stripe';

const webhook = createWebhook(stripe({ secret: ['whsec_0123456789abcdef'] }), {
  on: { 'invoice.paid': (event) => console.log(event.id satisfies string | undefined, event.type satisfies 'invoice.paid') },
});
export const reply: Promise<Response> = webhook.fetch(new Request('https://example.com', { method: 'POST' }));
export const headers = deliveryHeaders([['stripe-signature', 't=1,v1=00']]);
export const isRefused = (error: unknown): boolean => error instanceof WebhookError && error.status === 400;

// @ts-expect-error a secret is text
stripe({ secret: 1 });
`;

const listing = (entries: readonly string[], load: string) => `
async function list() {
  const result = {};
  for (const [entry, load] of [${entries.map((entry) => `['${entry}', () => ${load}('${entry}')]`).join(',\n')}]) {
    const module = await load();
    result[entry] = Object.keys(module).filter((name) => !['default', '__esModule', 'module.exports'].includes(name)).toSorted();
  }
  console.log(JSON.stringify(result));
}
list();
`;

const kinds = {
  esm: {
    type: 'module' as const,
    load: 'import',
    uses: (names: string, from: string) => `import ${names} from '${from}';`,
  },
  cjs: {
    type: 'commonjs' as const,
    load: 'require',
    uses: (names: string, from: string) => `const ${names} = require('${from}');`,
  },
};

/** They register matchers with a test runner, and nothing else can load them: their own tests load them there. */
const inRunners = ['@hooklatch/testing/jest', '@hooklatch/testing/vitest'];

/** The server needs a newer Node than the libraries: the one that runs the tests. */
const isOfServer = (entry: string): boolean => entry.startsWith('@hooklatch/gateway');

/** oxlint reads nothing but a default export. */
const defaultAlone = ['@hooklatch/eslint-plugin/oxlint'];

const exported: Record<string, Record<string, string[]>> = {};

describe.each(['esm', 'cjs'] as const)('an empty %s project', (kind) => {
  const { type, load, uses } = kinds[kind];
  let project: Consumer;

  beforeAll(async () => {
    project = await createConsumer(type, type === 'module');
  });
  afterAll(() => project?.remove());

  test('loads every entry', async () => {
    const entries = project.entries.filter((entry) => !inRunners.includes(entry));
    const others = entries.filter((entry) => !isOfServer(entry));
    await project.write('list.js', listing(others, load));
    await project.write('server.js', listing(entries.filter(isOfServer), load));
    const names: Record<string, string[]> = {
      ...JSON.parse(await project.node('list.js')),
      ...JSON.parse(await project.node('server.js', process.execPath)),
    };
    exported[kind] = names;
    expect(new Set(Object.keys(names))).toEqual(new Set(entries));
    expect(Object.keys(names).filter((entry) => names[entry]?.length === 0)).toEqual(defaultAlone);
  });

  test('verifies a genuine delivery and refuses a tampered one', async () => {
    const lines = [
      uses('{ createHmac }', 'node:crypto'),
      uses('{ createWebhook, deliveryHeaders, WebhookError }', '@hooklatch/core'),
      uses('{ stripe }', '@hooklatch/providers/stripe'),
    ];
    await project.write('application.js', lines.join('\n') + application);
    expect(await project.node('application.js')).toBe('stripe evt_1 invoice.paid true signature_mismatch');
  });

  test.each([
    ['nodenext', { module: 'nodenext', moduleResolution: 'nodenext', verbatimModuleSyntax: false }],
    ['bundler', { module: 'esnext', moduleResolution: 'bundler' }],
  ])('type-checks under %s', async (_, options) => {
    const all = project.entries.map(
      (entry, index) => `import * as entry${index} from '${entry}';\nvoid entry${index};`,
    );
    await project.write('typed.ts', typed);
    await project.write('all.ts', all.join('\n'));
    const common = { ...options, target: 'es2023', lib: ['es2023', 'dom'], types: ['node'] };
    expect(await project.types(['typed.ts'], { ...common, skipLibCheck: false })).toBe('');
    expect(await project.types(['all.ts'], { ...common, skipLibCheck: true })).toBe('');
  });
});

test('import and require give the same names', () => {
  expect(exported['cjs']).toEqual(exported['esm']);
});

import { readdirSync, readFileSync } from 'node:fs';
import { createWebhook, deliveryHeaders, WebhookError, type WebhookErrorCode } from '@hooklatch/core';
import { defineProvider, token } from '@hooklatch/core/provider';
import { describe, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** The members of the union, in its order, wherever in core it stands. */
function readCodes(): WebhookErrorCode[] {
  const folder = 'packages/core/src/lib/';
  const names = readdirSync(new URL(folder, root), { encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const sources = names.map((name) => read(folder + name));
  const union = /export type WebhookErrorCode =([^;]+);/;
  const text = sources.map((source) => union.exec(source)?.[1]).find((found) => found !== undefined);
  return [...(text ?? '').matchAll(/'(\w+)'/g)].map(([, code]) => code as WebhookErrorCode);
}

/** What is answered where the pipeline stumbles over a code. */
async function answer(code: WebhookErrorCode) {
  const provider = defineProvider({
    name: 'stumbling',
    env: [],
    schemes: [
      {
        ...token({ header: 'x-token' }),
        read: () => {
          throw new WebhookError(code);
        },
      },
    ],
    facts: { sources: [], confirmed: true, checked: '2026-11-22' },
  })({ secret: 'a long random text' });
  const headers = deliveryHeaders({ 'x-token': 'a long random text' });
  const delivery = { method: 'POST', url: '/', headers, body: new Uint8Array() };
  return createWebhook(provider, { onDelivery: false }).handle(delivery);
}

const codes = readCodes();
const page = read('docs/errors.md');
const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((text) => [/^`(\w+)`$/m.exec(text.split('\n', 1)[0] ?? '')?.[1] ?? '', text] as const),
);

test('every code has a section, in the order of the type, and no section is without code', () => {
  expect(codes.length).toBeGreaterThan(20);
  expect([...sections.keys()].filter((code) => code !== '')).toEqual(codes);
});

describe.each(codes)('%s', (code) => {
  const section = sections.get(code) ?? '';
  test.each(['Status', 'Meaning', 'Cause', 'Remedy'])('states its %s', (part) => {
    expect(section).toMatch(new RegExp(`^- ${part}: \\S`, 'm'));
  });
  test('has the status and the headers that are answered', async () => {
    const { status, headers, body } = await answer(code);
    expect(JSON.parse(body)).toEqual({ status, code });
    const extra = headers.allow ? ', with `Allow`' : headers['retry-after'] ? ', with `Retry-After`' : '';
    expect(/^- Status: (.+)$/m.exec(section)?.[1]).toBe(`${status}${extra}`);
  });
});

test('every link to a code leads to its section', () => {
  const pages = ['README.md', 'docs/errors.md'];
  const links = pages.flatMap((name) => [...read(name).matchAll(/errors\.md#([\w-]+)/g)].map(([, to]) => to));
  expect(links.filter((to) => !sections.has(to ?? ''))).toEqual([]);
});

import type { D1Database, DurableObjectNamespace, KVNamespace } from '@cloudflare/workers-types';
import { createWebhook, type WebhookOptions } from '@hooklatch/core';
import type { WebhookStore } from '@hooklatch/core/store';
import { clerk } from '@hooklatch/providers/clerk';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, expectTypeOf, test } from 'vitest';
import type { D1Like } from '../src/d1.ts';
import { durableObjectStore, type HooklatchStoreObject } from '../src/durable-object.ts';
import { workersKvStore } from '../src/workers-kv.ts';

const reason =
  'Workers KV has no atomic claim: two places that ask within 60 seconds can both be told that a key is free. Use durableObjectStore or d1Store.';
const root = fileURLToPath(new URL('..', import.meta.url));
const kv = { get: async () => null, put: async () => {} } as unknown as KVNamespace;

test('Workers KV is refused at run time', () => {
  // @ts-expect-error Workers KV has no atomic claim.
  expect(() => workersKvStore({ namespace: kv })).toThrow(new TypeError(reason));
});

test('Workers KV is no store of a webhook', () => {
  expectTypeOf<KVNamespace>().not.toExtend<WebhookOptions['store']>();
  // @ts-expect-error It has none of a store's methods.
  expectTypeOf(() => createWebhook(clerk(), { store: kv })).toBeFunction();
});

test('the compiler says why', async () => {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const dir = mkdtempSync(join(root, '.cache/kv-'));
  const lines = [
    `import type { KVNamespace } from '@cloudflare/workers-types';`,
    `import { workersKvStore } from '@hooklatch/stores/workers-kv';`,
    `export const make = (namespace: KVNamespace) => workersKvStore({ namespace });`,
  ];
  const compilerOptions = { isolatedDeclarations: false };
  writeFileSync(join(dir, 'worker.ts'), lines.join('\n'));
  const config = { extends: '../../tsconfig.json', compilerOptions, include: ['worker.ts'] };
  writeFileSync(join(dir, 'tsconfig.json'), JSON.stringify(config));
  const compiler = join(root, '../../node_modules/typescript/bin/tsc');
  const said = await new Promise<string>((resolve) => {
    execFile(process.execPath, [compiler, '-p', dir], (_error, stdout) => resolve(stdout));
  });
  rmSync(dir, { recursive: true });
  expect(said.match(/error TS/g)).toHaveLength(1);
  expect(said).toContain(`Property '"${reason}"' is missing in type 'KVNamespace`);
});

test('the other bindings of Cloudflare are what their stores take', () => {
  expectTypeOf<D1Database>().toExtend<D1Like>();
  expectTypeOf<ReturnType<D1Database['withSession']>>().toExtend<D1Like>();
  const untyped = (namespace: DurableObjectNamespace) => durableObjectStore({ namespace });
  const typed = (namespace: DurableObjectNamespace<HooklatchStoreObject>) =>
    durableObjectStore({ namespace });
  expectTypeOf(untyped).returns.toExtend<WebhookStore>();
  expectTypeOf(typed).returns.toExtend<WebhookStore>();
});

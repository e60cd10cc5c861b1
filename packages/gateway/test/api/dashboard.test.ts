import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDashboard, type Dashboard } from '../../src/lib/dashboard/read-dashboard.ts';
import { ask } from '../access/ask.ts';
import { openStage } from '../access/open-stage.ts';

async function build(): Promise<Dashboard> {
  const root = await mkdtemp(join(tmpdir(), 'hooklatch-dashboard-'));
  try {
    const folder = join(root, 'dist/dashboard');
    await mkdir(join(folder, 'assets'), { recursive: true });
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Dashboard</title>');
    await writeFile(join(folder, 'assets/index-B1x.js'), 'export {};');
    await writeFile(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await writeFile(join(folder, 'notes.secret'), 'no type');
    await symlink('/etc/hostname', join(folder, 'hostname.txt'));
    return (await readDashboard(root)) ?? new Map();
  } finally {
    await rm(root, { recursive: true });
  }
}

test.each([
  ['/', 200, 'text/html; charset=utf-8', 'no-cache'],
  ['/events/evt_1?type=a', 200, 'text/html; charset=utf-8', 'no-cache'],
  ['/index.html', 200, 'text/html; charset=utf-8', 'no-cache'],
  ['/assets/index-B1x.js', 200, 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ['/icon.svg', 200, 'image/svg+xml', 'no-cache'],
  ['/assets/gone.js', 404, 'text/plain; charset=utf-8', undefined],
])('%s is answered %i', async (path, status, type, cache) => {
  await using stage = await openStage({ dashboard: await build() });
  const answer = await ask(stage.url + path);
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toBe(type);
  if (cache !== undefined) expect(answer.headers['cache-control']).toBe(cache);
});

test.each(['/notes.secret', '/hostname.txt', '/assets/..%2f..%2f..%2fetc%2fpasswd', '/..%2fpackage.json'])(
  '%s is no file of the dashboard',
  async (path) => {
    await using stage = await openStage({ dashboard: await build() });
    const { text } = await ask(stage.url + path);
    expect(text).toMatch(/^<!doctype html><title>Dashboard|^There is no such file/);
  },
);

test.each(['/', '/assets/gone.js', '/api/v1/session', '/api/v1/users', '/healthz'])(
  'a browser that reads %s runs nothing that is not ours',
  async (path) => {
    await using stage = await openStage({ dashboard: await build() });
    const { headers } = await ask(stage.url + path);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    const policy = headers['content-security-policy'];
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers['x-powered-by'] ?? headers['server']).toBeUndefined();
  },
);

test('where it was not built, a page says how to build it', async () => {
  await using stage = await openStage();
  const answer = await ask(stage.url);
  expect(answer.status).toBe(503);
  expect(answer.text).toContain('npm run build');
  // Under the policy nothing inline would be shown as it was meant.
  expect(answer.text).not.toMatch(/style|script/);
});

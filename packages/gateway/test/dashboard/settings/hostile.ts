import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { hostile } from '../../../dashboard/dev/seed-words.ts';
import { known, type Settings } from './open-settings.ts';

const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'];
const names = hostile.map((text) => text.slice(0, 100));

/** Forms, each with what opens it. */
const forms = [
  '/settings/users?act=new',
  '/settings/tokens?act=new',
  '/channels?act=new',
  '/endpoints/new?provider=stripe',
  '/endpoints/ENDPOINT',
  '/rules/new',
] as const;

/** One of everything under each of the names; what refuses a name refuses it. */
async function seed({ real, receiver }: Settings): Promise<Readonly<Record<string, string[]>>> {
  const made: Record<string, string[]> = { endpoints: [], rules: [], channels: [] };
  const make = async (what: string, body: object): Promise<string> => {
    const id = String((await real.ask(`/${what}`, body).catch(() => ({ id: '' })))['id']);
    if (id !== '') made[what]?.push(id);
    return id;
  };
  for (const [at, name] of names.entries()) {
    /* oxlint-disable no-await-in-loop */
    const path = encodeURIComponent(name);
    const channel = await make('channels', {
      name,
      kind: 'webhook',
      config: { url: `${receiver.url}/${path}` },
    });
    const channelIds = channel === '' ? [] : [channel];
    const template = { title: `{type} ${name}`, summary: name, fields: [{ name, pointer: '/type' }] };
    const mode =
      at % 2 === 0
        ? { kind: 'each' }
        : { kind: 'digest', cron: '0 9 * * *', timeZone: 'UTC', empty: 'always' };
    await make('rules', { name, channelIds, rule: { match: { on: 'event' }, mode, template } });
    await make('tokens', { name, scopes: ['read'] });
    const endpoint = await make('endpoints', { name, provider: 'stripe', secrets });
    await real.ask(`/endpoints/${endpoint}/test`, { type: name }).catch(() => undefined);
    /* oxlint-enable no-await-in-loop */
  }
  await make('users', { name: names[1], email: 'h@example.com', role: 'viewer', password: known });
  await make('users', {
    name: names[7],
    email: `${'l'.repeat(60)}@example.com`,
    role: 'member',
    password: known,
  });
  return made;
}

/** Nothing of a page is markup, has run, or is wider than the screen. */
async function expectInert(page: Page, path: string): Promise<void> {
  const seen = await page.evaluate(() => ({
    elements: document.querySelectorAll('main script, :is(main, dialog) :is(img, iframe, [style*="url"])')
      .length,
    links: [...document.querySelectorAll('a')].filter((link) => !/^https?:$/.test(link.protocol)).length,
    owned: (globalThis as { owned?: unknown }).owned ?? ({} as { owned?: unknown }).owned ?? null,
    width: Math.max(
      ...[document.documentElement, ...document.querySelectorAll('main, aside, dialog')].map(
        (element) => element.scrollWidth,
      ),
    ),
  }));
  expect({ path, ...seen }).toEqual({ path, elements: 0, links: 0, owned: null, width: expect.any(Number) });
  expect({ path, width: Math.max(320, seen.width) }).toEqual({ path, width: 320 });
}

/** Hostile texts, wherever one can be entered, and wherever it is shown. */
export function testHostile(get: () => Settings): void {
  test('names, templates, types and answers that are hostile are text on every screen, 320 pixels wide', async () => {
    const { owner, lead } = get();
    const made = await seed(get());
    const of = (what: string): string[] => (made[what] ?? []).map((id) => `/${what}/${id}`);
    const paths = [
      '/settings',
      '/settings/users',
      '/settings/tokens',
      '/settings/audit',
      '/channels',
      '/rules',
      '/alerts',
      '/endpoints',
      ...of('rules'),
      ...of('endpoints'),
    ];
    expect(paths.length).toBeGreaterThan(20);
    const { page } = owner;
    await page.setViewportSize({ width: 320, height: 640 });
    for (const path of paths) {
      /* oxlint-disable no-await-in-loop */
      await lead(path);
      await page.waitForFunction(
        () => document.querySelector('main h1') !== null && !document.querySelector('.loading'),
      );
      await expectInert(page, path);
      /* oxlint-enable no-await-in-loop */
    }
    await page.setViewportSize({ width: 1360, height: 800 });
    expect(owner.faults).toEqual([]);
  }, 60_000);

  test.each(forms)(
    '%s: what is entered is text, as are the faults that it is answered with',
    async (form) => {
      const { owner, lead, make } = get();
      const path = form.includes('ENDPOINT')
        ? form.replace('ENDPOINT', await make('/endpoints', { name: 'Entered', provider: 'stripe', secrets }))
        : form;
      await lead('/tunnel');
      const page = await lead(path);
      await page.setViewportSize({ width: 320, height: 640 });
      const submit = page.locator(':is(main, dialog) [type=submit]').first();
      await submit.waitFor();
      if (form === '/rules/new') await page.getByRole('button', { name: 'Add a value' }).click();
      for (const text of [names[1], names[4], names[6], names[9]]) {
        /* oxlint-disable no-await-in-loop */
        const fields = page.locator(
          ':is(main, dialog) :is(input:not([type]), [type=text], [type=password], textarea)',
        );
        for (const field of await fields.all()) await field.fill(text ?? '');
        await submit.click();
        // Sent, and answered: the page may be another one then.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))));
        await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
        await expectInert(page, path);
        if ((await submit.count()) === 0 || !page.url().endsWith(path)) break;
        /* oxlint-enable no-await-in-loop */
      }
      await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
      await expectInert(page, path);
      await page.setViewportSize({ width: 1360, height: 800 });
      expect(owner.faults).toEqual([]);
    },
  );
}

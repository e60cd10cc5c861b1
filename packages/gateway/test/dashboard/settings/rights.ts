import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectSoon } from '../lib/expect-soon.ts';
import { known, leadOn, type Settings } from './open-settings.ts';

/** They ask, and change nothing. */
const onlyAsks = /^(?:GET|POST) \/api\/v1\/(?:filters\/test|events\/\w+\/verify|rules\/preview)$/;

const paths = [
  '/',
  '/events',
  '/events?event=EVENT&act=replay',
  '/events/EVENT',
  '/events/EVENT?tab=verification',
  '/events/EVENT?tab=forwards',
  '/events/EVENT?tab=alerts',
  '/endpoints',
  '/endpoints/ENDPOINT',
  '/endpoints/BARE/connect',
  '/endpoints/new',
  '/endpoints/new?provider=stripe',
  '/destinations',
  '/destinations/new?kind=http',
  '/destinations/DESTINATION',
  '/destinations/DESTINATION?act=connect',
  '/forwards?state=dead&forward=FORWARD',
  '/bulk-retries',
  '/tunnel',
  '/issues?state=all',
  '/alerts',
  '/rules',
  '/rules/new',
  '/rules/RULE',
  '/channels?act=new',
  '/settings',
  '/settings/users?act=new',
  '/settings/tokens?act=new',
  '/settings/audit',
] as const;

/** What stands behind the names of the paths: one of each, with something to do about it. */
async function fill({ make, real, list, receiver }: Settings): Promise<Readonly<Record<string, string>>> {
  const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'];
  const endpoint = await make('/endpoints', { name: 'Walked', provider: 'stripe', secrets });
  const bare = await make('/endpoints', { name: 'Bare', provider: 'stripe' });
  const destination = await make('/destinations', {
    name: 'Refuses',
    kind: 'http',
    config: { url: `${real.application.url}/bad` },
    schedule: [],
  });
  await real.ask('/connections', { endpointId: endpoint, destinationId: destination });
  const url = `${receiver.url}/walked`;
  const channel = await make('/channels', { name: 'Walked', kind: 'webhook', config: { url } });
  const rule = { match: { on: 'event' }, mode: { kind: 'digest', cron: '0 9 * * *', timeZone: 'UTC' } };
  const digest = await make('/rules', { name: 'Walked', channelIds: [channel], rule });
  await real.ask(`/endpoints/${endpoint}/test`, { type: 'walked' });
  const dead = (): ReturnType<typeof list> => list(`/forwards?state=dead&endpoint=${endpoint}`);
  await expectSoon(async () => (await dead()).length).toBe(1);
  const [forward] = await dead();
  return {
    EVENT: String(forward?.['eventId']),
    FORWARD: String(forward?.['id']),
    ENDPOINT: endpoint,
    BARE: bare,
    DESTINATION: destination,
    RULE: digest,
  };
}

/** Uses everything of the page that can be used: buttons, switches, choices, forms, and what they open. */
function useAll(page: Page): Promise<{ readonly used: number; readonly dialogs: readonly string[] }> {
  return page.evaluate(async () => {
    const scope = ':is(main, dialog)';
    const every = `${scope} :is(button, input, select):not(:disabled, [type=search], [aria-disabled=true])`;
    const start = location.pathname;
    const used = new Set<string>();
    const dialogs = new Set<string>();
    const look = (): void => {
      for (const title of document.querySelectorAll('dialog[open] h2')) dialogs.add(title.textContent);
    };
    look();
    const toName = (element: Element): string =>
      `${element.tagName} ${element.getAttribute('aria-label') ?? element.closest('label')?.textContent ?? element.textContent}`;
    const enter = (element: HTMLInputElement): void => {
      const prototype = Object.getPrototypeOf(element) as object;
      Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, 'https://example.com/12345678');
      element.dispatchEvent(new Event('input', { bubbles: true }));
    };
    for (let count = 0; count < 80; count += 1) {
      const next = [...document.querySelectorAll<HTMLElement>(every)].find(
        // What closes a dialog would hide what it is about.
        (element) => !used.has(toName(element)) && !/^BUTTON (?:Close|Cancel|Keep)/.test(toName(element)),
      );
      if (next === undefined) break;
      used.add(toName(next));
      if (next instanceof HTMLSelectElement) {
        next.selectedIndex = next.options.length - 1;
        next.dispatchEvent(new Event('change', { bubbles: true }));
      } else if (next instanceof HTMLInputElement && !['checkbox', 'radio'].includes(next.type)) {
        enter(next);
      } else {
        next.click();
        next.closest('form')?.requestSubmit();
      }
      // oxlint-disable-next-line no-await-in-loop
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
      look();
      if (location.pathname !== start) history.pushState({}, '', start);
    }
    return { used: used.size, dialogs: [...dialogs] };
  });
}

/** What a viewer may do, and what he is told. */
export function testRights(get: () => Settings): void {
  test('a viewer who uses everything that he is shown, on every screen, is refused nothing', async () => {
    const { real, make } = get();
    const ids = await fill(get());
    const email = 'walker@example.com';
    await make('/users', { name: 'Walker', email, role: 'viewer', password: known });
    const viewer = await real.open(await real.signIn(email, known));
    const { page } = viewer;
    const asked: string[] = [];
    const refused: string[] = [];
    let open = 0;
    const isCounted = (url: string): boolean => url.includes('/api/v1/') && !url.endsWith('/stream');
    page.on('request', (request) => {
      if (!isCounted(request.url())) return;
      open += 1;
      if (request.method() !== 'GET') asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
    });
    page.on('requestfinished', (request) => (open -= Number(isCounted(request.url()))));
    page.on('requestfailed', (request) => (open -= Number(isCounted(request.url()))));
    page.on('response', (response) => {
      if (response.status() === 403)
        refused.push(`${new URL(page.url()).pathname}: ${response.request().method()} ${response.url()}`);
    });
    await viewer.go('/tunnel');
    let used = 0;
    const dialogs: string[] = [];
    for (const path of paths) {
      const to = path.replaceAll(/[A-Z]{4,}/g, (name) => ids[name] ?? name);
      // oxlint-disable-next-line no-await-in-loop
      await leadOn(viewer, to);
      // oxlint-disable-next-line no-await-in-loop
      await page.waitForFunction(
        () => document.querySelector('main :is(h1, h2)') !== null && !document.querySelector('.loading'),
      );
      // oxlint-disable-next-line no-await-in-loop
      const all = await useAll(page);
      used += all.used;
      dialogs.push(...all.dialogs);
      // oxlint-disable-next-line no-await-in-loop
      await expectSoon(() => open).toBe(0);
    }
    expect(used).toBeGreaterThan(40);
    expect(refused).toEqual([]);
    // He is asked nothing: there is nothing that he may do.
    expect(dialogs).toEqual([]);
    expect([...new Set(asked)].filter((one) => !onlyAsks.test(one))).toEqual([]);
    expect(viewer.faults).toEqual([]);
    for (const [path, told] of [
      ['/rules/new', 'You may look at rules, and not make any.'],
      ['/endpoints/new', 'You may look at endpoints, and not make any.'],
      ['/destinations/new', 'You may look at destinations, and not make any.'],
      ['/settings/users', 'Users, tokens and the audit log are for owners.'],
    ] as const) {
      // oxlint-disable-next-line no-await-in-loop
      await leadOn(viewer, path);
      // oxlint-disable-next-line no-await-in-loop
      await page.getByText(told).waitFor();
    }
    await page.context().close();
  }, 60_000);
}

import type { ProviderFacts } from '@hooklatch/core/provider';
import { svix } from '@hooklatch/providers/svix';
import { expect, test } from 'vitest';
import { retryDelays } from '../../src/lib/listen/retry-delays.ts';
import { findPort } from '../../../../test/servers/find-port.ts';
import { startApplication, startListener, until } from './stage.ts';

const facts = (retries?: ProviderFacts['retries']): ProviderFacts => ({
  sources: [],
  confirmed: true,
  checked: '2026-11-22',
  ...(retries && { retries }),
});
const post = async (url: string, body: string): Promise<number> =>
  (await fetch(url, { method: 'POST', body })).status;

test('the application is down and comes back: each delivery arrives there, once and in order', async () => {
  const port = await findPort();
  const listener = await startListener({ forward: `http://127.0.0.1:${port}` });
  for (const name of ['a', 'b', 'c']) expect(await post(`${listener.url}/${name}`, name)).toBe(502);
  expect(listener.state()).toMatchObject({ application: 'down', waiting: 3 });
  const app = await startApplication(undefined, port);
  await until(() => listener.state().waiting === 0, 'the deliveries are not there');
  expect(app.arrived.map(({ target }) => target)).toEqual(['/a', '/b', '/c']);
  expect(listener.state().application).toBe('up');
  await listener.captures.settled();
  const answers = listener.captures.get('last')?.answers ?? [];
  expect(answers.map(({ status, error }) => status ?? error)).toEqual(['ECONNREFUSED', 200]);
});

test('--store answers at once, and tries again as the provider would, but faster', async () => {
  const app = await startApplication((_arrived, response) => {
    response.statusCode = app.arrived.length < 3 ? 500 : 200;
    response.end();
  });
  // After 5 s and 300 s, that is 5 ms and 300 ms.
  const provider = svix({ secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' });
  const listener = await startListener({ forward: app.url, provider, isStoring: true, retrySpeed: 1000 });
  const started = performance.now();
  expect(await post(listener.url, 'a')).toBe(200);
  await until(
    () => app.arrived.length === 3 && listener.state().waiting === 0,
    'it was not tried three times',
  );
  expect(performance.now() - started).toBeGreaterThan(300);
  await until(() => listener.captures.get('last')?.answers.length === 3);
  const statuses = listener.captures.get('last')?.answers.map(({ status }) => status);
  expect(statuses).toEqual([500, 500, 200]);
});

test('who was told of a refusal sends again by itself: it is not tried again', async () => {
  const app = await startApplication((_arrived, response) => {
    response.statusCode = 500;
    response.end();
  });
  const listener = await startListener({ forward: app.url, retrySpeed: 1e6 });
  expect(await post(listener.url, 'a')).toBe(500);
  expect(listener.state().waiting).toBe(0);
  expect(app.arrived).toHaveLength(1);
});

test('--no-retry tries nothing again', async () => {
  const listener = await startListener({ forward: `http://127.0.0.1:${await findPort()}`, retrySpeed: 0 });
  expect(await post(listener.url, 'a')).toBe(502);
  expect(listener.state()).toMatchObject({ application: 'down', waiting: 0 });
});

test('after the provider would have given up, a delivery that was refused is told and left', async () => {
  const app = await startApplication((_arrived, response) => {
    response.statusCode = 500;
    response.end();
  });
  const listener = await startListener({ forward: app.url, isStoring: true, retrySpeed: 1e7 });
  const notices: string[] = [];
  listener.onChange((change) => void (change.kind === 'notice' && notices.push(change.text)));
  expect(await post(listener.url, 'a')).toBe(200);
  await until(() => notices.length === 1);
  expect(notices[0]).toMatch(/cap_\w+ is not tried again: .* hooklatch captures replay cap_\w+ does\./);
  expect(listener.state().waiting).toBe(0);
  expect(app.arrived).toHaveLength(9);
});

test.each([
  ['the delays that it states', { attempts: 7, delaysInSeconds: [5, 300] }, [5, 300]],
  ['as often as it states', { attempts: 2 }, [5, 30]],
  ['never', { attempts: 0 }, []],
  ['for as long as it states', { hours: 1 }, [5, 30, 120, 600, 1800]],
  ['as often within the time', { attempts: 8, hours: 4 }, undefined],
  ['where it states nothing', undefined, [5, 30, 120, 600, 1800, 3600, 7200, 14_400]],
])('a provider sends again: %s', (_name, retries, seconds) => {
  const delays = retryDelays(facts(retries), 10);
  if (seconds) expect(delays).toEqual(seconds.map((second) => second * 100));
  else {
    expect(delays).toHaveLength(8);
    expect(delays.reduce((sum, delay) => sum + delay, 0)).toBeLessThanOrEqual(4 * 360_000 + 8);
  }
});

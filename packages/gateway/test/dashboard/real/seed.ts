import type { Real } from './open-real.ts';

/** What a hostile or careless person would call things. */
export const hostile = '<img src=x onerror="window.owned=1">';

/** Ids of what was made. */
export interface Seeded {
  readonly endpoint: string;
  readonly good: string;
  readonly bad: string;
  readonly channel: string;
  readonly rule: string;
  readonly digest: string;
}

/** Makes one of everything, each with a hostile name, and five events of which each dies at `/bad`. */
export async function seed({ ask, application: { url } }: Real): Promise<Seeded> {
  const make = async (path: string, body: object): Promise<string> => String((await ask(path, body))['id']);
  const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'];
  const endpoint = await make('/endpoints', { name: `Billing ${hostile}`, provider: 'stripe', secrets });
  const http = (name: string, path: string, more: object = {}): Promise<string> =>
    make('/destinations', { name, kind: 'http', config: { url: url + path }, ...more });
  const good = await http(`Orders ${hostile}`, '/good');
  const bad = await http('Warehouse', '/bad', { schedule: [] });
  await ask('/destinations', { name: `Laptop ${hostile}`, kind: 'listen', config: {} });
  await ask('/connections', { endpointId: endpoint, destinationId: bad });
  const channel = await make('/channels', {
    name: `Payments ${hostile}`,
    kind: 'webhook',
    config: { url: `${url}/alerts` },
  });
  const refusing = await make('/channels', {
    name: 'Refuses',
    kind: 'webhook',
    config: { url: `${url}/bad` },
  });
  const rule = await make('/rules', {
    name: `Invoices ${hostile}`,
    channelIds: [channel, refusing],
    rule: { match: { on: 'event', types: ['invoice.*'] }, template: { title: `{type} ${hostile}` } },
  });
  const mode = { kind: 'digest', cron: '0 9 * * *', timeZone: 'Europe/Berlin' };
  const digest = await make('/rules', {
    name: 'Every morning',
    channelIds: [channel],
    rule: { match: { on: 'event' }, mode },
  });
  await ask('/rules', { name: 'Down', rule: { match: { on: 'failure' } } });
  await ask('/tokens', { name: `Deploy ${hostile}`, scopes: ['read'] });
  await ask('/users', { email: 'vic@example.com', name: `Vic ${hostile}`, role: 'viewer', password: viewer });
  for (const type of ['invoice.paid', 'invoice.paid', 'invoice.paid', 'charge.failed', 'charge.failed']) {
    // oxlint-disable-next-line no-await-in-loop
    await ask(`/endpoints/${endpoint}/test`, { type });
  }
  return { endpoint, good, bad, channel, rule, digest };
}

/** The password of the viewer. */
export const viewer = 'correct horse battery staple';

import {
  createWebhook,
  deliveryHeaders,
  type Delivery,
  type DeliveryReport,
  type Reply,
  type Webhook,
  type WebhookOptions,
} from '../src/index.ts';
import {
  anyOf,
  defineProvider,
  fieldAt,
  hmac,
  parseJson,
  type Handshake,
  type Provider,
  type ProviderDefinition,
  type ProviderFactory,
} from '../src/provider.ts';
import { acme, now, secret, write, type Written } from './acme.ts';

export const twinSecret = 'the secret of the twin';

/** Another provider with the very headers of acme. */
export const twin: ProviderFactory<object> = twinWith({});

export function twinWith(changed: Partial<ProviderDefinition>): ProviderFactory<object> {
  return defineProvider({ ...acme().definition, name: 'twin', env: ['TWIN_SECRET'], ...changed });
}

/** A third one, with headers of its own. */
export const other: ProviderFactory<object> = defineProvider({
  ...acme().definition,
  name: 'other',
  env: [],
  schemes: [hmac({ signature: { header: 'x-other-signature' } })],
});

export const twins = (written: Written = {}): Promise<Delivery> =>
  write({ secret: twinSecret, ...written }, twin() as Provider);

/** A handshake of unsigned deliveries whose JSON has a field, which is answered with its value. */
export function echo(field: string): Handshake {
  return {
    isUnsigned: (head) => !head.headers.has('x-acme-signature'),
    answerUnsigned: ({ body }) => {
      const value = fieldAt(parseJson(body), field);
      return value === undefined ? undefined : { status: 200, headers: {}, body: `${field} ${value}` };
    },
  };
}

/** A webhook of several providers, and the reports it gave. */
export function gathered(
  candidates: readonly Provider[],
  options: WebhookOptions = {},
): { webhook: Webhook; reports: DeliveryReport[] } {
  const reports: DeliveryReport[] = [];
  const onDelivery = (report: DeliveryReport) => reports.push(report);
  return {
    webhook: createWebhook(anyOf(...candidates), { now: () => now, onDelivery, ...options }),
    reports,
  };
}

/** The same delivery as a `Request`. */
export const asRequest = ({ method, url, headers, body }: Delivery): Request =>
  new Request(url, { method, headers: [...headers.entries()] as [string, string][], body: body as BodyInit });

/** Each way to hand a delivery over, and the provider that it came to, or the code of its refusal. */
export const ways: readonly [
  string,
  (providers: readonly Provider[], delivery: Delivery) => Promise<unknown>,
][] = [
  ['verify', async (all, delivery) => (await gathered(all).webhook.verify(delivery)).provider],
  [
    'verify of a Request',
    async (all, delivery) => (await gathered(all).webhook.verify(asRequest(delivery))).provider,
  ],
  [
    'handle',
    async (all, delivery) => {
      const { webhook, reports } = gathered(all, { on: { '*': () => {} } });
      const { status } = await webhook.handle(delivery);
      return status === 200 ? reports[0]?.event?.provider : reports[0]?.code;
    },
  ],
  [
    'fetch',
    async (all, delivery) => {
      const { webhook, reports } = gathered(all, { on: { '*': () => {} } });
      await webhook.fetch(asRequest(delivery));
      return reports[0]?.provider;
    },
  ],
];

/** Two providers that cannot be told apart by their headers. */
export const both = (): Provider[] => [acme({ secret }) as Provider, twin({ secret: twinSecret })];

/** A delivery that nobody has signed. */
export const question = (body: string, headers: Record<string, string> = {}, method = 'POST'): Delivery => ({
  method,
  url: 'https://shop.example/hooks?challenge=abc',
  headers: deliveryHeaders(headers),
  body: new TextEncoder().encode(body),
});

/** An answer of this text. */
export const replied = (body: string): Reply => ({ status: 200, headers: {}, body });

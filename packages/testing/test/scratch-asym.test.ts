import { describe, expect, test, vi } from 'vitest';
import { readFileSync, existsSync } from 'node:fs';
vi.mock('../../providers/src/lib/generated/registry.ts', async () => {
  const names = ['upstash-qstash','livekit','messagebird','vonage','netlify','fusionauth','kinde','plaid','google-pubsub','google-chat','monday','atlassian-connect','azure-event-grid','cloudevents-webhook','microsoft-graph','paypal','aws-sns','apple-app-store','http-message-signatures','web-bot-auth','truelayer','fireblocks','neon-auth','saleor','constant-contact'];
  const registry: Record<string, unknown> = {};
  for (const n of names) {
    const m = await import(/* @vite-ignore */ `../../providers/src/${n}.ts`);
    registry[n] = m[n.replace(/-(\w)/g, (_, c) => c.toUpperCase())];
  }
  return { registry };
});
const names = (process.env.ONLY ?? readFileSync('/tmp/mine.txt', 'utf8')).trim().split(/\s+/);
const { readVectors, runVector } = await import('../src/conformance.ts');
const { findProvider } = await import('@hooklatch/providers');
const { writeDelivery } = await import('@hooklatch/core/provider');
const { createWebhook } = await import('@hooklatch/core');
describe.each(names)('%s', (name) => {
  const file = `${process.env.DIR ?? '/work/main/packages/providers/vectors'}/${name}.json`;
  test.each(existsSync(file) ? readVectors(file) : [])('$name is $expect', async (vector) => {
    expect(await runVector(vector)).toMatchObject({ ok: true });
  });
});
const extra: Record<string, Record<string, unknown>> = {
  'google-pubsub': { audience: 'https://example.com/x', serviceAccountEmail: 'a@b' },
  'aws-sns': { topicArns: ['arn:aws:sns:us-east-1:1:t'] },
  'apple-app-store': { bundleId: 'com.example', appAppleId: 1 },
  'azure-event-grid': {},
};
describe('roundtrip', () => {
  test.each(names)('%s', async (name) => {
    const factory = findProvider(name) as any;
    expect(factory().facts.sources.length).toBeGreaterThan(0);
    const url = 'https://example.com/webhooks/x?a=1';
    const first = factory({ ...extra[name] });
    const scheme = first.definition.schemes[0];
    const variants: any[] = [{}];
    if (name === 'fusionauth') variants.push({ publicKey: 'x' });
    for (const variant of variants) {
      const sch = factory({ ...extra[name], ...variant }).definition.schemes[0];
      const keys = sch.makeKeys ? await sch.makeKeys() : { privateKey: 'a-secret-that-is-long-enough-0123' };
      const options = { ...extra[name], ...variant, ...(sch.makeKeys ? { publicKey: keys.publicKey } : { secret: keys.privateKey }) };
      const provider = factory({ ...options, publicUrl: url });
      const now = 1_760_000_000_000;
      const d = await writeDelivery(provider, { secret: keys.privateKey, body: new TextEncoder().encode('{"type":"a","id":"x"}'), url, id: 'evt_1', type: 'a', time: now });
      const event = await createWebhook(provider, { now: () => now, publicUrl: url } as any).verify(d);
      console.log(name, event.id, JSON.stringify(event.type), event.timestamp, JSON.stringify(event.trust), event.events.length, event.events[0]?.type);
    }
  });
});

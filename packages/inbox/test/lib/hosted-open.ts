import type { BodyBucket } from '../../src/sqs.ts';
import { cloudflareQueuesInbox } from '../../src/cloudflare-queues.ts';
import { qstashInbox } from '../../src/qstash.ts';
import { sqsInbox } from '../../src/sqs.ts';
import type { LocalCloudflare } from './cloudflare-miniflare.ts';
import { createBucket } from './hosted-bucket.ts';
import type { HostedStage } from './hosted-stage.ts';
import { createFaultyStore } from './hosted-store.ts';
import { startQstashApp } from './qstash-app.ts';
import { startFakeQstash } from './qstash-fake.ts';
import { startFakeSqs } from './sqs-fake.ts';
import { createSqs } from './sqs-sdk.ts';

/** What differs for one test. */
export interface OpenOptions {
  /** Whether there is a place for big bodies. (true) */
  readonly hasBodies?: boolean;
}

const foreign = '{"something":"else"}';

/** SQS, by a local server. */
export async function openSqs({ hasBodies = true }: OpenOptions = {}): Promise<HostedStage> {
  const fake = await startFakeSqs();
  const faults = createFaultyStore();
  const bucket = createBucket();
  const client = await createSqs(fake.url);
  const queue = fake.queue('events');
  const inbox = sqsInbox({
    client,
    queueUrl: fake.queueUrl('events'),
    deadLetterQueueUrl: fake.queueUrl('events-dead'),
    store: faults.store,
    bodies: hasBodies ? bucket : undefined,
  });
  return {
    inbox,
    faults,
    ...toBodies(bucket),
    setDown: (isDown) => void (fake.state.down = isDown),
    repeat: async () => queue.repeat(),
    vanish: queue.vanish,
    sendForeign: async () => queue.send({ Id: '0', MessageBody: foreign }),
    waiting: async () => queue.held.filter(({ visibleAt }) => visibleAt <= Date.now()).length,
    async close() {
      await inbox.close({ graceMs: 0 });
      client.destroy();
      await fake.close();
    },
  };
}

/** QStash, by a local server. */
export async function openQstash({ hasBodies = true }: OpenOptions = {}): Promise<HostedStage> {
  const fake = await startFakeQstash({ secondMs: 1 });
  const app = await startQstashApp();
  const faults = createFaultyStore();
  const bucket = createBucket();
  const { url, token, signingKeys, state, published } = fake;
  const inbox = app.mount(
    qstashInbox({
      token,
      baseUrl: url,
      url: app.url,
      signingKeys,
      store: faults.store,
      bodies: hasBodies ? bucket : undefined,
    }),
  );
  return {
    inbox,
    faults,
    ...toBodies(bucket),
    setDown: (isDown) => void (state.down = isDown),
    repeat: async () => published[0] && fake.deliverAgain({ ...published[0], retried: 0 }),
    vanish: app.vanish,
    sendForeign: async () =>
      fake.publish({ destination: app.url, body: foreign, headers: { 'upstash-retries': '0' } }),
    waiting: async () => fake.pending(),
    async close() {
      await inbox.close({ graceMs: 0 });
      await Promise.all([fake.close(), app.close()]);
    },
  };
}

/** Cloudflare Queues, in miniflare. */
export async function openCloudflare(
  cloudflare: LocalCloudflare,
  { hasBodies = true }: OpenOptions = {},
): Promise<HostedStage> {
  const faults = createFaultyStore();
  const bucket = createBucket();
  const { queue, mount, waiting } = cloudflare.anew();
  const sent: string[] = [];
  let down = false;
  const own = cloudflareQueuesInbox({
    queue: {
      async send(text, options) {
        if (down) throw new Error('Too Many Requests');
        sent.push(text);
        return queue.send(text, options);
      },
    },
    store: faults.store,
    bodies: hasBodies ? bucket : undefined,
    deadLetters: cloudflare.database,
  });
  await own.migrate();
  await cloudflare.database.exec('DELETE FROM hooklatch_dead_letters');
  const inbox = mount(own);
  return {
    inbox,
    faults,
    ...toBodies(bucket),
    setDown: (isDown) => void (down = isDown),
    repeat: async () => queue.send(sent[0] ?? ''),
    vanish: cloudflare.vanish,
    sendForeign: () => queue.send(foreign),
    waiting,
    close: () => inbox.close({ graceMs: 0 }),
  };
}

function toBodies({
  objects,
}: BodyBucket & { readonly objects: Map<string, Uint8Array> }): Pick<HostedStage, 'bodies' | 'removeBodies'> {
  return {
    bodies: async () => [...objects.keys()],
    removeBodies: async () => objects.clear(),
  };
}

// A server of one kind for gateway-ingest.mjs: `verify` only verifies, all others are a whole gateway. `single` has a
// commit for each request; `lively` has a destination and an alert channel that answer, `troubled` has a destination
// that refuses connections and an alert channel that never answers.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { registerHooks } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import { createWebhook } from '@hooklatch/core';
import { toIncoming, writeReply } from '@hooklatch/core/node';
import { stripe } from '@hooklatch/providers/stripe';

const [kind, secret, file] = process.argv.slice(2);

/** A server on a free port; resolves to its address. */
const listen = (server) =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`));
  });

async function startVerifying() {
  const webhook = createWebhook(stripe({ secret }), { on: { '*': () => {} }, store: false });
  const answer = async (request, response) => {
    const { reply } = await webhook.receive(toIncoming(request, { response }));
    writeReply(response, reply);
  };
  const server = createServer((request, response) => void answer(request, response));
  server.keepAliveTimeout = 0;
  return { url: `${await listen(server)}/webhooks/stripe`, ask: async () => ({ events: 0, indexed: 0 }) };
}

/** The gateway's writer is replaced by one that begins with a record when the one before it is written. */
const writeSingly = () =>
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier.endsWith('/sqlite-event-writer.ts') && !context.parentURL?.endsWith('single-writer.mjs')
        ? { url: new URL('single-writer.mjs', import.meta.url).href, shortCircuit: true }
        : next(specifier, context),
  });

/** A server that answers, or one that never does. */
const startReceiver = (answers) =>
  listen(
    createServer((request, response) => {
      request.resume();
      if (answers) request.on('end', () => response.end());
    }),
  );

/** A port at which nobody listens. */
async function findDeadAddress() {
  const server = createServer();
  const url = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return url;
}

async function startGateway() {
  if (kind === 'single') writeSingly();
  const { createGateway } = await import('../../packages/gateway/src/index.ts');
  const log = (await import('../../packages/gateway/src/lib/start/create-logger.ts')).createLogger();
  log.level = 'silent';
  const settings = { port: 0, ingestPort: 0, allowedAddresses: ['127.0.0.0/8'], log };
  const gateway = await createGateway({ database: { file }, ...settings });
  const post = await logIn(gateway);
  const endpoint = await post('/endpoints', { name: 'shop', provider: 'stripe', secrets: [secret] });
  if (kind === 'lively')
    await addWork(post, endpoint.id, await startReceiver(true), await startReceiver(true));
  if (kind === 'troubled')
    await addWork(post, endpoint.id, await findDeadAddress(), await startReceiver(false));
  const reader = new DatabaseSync(file, { readOnly: true });
  const count = (where) => Number(reader.prepare(`SELECT count(*) AS count FROM ${where}`).get().count);
  const counts = () => ({ events: count("events WHERE outcome = 'verified'"), indexed: count('event_text') });
  const ask = async ({ question, events }) => {
    if (question === 'count') return counts();
    // Until so many are there, and everything behind the commit is done too.
    while (counts().events < events || count('events WHERE routed = 0') > 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
    return counts();
  };
  return { url: gateway.listening.ingest + new URL(endpoint.url).pathname, ask };
}

/** Makes the first owner; what it gives asks the API. */
async function logIn({ dashboardUrl, listening, setupToken }) {
  let cookie = '';
  const post = async (path, body) => {
    const response = await fetch(`${listening.dashboard}/api/v1${path}`, {
      method: 'POST',
      headers: { origin: dashboardUrl, cookie, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
    cookie ||= (response.headers.getSetCookie()[0] ?? '').split(';')[0];
    return response.json();
  };
  const password = createHash('sha256').update(file).digest('base64');
  await post('/setup', { token: setupToken, email: 'owner@example.com', name: 'Olga', password });
  return post;
}

/** Each event is forwarded, and is alerted of. */
async function addWork(post, endpointId, destination, channel) {
  const made = await post('/destinations', { name: 'app', kind: 'http', config: { url: destination } });
  await post('/connections', { endpointId, destinationId: made.id });
  const { id } = await post('/channels', { name: 'team', kind: 'webhook', config: { url: channel } });
  const rule = { match: { on: 'event' } };
  await post('/rules', { name: 'each', rule, channelIds: [id] });
}

const { url, ask } = kind === 'verify' ? await startVerifying() : await startGateway();
process.send({ url });
process.on('message', (asked) => void ask(asked).then((found) => process.send(found)));
process.on('disconnect', () => process.exit());

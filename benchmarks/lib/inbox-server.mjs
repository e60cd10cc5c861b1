// A server of one kind for inbox-sqlite.mjs: `verify` verifies, `group` also keeps, `single` keeps one at a time.
import { createServer } from 'node:http';
import { createWebhook } from '@hooklatch/core';
import { toIncoming, writeReply } from '@hooklatch/core/node';
import { sqliteInbox } from '@hooklatch/inbox/sqlite';
import { stripe } from '@hooklatch/providers/stripe';

const [kind, secret, file] = process.argv.slice(2);
const provider = stripe({ secret });
const inbox = kind === 'verify' ? undefined : sqliteInbox({ file });

/** The same inbox, with a transaction for each message. */
function singly({ put, replay }) {
  let last = Promise.resolve();
  return {
    replay,
    put(message) {
      const kept = last.then(() => put(message));
      last = kept.catch(() => {});
      return kept;
    },
  };
}

/** How many messages a second one worker hands to a handler that does nothing. */
async function drain() {
  const { waiting } = await inbox.stats();
  let left = waiting;
  const started = performance.now();
  await new Promise((resolve) => {
    const on = { '*': () => void ((left -= 1) === 0 && resolve()) };
    void inbox.work([{ provider, on }]);
  });
  const seconds = (performance.now() - started) / 1000;
  await inbox.close();
  return { rate: waiting / seconds };
}

const keeping = { verify: { on: { '*': () => {} }, store: false }, group: { inbox } };
const webhook = createWebhook(provider, keeping[kind] ?? { inbox: singly(inbox) });
const answer = async (request, response) => {
  const { reply } = await webhook.receive(toIncoming(request, { response }));
  writeReply(response, reply);
};
const server = createServer((request, response) => void answer(request, response));
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
const questions = { drain, count: () => inbox.stats() };
process.on('message', (question) => void questions[question]().then((told) => process.send(told)));
process.on('disconnect', () => process.exit());

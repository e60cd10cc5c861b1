// A server for bodies.mjs, on node:http: `adapter` verifies, `bare` joins the body's chunks, `after` does so and hashes
// the body when it is whole. Each says when it had the last byte, and when it knew.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { createWebhook } from '@hooklatch/core';
import { toNode } from '@hooklatch/node';
import { github } from '@hooklatch/providers/github';
import { secret } from './request-deliveries.mjs';

const [kind] = process.argv.slice(2);
const step = 2 ** 19;
let peak = 0;
let isLooking = false;
let since = 0;

/** Memory that bodies are in, what is garbage left out; the heap itself is another question. */
function measure() {
  globalThis.gc();
  return process.memoryUsage().arrayBuffers;
}

/** Collecting garbage takes its time, so that it is done in rounds that are not timed. */
function look(bytes) {
  since += bytes;
  if (!isLooking || since < step) return;
  since = 0;
  peak = Math.max(peak, measure());
}

function byHand(request, body) {
  if (kind === 'bare') return true;
  const expected = createHmac('sha256', secret).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(request.headers['x-hub-signature-256'].slice(7), 'hex'));
}

/** When the last chunk of a request came: before anybody else has seen it. */
function watch(request) {
  request.last = performance.now();
  const { push } = request;
  request.push = function pushAndLook(chunk, encoding) {
    if (chunk !== null) request.last = performance.now();
    look(chunk?.length ?? 0);
    return push.call(this, chunk, encoding);
  };
}

/** Answers with the milliseconds from the last byte to the verdict. */
function answer(request, response, ok) {
  look(step);
  const took = String(performance.now() - request.last);
  response.writeHead(ok ? 200 : 400, { 'content-length': took.length }).end(took);
}

const guard = toNode(
  createWebhook(github({ secret }), { onDelivery: false, bodyTimeoutMs: 60_000 }),
  (_event, request, response) => answer(request, response, true),
);

const server = createServer((request, response) => {
  watch(request);
  if (kind === 'adapter') return guard(request, response);
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => answer(request, response, byHand(request, Buffer.concat(chunks))));
});

process.on('message', (looking) => {
  measure();
  const now = measure();
  process.send({ peak, now });
  peak = now;
  isLooking = looking;
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));

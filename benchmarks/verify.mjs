// What does verifying a 1 KB Stripe delivery cost, measured against the hash and the comparison alone?
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createWebhook, deliveryHeaders } from '@hooklatch/core';
import { stripe } from '@hooklatch/providers/stripe';
import { compare } from './lib/compare.mjs';

const bound = 1.3;
const short = process.argv.includes('--short');
const secret = 'whsec_test_secret_5257a869e7ece';
const filler = 'x'.repeat(1024);
const body = Buffer.from(`{"id":"evt_1","type":"invoice.paid","data":"${filler}`.slice(0, 1022) + '"}');
const timestamp = String(Math.floor(Date.now() / 1000));
const sign = () => createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
const signature = sign();
const rawHeaders = [
  'Host',
  'example.com',
  'User-Agent',
  'Stripe/1.0',
  'Content-Length',
  '1024',
  'Accept',
  '*/*',
];
rawHeaders.push(
  'Content-Type',
  'application/json',
  'Stripe-Signature',
  `t=${timestamp},v1=${signature.toString('hex')}`,
);

const webhook = createWebhook(stripe({ secret }));
const floor = async () => timingSafeEqual(sign(), signature);
const ours = () =>
  webhook.verify({ method: 'POST', url: '/webhooks/stripe', headers: deliveryHeaders(rawHeaders), body });

const event = await ours();
if (event.id !== 'evt_1' || !(await floor())) throw new Error('What is measured is wrong.');
const options = short ? { rounds: 21, calls: 300 } : { rounds: 101, calls: 2000 };
const { floor: floorTime, ours: ourTime, ratio, spread } = await compare(floor, ours, options);
const figures = `${ourTime.toFixed(2)} us against ${floorTime.toFixed(2)} us`;
const quartiles = spread.map((value) => value.toFixed(2)).join(' to ');
console.log(`verify, Stripe, ${body.length} bytes, Node ${process.versions.node}: ${figures}`);
console.log(`ratio ${ratio.toFixed(2)} (${quartiles}), bound ${bound}`);
if (ratio > (short ? 2 * bound : bound)) process.exitCode = 1;

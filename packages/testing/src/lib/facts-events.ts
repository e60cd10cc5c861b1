import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Delivery } from '@hooklatch/core';
import { clerk } from '@hooklatch/providers/clerk';
import { github } from '@hooklatch/providers/github';
import { gitlab } from '@hooklatch/providers/gitlab';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { contractSecrets } from '../contract.ts';
import { isHandled, isPassedOver, isRefused } from './expect.ts';
import type { Fact } from './runner.ts';
import { deliver, sign } from './sign.ts';

const clerkEvent = (type: string, payload: object = {}): Promise<Delivery> =>
  sign(clerk(), { secret: contractSecrets.standard, type, payload });

const standardEvent = (payload: object): Promise<Delivery> =>
  sign(standardWebhooks(), { secret: contractSecrets.standard, type: 'a.b', payload });

/** Types that a plain object look-up would find. */
const prototypeTypes = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];

/** What is handled, and how often. */
export const eventFacts = (): readonly Fact[] => [
  {
    name: 'a handler is told type and id',
    async show(url) {
      const delivery = await clerkEvent('user.created', { data: { id: 'user_1' } });
      const { type, id, provider } = isHandled(await deliver(`${url}/clerk`, delivery));
      deepEqual(
        { type, id, provider },
        { type: 'user.created', id: delivery.headers.get('svix-id'), provider: 'clerk' },
      );
    },
  },
  {
    name: 'an event without a handler is ignored with 200',
    show: async (url) => isPassedOver(await deliver(`${url}/clerk`, await clerkEvent('email.created'))),
  },
  ...prototypeTypes.map((type) => ({
    name: `an event of type ${type} finds no handler`,
    show: async (url: string) => isPassedOver(await deliver(`${url}/clerk`, await clerkEvent(type))),
  })),
  {
    name: 'an unsigned event type named constructor reaches the catch-all',
    async show(url) {
      const delivery = await sign(github(), {
        secret: contractSecrets.text,
        type: 'constructor',
        body: `{"n":${Math.random()}}`,
      });
      equal(isHandled(await deliver(`${url}/github`, delivery)).type, 'constructor');
    },
  },
  {
    name: 'a token is enough where the provider signs nothing',
    async show(url) {
      const delivery = await sign(gitlab(), { secret: contractSecrets.text, type: 'push', scheme: 1 });
      equal(isHandled(await deliver(`${url}/gitlab`, delivery)).type, 'push');
      const wrong = await sign(gitlab(), { secret: `${contractSecrets.text}!`, type: 'push', scheme: 1 });
      isRefused(await deliver(`${url}/gitlab`, wrong), 400, 'signature_mismatch');
    },
  },
  {
    name: 'an inbox answers for itself, a duplicate too',
    async show(url) {
      const delivery = await standardEvent({ n: Math.random() });
      for (const _ of [1, 2]) isPassedOver(await deliver(`${url}/inbox`, delivery));
    },
  },
  {
    name: 'an inbox that cannot keep an event says so, and when to come back',
    async show(url) {
      const answer = await deliver(`${url}/inbox`, await standardEvent({ fail: true }));
      isRefused(answer, 503, 'inbox_unavailable');
      equal(answer.headers['retry-after'], '5');
    },
  },
  ...['clerk', 'clerk-guard'].map((endpoint) => ({
    name: `a delivery that comes twice is run once: ${endpoint}`,
    async show(url: string) {
      const delivery = await clerkEvent('user.created');
      equal(isHandled(await deliver(`${url}/${endpoint}`, delivery)).runs, 1);
      isPassedOver(await deliver(`${url}/${endpoint}`, delivery));
    },
  })),
  {
    name: 'one signed body with other unsigned ids is run once',
    async show(url) {
      const body = `{"n":${Math.random()}}`;
      const first = await sign(github(), { secret: contractSecrets.text, type: 'push', body });
      const second = await sign(github(), { secret: contractSecrets.text, type: 'push', body });
      equal(isHandled(await deliver(`${url}/github`, first)).runs, 1);
      isPassedOver(await deliver(`${url}/github`, second));
    },
  },
  {
    name: 'of deliveries at once one is run, the others are told to come back',
    async show(url) {
      const delivery = await clerkEvent('session.created');
      const answers = await Promise.all(Array.from({ length: 5 }, () => deliver(`${url}/clerk`, delivery)));
      const [run, ...others] = answers.toSorted((left, right) => left.status - right.status);
      ok(run && isHandled(run).runs === 1);
      for (const other of others) {
        isRefused(other, 409, 'in_progress');
        ok(Number(other.headers['retry-after']) >= 1);
      }
      isPassedOver(await deliver(`${url}/clerk`, delivery));
    },
  },
  {
    name: 'of a reply that cannot be sent as it is, what can be sent is',
    async show(url) {
      const answer = await deliver(`${url}/clerk`, await clerkEvent('session.ended'));
      equal(answer.status, 204);
      equal(answer.headers['x-kept'], 'yes');
      equal(answer.headers['x-injected'], undefined);
    },
  },
  {
    name: 'a handler that throws is answered 500 without its text, and is run again',
    async show(url) {
      const delivery = await clerkEvent('user.updated', { fail: true });
      isRefused(await deliver(`${url}/clerk`, delivery), 500, 'handler_failed');
      equal(isHandled(await deliver(`${url}/clerk`, delivery)).runs, 2);
    },
  },
  {
    name: 'a route that fails behind a guard is run again',
    async show(url) {
      const delivery = await clerkEvent('user.updated', { fail: true });
      const failed = await deliver(`${url}/clerk-guard`, delivery);
      ok(failed.status >= 500, String(failed.status));
      equal(isHandled(await deliver(`${url}/clerk-guard`, delivery)).runs, 2);
      isPassedOver(await deliver(`${url}/clerk-guard`, delivery));
    },
  },
  {
    name: 'a refused delivery does not reach the route behind a guard',
    async show(url) {
      const delivery = await clerkEvent('user.created');
      const forged = { ...delivery, body: Buffer.from('{"type":"user.created","forged":true}') };
      isRefused(await deliver(`${url}/clerk-guard`, forged), 400, 'signature_mismatch');
    },
  },
];

import { deepEqual, equal } from 'node:assert/strict';
import { slack } from '@hooklatch/providers/slack';
import { asking, contractSecrets } from '../contract.ts';
import { isHandled, isRefused } from './expect.ts';
import type { Fact } from './runner.ts';
import { deliver, sign } from './sign.ts';
import { send } from './wire.ts';

const challenge = '{"type":"url_verification","token":"t","challenge":"3eZbrw1a<&>"}';

function question(endpoint: string): Fact[] {
  return [
    {
      name: `a signed question is answered before the application: ${endpoint}`,
      async show(url) {
        const delivery = await sign(slack(), { secret: contractSecrets.text, body: challenge });
        const { status, body } = await deliver(`${url}/${endpoint}`, delivery);
        deepEqual({ status, body }, { status: 200, body: '3eZbrw1a<&>' });
      },
    },
    {
      name: `a forged question is not answered: ${endpoint}`,
      async show(url) {
        const delivery = await sign(slack(), { secret: 'another secret altogether', body: challenge });
        isRefused(await deliver(`${url}/${endpoint}`, delivery), 400, 'signature_mismatch');
      },
    },
  ];
}

const otherMethods = ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Questions of providers, and methods. */
export const handshakeFacts = (): readonly Fact[] => [
  ...question('slack'),
  ...question('slack-guard'),
  ...['GET', 'OPTIONS'].map((method) => ({
    name: `an unsigned question by ${method} is answered from its query`,
    async show(url: string) {
      const { status, body, headers } = await send(`${url}/asking?a=b&challenge=x%20y`, { method });
      deepEqual(
        { status, body, header: headers['x-challenge'] },
        { status: 200, body: 'x y', header: 'x y' },
      );
    },
  })),
  {
    name: 'an unsigned question by HEAD is answered without a body',
    async show(url) {
      const { status, body, headers } = await send(`${url}/asking?challenge=xy`, { method: 'HEAD' });
      deepEqual({ status, body, header: headers['x-challenge'] }, { status: 200, body: '', header: 'xy' });
    },
  },
  {
    name: 'a question that asks nothing is refused',
    show: async (url) => isRefused(await send(`${url}/asking`, { method: 'GET' }), 400, 'header_malformed'),
  },
  {
    name: 'events of a provider with handshakes are handled',
    async show(url) {
      const delivery = await sign(asking, { secret: contractSecrets.text, type: `t${Math.random()}` });
      equal(isHandled(await deliver(`${url}/asking`, delivery)).provider, 'asking');
    },
  },
  ...otherMethods.map((method) => ({
    name: `${method} is answered 405 with what is allowed`,
    async show(url: string) {
      const answer = await send(`${url}/clerk`, { method });
      isRefused(answer, 405, 'method_not_allowed');
      equal(answer.headers.allow, 'POST');
    },
  })),
];

import { describe, expect, test, vi } from 'vitest';
import { defineProvider, type Provider } from '../src/provider.ts';
import { acme, secret, write } from './acme.ts';
import { echo, gathered, question, replied as reply, twin, twins, twinSecret, twinWith } from './family.ts';

const on = { '*': vi.fn() };

describe('the handshakes of several providers', () => {
  const first = defineProvider({ ...acme().definition, handshake: echo('one') });
  const second = twinWith({ handshake: echo('two') });
  const failing = twinWith({
    handshake: { isUnsigned: () => true, answerUnsigned: () => Promise.reject(new Error('x')) },
  });
  const all = (): Provider[] => [first({ secret }) as Provider, second({ secret: twinSecret })];

  test('do not stand in the way of each other', async () => {
    for (const [body, answer] of [
      ['{"one":1}', 'one 1'],
      ['{"two":2}', 'two 2'],
    ] as const) {
      for (const providers of [all(), all().toReversed()])
        expect(await gathered(providers, { on }).webhook.handle(question(body))).toEqual(reply(answer));
    }
  });
  test('nor of events', async () => {
    const { webhook, reports } = gathered([...all(), failing({ secret: twinSecret })], { on });
    expect((await webhook.handle(await twins())).status).toBe(200);
    expect((await webhook.handle(await write())).status).toBe(200);
    expect(reports.map(({ provider, outcome }) => [provider, outcome])).toEqual([
      ['twin', 'handled'],
      ['acme', 'handled'],
    ]);
  });
  test('are answered by who has one, where another fails', async () => {
    const { webhook } = gathered([failing({ secret }), first({ secret }) as Provider], { on });
    expect(await webhook.handle(question('{"one":1}'))).toEqual(reply('one 1'));
    expect((await webhook.handle(question('{}'))).body).toBe('{"status":500,"code":"internal_error"}');
  });
  test('are bounded too: what is too long is not even asked', async () => {
    const answerUnsigned = vi.fn(() => reply('yes'));
    const eager = twinWith({ handshake: { isUnsigned: () => true, answerUnsigned } });
    const { webhook, reports } = gathered([eager({ secret }), ...all()], { on });
    await webhook.handle(question('{"two":2}'.padEnd(65_537)));
    expect(reports.map(({ code }) => code)).toEqual(['payload_too_large']);
    expect(answerUnsigned).not.toHaveBeenCalled();
  });
  test('go before a secret that is missing', async () => {
    const eager = twinWith({ handshake: { ...echo('two'), isUnsigned: () => true } });
    const { webhook } = gathered([acme() as Provider, eager({ secret: twinSecret })], { on });
    expect(await webhook.handle(await write({ body: '{"two":2}' }))).toEqual(reply('two 2'));
  });
  test('with a method that is not theirs are not asked', async () => {
    const eager = defineProvider({
      ...acme().definition,
      handshake: { ...echo('two'), isUnsigned: () => true },
    });
    const get = twinWith({
      handshake: { ...echo('two'), methods: ['GET'], answerUnsigned: () => reply('theirs') },
    });
    const { webhook } = gathered([eager({ secret }) as Provider, get({ secret: twinSecret })], { on });
    expect(await webhook.handle(question('{"two":2}', {}, 'GET'))).toEqual(reply('theirs'));
  });
  test('bring their methods', async () => {
    const get = twinWith({ handshake: { ...echo('two'), methods: ['GET'] } });
    const { webhook } = gathered(
      [acme({ secret }) as Provider, get({ secret: twinSecret }), twin({ secret })],
      { on },
    );
    expect(webhook.methods).toEqual(['POST', 'GET']);
    expect(await webhook.handle(question('{"two":2}', {}, 'GET'))).toEqual(reply('two 2'));
  });
});

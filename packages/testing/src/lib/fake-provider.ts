import type { Provider } from '@hooklatch/core';
import type { FakeProvider, FakeProviderOptions, FakeSendOptions, SentEvent } from './fake-options.ts';
import { createSender, type Kept, type Sender } from './fake-sender.ts';
import { toSay } from './sign.ts';

/**
 * Makes a provider that sends signed events and sends again as its facts say, to see that an application handles each
 * event once.
 *
 * @param provider - any provider; its own secret is not used
 * @param options - the secret, where it sends, and how time passes
 * @returns the fake provider; close it at the end of the test
 * @throws TypeError where `clock` and `speed` are both given, or a number cannot be used
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { clerk } from '@hooklatch/providers/clerk';
 * import { fakeProvider, testClock } from '@hooklatch/testing';
 *
 * const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
 * const clock = testClock();
 * const seen: string[] = [];
 * const on = { 'user.created': () => void seen.push('user.created') };
 * const webhook = createWebhook(clerk({ secret }), { on, now: clock.now });
 * const fake = fakeProvider(clerk(), { secret, target: webhook, clock });
 * await fake.send('user.created', { loseAnswers: 2 });
 * await fake.settle();
 * console.log(fake.history.length, seen.length); // 3 1
 * await fake.close();
 * ```
 */
export function fakeProvider<Events extends object>(
  provider: Provider<Events>,
  options: FakeProviderOptions,
): FakeProvider<Events> {
  const sender = createSender(provider as Provider, options);
  const kept = new WeakMap<SentEvent, Kept>();
  return {
    schedule: sender.schedule,
    history: sender.history,
    get isDisabled() {
      return sender.isDisabled();
    },
    send(type, given = {}) {
      const send = async (): Promise<SentEvent> => {
        const one = await keep(sender, provider as Provider, type, given);
        kept.set(one.event, one);
        await sender.start(one);
        return one.event;
      };
      return sender.follow(send());
    },
    async redeliver(event) {
      const one = kept.get(event);
      if (!one)
        throw new TypeError('Only an event that `send` of the same fake provider gave is sent again.');
      return sender.again(one);
    },
    enable: sender.enable,
    settle: sender.settle,
    close: sender.close,
  };
}

async function keep(
  { closed }: Sender,
  { definition }: Provider,
  type: string,
  options: FakeSendOptions,
): Promise<Kept> {
  const { copies = 1, loseAnswers = 0, delayMs = 0 } = options;
  if (closed.aborted) throw new TypeError('A fake provider that is closed sends nothing.');
  if (!(Number.isInteger(copies) && copies > 0)) throw new TypeError('`copies` is 1 or more.');
  if (!(loseAnswers >= 0 && delayMs >= 0)) throw new TypeError('`loseAnswers` and `delayMs` are 0 or more.');
  const said = await toSay(definition, { ...options, type });
  const event = { id: said.id, type, attempts: [], state: 'pending' as const };
  return { said, options, event, answersToLose: loseAnswers, copiesLeft: copies };
}

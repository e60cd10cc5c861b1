import type { Answer, Capture } from '../captures/capture.ts';
import type { CaptureStore } from '../captures/store.ts';
import { CliError } from '../cli-error.ts';
import { answerKeeper, toPassed } from './answer-keeper.ts';
import type { Changes } from './changes.ts';
import type { ListenerOptions } from './create-listener.ts';
import { forward, isDown } from './forward.ts';
import type { Listener, Passed } from './listener.ts';
import { resign } from './resign.ts';
import { retryDelays } from './retry-delays.ts';
import { createRetryQueue, type RetryQueue, type Tried } from './retry-queue.ts';

/** Hands captures to the application. */
export interface Dispatch {
  /** Hands one over for the first time. @returns what its sender gets */
  pass(capture: Capture, deadlineMs?: number): Promise<Passed>;
  /** Answers without an application. */
  answerAlone(capture: Capture, reply: Passed): Passed;
  readonly replay: Listener['replay'];
  close(): Promise<void>;
}

/** @param options - of the listener */
export function createDispatch(captures: CaptureStore, changes: Changes, options: ListenerOptions): Dispatch {
  const {
    forward: to,
    provider,
    resignWith,
    secret = resignWith,
    isStoring = false,
    retrySpeed = 1,
  } = options;
  const timeoutMs = options.deadlineMs ?? provider?.facts.deadlineMs ?? 30_000;
  const { keep, keepLater, keepOwn } = answerKeeper(captures, changes);
  const stopped = new AbortController();
  const send = createSender(options, changes, stopped.signal);
  const queue = to === undefined ? undefined : openQueue(captures, changes, options, retry);

  async function retry(capture: Capture): Promise<Tried> {
    const answer = await keep(capture, await send(capture, resignWith, timeoutMs));
    return toTried(answer, provider?.facts.successStatuses);
  }
  async function hand(capture: Capture, limitMs: number): Promise<Answer> {
    const answer = await send(capture, resignWith, limitMs);
    keepLater(capture, answer);
    const tried = toTried(answer, provider?.facts.successStatuses);
    // Who was told of a refusal sends again by itself; who was not relies on this.
    const isOurs = tried === 'down' || (tried === 'refused' && isStoring);
    if (isOurs && retrySpeed > 0) queue?.add(capture.id, tried);
    return answer;
  }
  return {
    answerAlone(capture, reply) {
      keepOwn(capture, reply);
      return reply;
    },
    async pass(capture, deadlineMs = timeoutMs) {
      const handed = hand(capture, isStoring ? timeoutMs : Math.min(deadlineMs, timeoutMs));
      if (!isStoring) return toPassed(await handed);
      return { status: options.answer ?? 200, headers: [], body: new Uint8Array() };
    },
    async replay(id, { resign: isResigned = resignWith !== undefined } = {}) {
      const capture = captures.get(id);
      if (!capture) throw new CliError('no_capture', `There is no capture ${id}.`);
      if (to === undefined) {
        throw new CliError('no_target', 'Nothing is forwarded: --forward names an application.');
      }
      if (isResigned && secret === undefined) {
        throw new CliError('secret_missing', 'Signing again needs --provider and --secret.');
      }
      return keep(capture, await send(capture, isResigned ? secret : undefined, timeoutMs));
    },
    async close() {
      stopped.abort();
      await queue?.close();
    },
  };
}

type Sender = (capture: Capture, secret: string | undefined, timeoutMs: number) => Promise<Answer>;

/** Sends to the application, signed again where there is a secret for that. Never rejects. */
function createSender(options: ListenerOptions, changes: Changes, signal: AbortSignal): Sender {
  const { forward: to = '', provider, allowRemote = false, now = Date.now } = options;
  return async (capture, secret, timeoutMs) => {
    const isResigned = secret !== undefined;
    try {
      if (isResigned && !provider) throw new CliError('provider_missing', 'Signing again needs --provider.');
      const { verdict } = capture;
      const request =
        isResigned && provider
          ? await resign(capture, { provider, secret, to, now: now(), verdict })
          : capture;
      const answer = await forward(request, { to, timeoutMs, allowRemote, signal });
      changes.setState({ application: isDown(answer) ? 'down' : 'up' });
      return isResigned ? { ...answer, isResigned } : answer;
    } catch (error) {
      changes.notice((error as Error).message);
      return { attempt: 1, at: Date.now(), milliseconds: 0, to, error: 'cannot_resign' };
    }
  };
}

function openQueue(
  captures: CaptureStore,
  changes: Changes,
  { forward: to = '', provider, resignWith, retrySpeed = 1 }: ListenerOptions,
  retry: (capture: Capture) => Promise<Tried>,
): RetryQueue {
  const tooOld = (provider?.definition.toleranceInSeconds ?? 300) * 1000;
  const queue = createRetryQueue({
    to,
    delays: retrySpeed > 0 ? retryDelays(provider?.facts, retrySpeed) : [],
    onChange: () => changes.setState({ waiting: queue.size(), nextAt: queue.nextAt() }),
    onGiveUp(id, reason) {
      const why = reason === 'full' ? 'too many wait already' : 'the provider would not send it again';
      changes.notice(`${id} is not tried again: ${why}. hooklatch captures replay ${id} does.`);
    },
    async tryAgain(id) {
      const capture = captures.get(id);
      if (!capture) return 'taken';
      const tried = await retry(capture);
      if (tried === 'refused' && resignWith === undefined && Date.now() - capture.receivedAt > tooOld) {
        changes.notice(`${id} was refused, and its signature may be too old by now: --resign signs it anew.`);
      }
      return tried;
    },
  });
  return queue;
}

function toTried(answer: Answer, successStatuses: readonly number[] | undefined): Tried {
  if (isDown(answer)) return 'down';
  const { status = 0 } = answer;
  const isGood = successStatuses?.includes(status) ?? (status >= 200 && status < 300);
  return isGood ? 'taken' : 'refused';
}

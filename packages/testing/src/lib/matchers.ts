import { WebhookError, type Delivery, type Reply, type WebhookErrorCode } from '@hooklatch/core';
import { errorCodes } from './error-codes.ts';
import { giveTo, nameOf, readReply, readResponse, type Outcome, type Target } from './target.ts';

/** What a test runner wants of a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  /** Says what was found, whether it was expected or not. */
  readonly message: () => string;
}

/** Where a delivery that is to be refused goes. */
export interface RejectedBy {
  readonly by: Target;
}

/** The matchers as they are called. `Received` is what `expect` is given, or a promise of it. */
export interface WebhookMatchers<Received> {
  /**
   * Expects a delivery to be accepted: a webhook with handlers handles it and answers 2xx, a guard verifies it, a
   * server or a fetch handler answers 2xx.
   *
   * @param target - a webhook, a server's URL, or a fetch handler
   */
  toBeAcceptedBy(...target: Awaited<Received> extends Delivery ? [target: Target] : [never]): Promise<void>;
  /**
   * Expects a delivery to be refused with a code, or what a webhook has answered to be that refusal.
   *
   * @param code - of `docs/errors.md`
   * @param by - where a delivery is to be refused; nothing beside an answer
   */
  toBeRejectedWith(
    code: WebhookErrorCode,
    ...by: Awaited<Received> extends Delivery ? [by: RejectedBy] : []
  ): Promise<void>;
}

/** The matchers as `expect.extend` takes them. */
export interface Matchers {
  /** See {@link WebhookMatchers.toBeAcceptedBy}. */
  toBeAcceptedBy(received: unknown, target: Target): Promise<MatcherResult>;
  /** See {@link WebhookMatchers.toBeRejectedWith}. */
  toBeRejectedWith(received: unknown, code: WebhookErrorCode, by?: RejectedBy): Promise<MatcherResult>;
}

/**
 * The matchers for any runner that has `expect.extend`. `@hooklatch/testing/vitest` and `@hooklatch/testing/jest`
 * register them and bring their types.
 *
 * @example
 * ```ts
 * import { matchers } from '@hooklatch/testing/matchers';
 * import { expect } from 'vitest';
 *
 * expect.extend({ ...matchers });
 * ```
 */
export const matchers: Matchers = {
  async toBeAcceptedBy(received, target) {
    const delivery = await received;
    if (!isDelivery(delivery)) throw new TypeError('Give `expect` a delivery, such as that of `sign`.');
    const outcome = await explained(target, delivery, await giveTo(target, delivery));
    return {
      pass: outcome.isAccepted,
      message: () => `The delivery was ${describe(outcome)} by ${nameOf(target)}.${advice(outcome)}`,
    };
  },
  async toBeRejectedWith(received, code, options) {
    if (!Object.hasOwn(errorCodes, code))
      throw new TypeError(`There is no code "${code}": see docs/errors.md.`);
    const { outcome, what } = await answerTo(received, options?.by);
    const said = `${what} ${describe(outcome)}`;
    const pass = !outcome.isAccepted && outcome.code === code;
    return {
      pass,
      message: () =>
        `${said}${pass ? ', as was not expected' : `, not refused with ${code}`}.${advice(outcome)}`,
    };
  },
};

interface Answer {
  readonly outcome: Outcome;
  readonly what: string;
}

async function answerTo(received: unknown, target: Target | undefined): Promise<Answer> {
  const settled = await settle(received);
  if (isDelivery(settled)) {
    if (target === undefined)
      throw new TypeError('Say who refuses: `toBeRejectedWith(code, { by: webhook })`.');
    const outcome = await explained(target, settled, await giveTo(target, settled));
    return { outcome, what: `For ${nameOf(target)} the delivery was` };
  }
  const outcome = await readAnswer(settled);
  if (outcome) return { outcome, what: 'The delivery was' };
  throw new TypeError('Give `expect` a delivery, a reply, a Response, or what `verify` gives.');
}

/** What a promise gave; a WebhookError that it was rejected with is an answer as well. */
async function settle(received: unknown): Promise<unknown> {
  try {
    return await received;
  } catch (error) {
    if (WebhookError.is(error)) return error;
    throw error;
  }
}

async function readAnswer(answer: unknown): Promise<Outcome | undefined> {
  if (WebhookError.is(answer)) {
    return { isAccepted: false, status: answer.status, code: answer.code, hint: answer.hint };
  }
  if (typeof answer !== 'object' || answer === null) return undefined;
  if ('status' in answer && 'clone' in answer) return readResponse(answer as Response);
  if ('status' in answer && 'body' in answer) return readReply(answer as Reply);
  return 'trust' in answer ? { isAccepted: true } : undefined;
}

function isDelivery(value: unknown): value is Delivery {
  const { method, headers, body } = (value ?? {}) as Partial<Delivery>;
  // Not `instanceof`: test runners bring a Uint8Array of their own.
  return typeof method === 'string' && typeof headers?.entries === 'function' && ArrayBuffer.isView(body);
}

/** A reply holds the code alone; the webhook itself says why. */
async function explained(target: Target, delivery: Delivery, outcome: Outcome): Promise<Outcome> {
  if (outcome.isAccepted || outcome.hint !== undefined) return outcome;
  if (typeof target !== 'object' || target instanceof URL) return outcome;
  const error = await settle(target.verify(delivery));
  return WebhookError.is(error) && error.code === outcome.code ? { ...outcome, hint: error.hint } : outcome;
}

function describe({ isAccepted, status, code, contentType }: Outcome): string {
  const answer = [status, code].filter((part) => part !== undefined).join(' ');
  if (isAccepted) return status === undefined ? 'accepted' : `accepted with ${answer}`;
  if (code !== undefined) return `refused with ${answer}`;
  return `answered ${answer} (${contentType ?? 'no content type'}), with no code of a webhook`;
}

const advice = ({ hint }: Outcome): string => (hint ? `\n${hint}` : '');

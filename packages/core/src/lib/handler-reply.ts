import type { Reply } from './delivery.ts';
import { isSuccess } from './is-success.ts';

/** A handler's own answer that is no success asks for the event to be sent again. */
export function isGood(result: unknown): boolean {
  return !isReply(result) || isSuccess(result.status);
}

/**
 * Whole, and with a status that can be sent, because handlers return all sorts of things that have a status: rows, and
 * the responses of HTTP clients.
 */
export function isReply(value: unknown): value is Reply {
  const { status, headers, body } = (value ?? {}) as Partial<Reply>;
  const isStatus = Number.isInteger(status) && (status as number) >= 200 && (status as number) <= 599;
  return isStatus && headers !== null && typeof headers === 'object' && typeof body === 'string';
}

/** RFC 9110, 5.6.2 and 5.5; runtimes throw over anything else. */
const nameGrammar = /^[\w!#$%&'*+.^`|~-]+$/;
const valueGrammar = /^[\t\x20-\x7e\x80-\xff]*$/;
const withoutBody = [204, 205, 304];

/**
 * What of a handler's answer a runtime can send: the event is handled by then, and nobody should learn anything else.
 *
 * @param warnings - gets a sentence for each header that is left out, without its value
 */
export function toSendable({ status, headers, body }: Reply, warnings: string[]): Reply {
  const sendable: Record<string, string> = {};
  // Not all handlers are typed.
  for (const [name, value] of Object.entries(headers as Readonly<Record<string, unknown>>)) {
    const text = String(value);
    if (nameGrammar.test(name) && valueGrammar.test(text)) sendable[name] = text;
    else warnings.push(`The handler's header ${JSON.stringify(name)} cannot be sent, and was left out.`);
  }
  return { status, headers: sendable, body: withoutBody.includes(status) ? '' : body };
}

import type { Reply } from '@hooklatch/core';
import type { LambdaEvent, LambdaResult } from './lambda-event.ts';

/** A reply in the shape of the event's kind. */
export function toResult({ status, headers, body }: Reply, event: LambdaEvent): LambdaResult {
  if ('rawPath' in event) return { statusCode: status, headers: { ...headers }, body };
  const common = { statusCode: status, body, isBase64Encoded: false };
  // An ALB with multi-value headers sends no others, and takes no others.
  if (event.headers || !event.multiValueHeaders) return { ...common, headers: { ...headers } };
  const lists = Object.entries(headers).map(([name, value]): [string, string[]] => [name, [value]]);
  return { ...common, multiValueHeaders: Object.fromEntries(lists) };
}

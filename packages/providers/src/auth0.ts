import {
  basic,
  defineProvider,
  fieldAt,
  parseJson,
  token,
  toText,
  type ProviderFactory,
  type ProviderOptions,
} from '@hooklatch/core/provider';
import { inItems, objectsIn, propertyOf } from './lib/items.ts';

/** Options of {@link auth0}. */
export interface Auth0Options extends ProviderOptions {
  /** The header that holds the secret. (`authorization`) */
  readonly header?: string;
  /** What Auth0 puts before the secret, such as `Bearer ` for an event stream. (nothing: the secret is the whole value) */
  readonly prefix?: string;
  /** Whether the secret is `user:password`, by HTTP Basic. (false) */
  readonly basic?: boolean;
}

const mostLines = 10_000;

/** JSON, or a list where every line is JSON. */
function parse(body: Uint8Array): unknown {
  const json = parseJson(body);
  if (json !== undefined) return json;
  try {
    const lines = toText(body)
      .trim()
      .split(/\r?\n/, mostLines + 1);
    return lines.length > mostLines ? undefined : lines.map((line) => JSON.parse(line) as unknown);
  } catch {
    return undefined;
  }
}

const logId = (payload: unknown): string | undefined => fieldAt(payload, 'log_id') ?? fieldAt(payload, 'id');
const logType = (payload: unknown): string | undefined =>
  fieldAt(payload, 'data.type') ?? fieldAt(payload, 'type');

/** A list, or an object that holds one. */
const batched = inItems((payload) =>
  objectsIn(propertyOf(payload, 'logs') ?? payload)?.map((item) => ({
    id: logId(item),
    type: logType(item) ?? '',
    payload: item,
  })),
);

/**
 * Auth0's log streams and event streams: no signature, but a value that the user sets, sent as the `Authorization` header
 * as it is. A stream without one cannot be proved and is refused. A delivery carries several events, as a list or a line
 * each.
 *
 * Source: https://auth0.com/docs/customize/log-streams/custom-log-streams
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { auth0 } from '@hooklatch/providers/auth0';
 *
 * const webhook = createWebhook(auth0({ secret: 'Bearer a long random text' }), {
 *   on: { s: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const auth0: ProviderFactory<object, Auth0Options> = defineProvider(
  ({ header = 'authorization', prefix = '', basic: isBasic = false }) => ({
    name: 'auth0',
    env: [],
    schemes: [isBasic ? basic() : token({ header: header.toLowerCase(), prefix })],
    ...batched,
    id: [batched.id, logId].flat(),
    type: [batched.type, logType].flat(),
    parse,
    facts: {
      sources: [
        'https://auth0.com/docs/customize/log-streams/custom-log-streams',
        'https://auth0.com/docs/api/management/v2/event-streams/post-event-streams',
      ],
      confirmed: true,
      checked: '2026-11-22',
      doubt: 'Where the ids stand in the payload was not read in an official source.',
      retries: { attempts: 3 },
    },
  }),
);

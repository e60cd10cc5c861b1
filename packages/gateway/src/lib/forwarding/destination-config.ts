import { z } from 'zod';
import type { AddressGuard } from '../outbound/address-guard.ts';
import type { HeaderPairs } from '../outbound/create-outbound.ts';
import { readOutboundUrl, toUrlLabel } from '../outbound/read-outbound-url.ts';
import type { Row } from '../database/schema.ts';

/** What a destination is. */
export type DestinationKind = Row<'destinations'>['kind'];

/** What is kept of a destination in the vault, by kind. */
export interface DestinationConfigs {
  readonly http: { readonly url: string; readonly headers?: HeaderPairs; readonly signingSecret: string };
  readonly listen: {
    readonly signingSecret: string;
    /** `sha256:` of its token. */ readonly tokenHash: string;
  };
  readonly bullmq: HandOff & { readonly url: string; readonly queue: string; readonly prefix: string };
  readonly 'pg-boss': HandOff & { readonly url: string; readonly queue: string; readonly schema: string };
  readonly sqs: HandOff & {
    readonly queueUrl: string;
    readonly region?: string | undefined;
    readonly accessKeyId?: string | undefined;
    readonly secretAccessKey?: string | undefined;
  };
  readonly qstash: HandOff & {
    readonly token: string;
    readonly url: string;
    readonly baseUrl?: string | undefined;
  };
}

interface HandOff {
  /** The name that the application's worker has for the endpoint. (the provider's) */
  readonly endpoint?: string | undefined;
}

/** What a kind is given, without what the gateway makes itself. */
export type GivenConfig<Kind extends DestinationKind = DestinationKind> = {
  readonly [Name in Kind]: Omit<DestinationConfigs[Name], 'signingSecret' | 'tokenHash'>;
}[Kind];

/** Those that are ours to set, and those of one connection. */
const reserved =
  /^(?:host|content-length|connection|keep-alive|proxy-connection|te|transfer-encoding|upgrade|expect|hooklatch-.*|(?:webhook|svix)-(?:id|timestamp|signature))$/i;

const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~\w-]{1,200}$/, 'The name of a header has letters, digits and - in it.')
  .refine((name) => !reserved.test(name), 'This header is set by the gateway, or belongs to one connection.');
const headerValue = z
  .string()
  .max(8192)
  .regex(/^[\t\u0020-\u007E\u0080-\u00FF]*$/, 'The value of a header is one line of Latin letters.');
const name = z.string().regex(/^[\w.\-/]{1,100}$/, 'A name has letters, digits, _, -, . and / in it.');
const handOff = { endpoint: z.string().min(1).max(200).optional() };

/** What each kind is given. */
const shapes = {
  http: z.strictObject({
    url: z.string(),
    headers: z
      .array(z.tuple([headerName, headerValue]))
      .max(50)
      .optional(),
  }),
  listen: z.strictObject({}),
  bullmq: z.strictObject({
    url: z.string(),
    queue: name.default('hooklatch'),
    prefix: z.string().min(1).max(100).default('bull'),
    ...handOff,
  }),
  'pg-boss': z.strictObject({
    url: z.string(),
    queue: name.default('hooklatch'),
    schema: z
      .string()
      .regex(/^[A-Za-z_]\w{0,49}$/)
      .default('pgboss'),
    ...handOff,
  }),
  sqs: z.strictObject({
    queueUrl: z.string(),
    region: z.string().max(50).optional(),
    accessKeyId: z.string().max(200).optional(),
    secretAccessKey: z.string().max(200).optional(),
    ...handOff,
  }),
  qstash: z.strictObject({
    token: z.string().min(1).max(2000),
    url: z.string(),
    baseUrl: z.string().optional(),
    ...handOff,
  }),
} as const;

/** What was given, read, and what may be shown of it. */
export interface ReadConfig {
  readonly given: GivenConfig;
  readonly label: string;
}

/**
 * Reads the configuration of a destination.
 *
 * @throws TypeError that names the field, without its value
 */
export function readConfig(kind: DestinationKind, config: unknown, guard: AddressGuard): ReadConfig {
  const parsed = shapes[kind].safeParse(config ?? {});
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    throw new TypeError(`config.${first?.path.join('.') ?? ''}: ${first?.message ?? 'cannot be used'}`);
  }
  const given = parsed.data as GivenConfig;
  return { given, label: readLabel(kind, given, guard) };
}

function readLabel(kind: DestinationKind, given: GivenConfig, guard: AddressGuard): string {
  if (kind === 'listen') return 'hooklatch listen';
  if (kind === 'bullmq') {
    const { url, queue } = given as GivenConfig<'bullmq'>;
    return `${readServer(url, ['redis:', 'rediss:'], guard)} ${queue}`;
  }
  if (kind === 'pg-boss') {
    const { url, queue } = given as GivenConfig<'pg-boss'>;
    return `${readServer(url, ['postgres:', 'postgresql:'], guard)} ${queue}`;
  }
  if (kind === 'sqs') return toUrlLabel(readOutboundUrl((given as GivenConfig<'sqs'>).queueUrl, guard));
  const { url, baseUrl } = given as { url: string; baseUrl?: string };
  if (baseUrl !== undefined) readOutboundUrl(baseUrl, guard);
  // What QStash delivers to is not ours to reach.
  return toUrlLabel(readOutboundUrl(url, kind === 'http' ? guard : undefined));
}

function readServer(text: string, schemes: readonly string[], guard: AddressGuard): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !schemes.includes(url.protocol) || url.hostname === '') {
    throw new TypeError(`config.url begins with ${schemes[0]}// and names a host.`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (/^[\d.]+$|:/.test(host) && !guard.isAllowed(host)) {
    throw new TypeError(
      'config.url has a private address: let the gateway allow it first (allowedAddresses).',
    );
  }
  return `${url.protocol}//${url.host}`;
}

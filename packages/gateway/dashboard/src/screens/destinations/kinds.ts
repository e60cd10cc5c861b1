import type { DestinationKind } from '../../api/delivery-api.ts';

/** One value of a destination's configuration. */
export interface KindField {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly placeholder?: string;
  readonly isOptional?: boolean;
  readonly isLong?: boolean;
}

/** What can be sent to. */
export interface KindEntry {
  readonly kind: DestinationKind;
  readonly title: string;
  readonly says: string;
  readonly fields: readonly KindField[];
}

const endpoint: KindField = {
  name: 'endpoint',
  label: 'Name of the webhook in the worker',
  help: 'As your worker calls it, where it is not the provider’s name.',
  isOptional: true,
};
const queue: KindField = { name: 'queue', label: 'Queue', help: '(hooklatch)', isOptional: true };

/** Each kind with what it asks for. */
export const kinds: readonly KindEntry[] = [
  {
    kind: 'http',
    title: 'HTTP',
    says: 'Your application: the exact bytes and headers, signed anew, with retries.',
    fields: [
      {
        name: 'url',
        label: 'URL',
        help: 'HTTPS. Private addresses have to be allowed when the gateway starts.',
        placeholder: 'https://app.example.com/webhooks',
      },
      {
        name: 'headers',
        label: 'Headers of yours',
        help: 'One a line, such as “authorization: Bearer …”. They are kept encrypted and never shown again.',
        isOptional: true,
        isLong: true,
      },
    ],
  },
  {
    kind: 'listen',
    title: 'hooklatch listen',
    says: 'Your own machine, without a public address. What comes while it is away waits for it.',
    fields: [],
  },
  {
    kind: 'bullmq',
    title: 'BullMQ',
    says: 'A queue in Redis: a worker of yours handles events, already verified.',
    fields: [
      { name: 'url', label: 'Redis', help: 'With its password.', placeholder: 'rediss://…' },
      queue,
      { name: 'prefix', label: 'Prefix', help: '(bull)', isOptional: true },
      endpoint,
    ],
  },
  {
    kind: 'pg-boss',
    title: 'pg-boss',
    says: 'A queue in PostgreSQL: a worker of yours handles events, already verified.',
    fields: [
      { name: 'url', label: 'PostgreSQL', help: 'With its password.', placeholder: 'postgres://…' },
      queue,
      { name: 'schema', label: 'Schema', help: '(pgboss)', isOptional: true },
      endpoint,
    ],
  },
  {
    kind: 'sqs',
    title: 'Amazon SQS',
    says: 'A queue at AWS.',
    fields: [
      { name: 'queueUrl', label: 'Address of the queue', help: 'https://sqs.….amazonaws.com/…' },
      { name: 'region', label: 'Region', help: 'Such as eu-central-1.', isOptional: true },
      {
        name: 'accessKeyId',
        label: 'Access key',
        help: 'Without one the credentials of the gateway’s machine are used.',
        isOptional: true,
      },
      {
        name: 'secretAccessKey',
        label: 'Secret key',
        help: 'It is kept encrypted and never shown again.',
        isOptional: true,
      },
      endpoint,
    ],
  },
  {
    kind: 'qstash',
    title: 'Upstash QStash',
    says: 'QStash calls your application for you.',
    fields: [
      { name: 'url', label: 'URL', help: 'Of your application, which QStash calls.' },
      { name: 'token', label: 'Token', help: 'It is kept encrypted and never shown again.' },
      endpoint,
    ],
  },
];

/** Reads a line each as a header. */
function readHeaders(text: string): [string, string][] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      return colon < 1 ? [line, ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    });
}

/** Makes a configuration of what was entered; what is empty is left out. */
export function toConfig(entry: KindEntry, text: (name: string) => string): Record<string, unknown> {
  return Object.fromEntries(
    entry.fields.flatMap(({ name }) => {
      const value = text(`config ${name}`).trim();
      if (value === '') return [];
      return [[name, name === 'headers' ? readHeaders(value) : value]];
    }),
  );
}

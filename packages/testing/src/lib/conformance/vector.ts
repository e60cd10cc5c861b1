import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProvider } from '@hooklatch/providers';
import { readQuestions, type QuestionSource } from './question.ts';

/** What a handshake has to be answered with; what is not named may be anything. */
export interface ExpectedReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  /** Compared as JSON where it is JSON. */
  readonly body?: string;
}

/** One delivery and the verdict on it, whichever file it comes from. */
export interface Vector {
  /** The file and the name in it. */
  readonly name: string;
  readonly provider: string;
  /** The shared secret or secrets, as the file has them. */
  readonly secret?: string | readonly string[] | null;
  /** What a file of asymmetric vectors has in the secret's place. */
  readonly key?: Readonly<Record<string, unknown>>;
  /** The options of an application, for handshakes. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Other data of the vector that options may follow, such as an algorithm that is a setting of the provider. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly method: string;
  readonly url: string;
  /** In order, so that doubles show. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body_base64: string;
  /** Unix seconds. */
  readonly now: number;
  /** In seconds, where the vector says so. */
  readonly tolerance?: number | null;
  /** Whether it can arrive over HTTP. (true) */
  readonly wire?: boolean;
  readonly expect: 'valid' | 'invalid' | ExpectedReply;
  /** Whether the request is to be signed first: a handshake that is written without its signature. */
  readonly unsigned?: boolean;
}

interface ProviderFile {
  readonly provider: string;
  readonly vectors?: readonly FileVector[];
  readonly challenge_vectors?: readonly QuestionSource[];
  readonly handshake_vectors?: readonly QuestionSource[];
}

interface FileVector {
  readonly name: string;
  readonly secret?: string | readonly string[] | null;
  readonly key?: Readonly<Record<string, unknown>>;
  readonly method: string;
  readonly url: string;
  readonly headers:
    | Readonly<Record<string, string | readonly string[]>>
    | readonly (readonly [string, string])[];
  readonly body?: string;
  readonly body_base64?: string;
  readonly now: number;
  readonly tolerance?: number | null;
  readonly expect: 'valid' | 'invalid';
}

interface CaseLine {
  readonly id: string;
  readonly family: string;
  readonly secret: string | null;
  readonly headers: readonly (readonly [string, string])[];
  readonly body_base64: string;
  readonly now: number;
  readonly tolerance?: number;
  readonly expect: 'accept' | 'reject';
  readonly wire?: boolean;
}

const families: Readonly<Record<string, string>> = { standard: 'standard-webhooks' };

/**
 * Reads vectors: a `.json` file of a provider, a `.jsonl` file of cases, or a directory of such files and directories.
 *
 * @param path - of the file or the directory
 * @returns the vectors, in the order of the files
 * @throws Error where a file cannot be read, or is none of these
 */
export function readVectors(path: string | URL): readonly Vector[] {
  const place = path instanceof URL ? fileURLToPath(path) : path;
  if (statSync(place).isDirectory()) {
    const entries = readdirSync(place, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory() || /\.jsonl?$/.test(entry.name));
    return names
      .map(({ name }) => name)
      .toSorted()
      .flatMap((name) => readVectors(join(place, name)));
  }
  const text = readFileSync(place, 'utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (place.endsWith('.jsonl')) return lines.map((line) => fromCase(JSON.parse(line) as CaseLine));
  return fromProviderFile(JSON.parse(text) as ProviderFile, basename(place, '.json'));
}

function fromCase(line: CaseLine): Vector {
  if (!Array.isArray(line.headers) || typeof line.family !== 'string')
    throw new TypeError('This line is no case.');
  const { id, family, secret, headers, body_base64, now, tolerance, wire, expect } = line;
  return {
    name: `${family}: ${id}`,
    provider: families[family] ?? family,
    secret,
    settings: {},
    method: 'POST',
    url: 'https://example.com/webhooks',
    headers,
    body_base64,
    now,
    ...(tolerance !== undefined && { tolerance }),
    ...(wire !== undefined && { wire }),
    expect: expect === 'accept' ? 'valid' : 'invalid',
  };
}

/** What every vector has. */
const known = new Set([
  'name',
  'secret',
  'key',
  'method',
  'url',
  'headers',
  'body',
  'body_base64',
  'now',
  'tolerance',
  'expect',
  'reason',
  'origin',
]);

function fromProviderFile(content: ProviderFile, file: string): readonly Vector[] {
  const { vectors = [], challenge_vectors = [], handshake_vectors = [] } = content;
  // The file's name is the provider's; what a file says of itself may be written for people.
  const provider = isProvider(file) ? file : content.provider;
  const events = vectors.map((vector): Vector => {
    const { name, secret, key, method, url, now, tolerance, expect } = vector;
    return {
      name: `${file}: ${name}`,
      provider,
      ...(secret !== undefined && { secret }),
      ...(key !== undefined && { key }),
      settings: Object.fromEntries(Object.entries(vector).filter(([field]) => !known.has(field))),
      method,
      url,
      headers: toPairs(vector.headers),
      body_base64: toBase64(vector),
      now,
      ...(tolerance !== undefined && { tolerance }),
      expect,
    };
  });
  return [
    ...events,
    ...readQuestions([...challenge_vectors, ...handshake_vectors], provider, file, vectors[0]),
  ];
}

/** Whether a name is that of a provider, or an alias. */
export function isProvider(name: string): boolean {
  try {
    return findProvider(name) !== undefined;
  } catch {
    return false;
  }
}

function toBase64({ body = '', body_base64 }: FileVector): string {
  return body_base64 ?? Buffer.from(body).toString('base64');
}

function toPairs(headers: FileVector['headers']): readonly (readonly [string, string])[] {
  if (Array.isArray(headers)) return headers as readonly (readonly [string, string])[];
  return Object.entries(headers as Readonly<Record<string, string | readonly string[]>>).flatMap(
    ([name, value]) => [value].flat().map((one) => [name, one] as const),
  );
}

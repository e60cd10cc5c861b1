import { findProvider } from '@hooklatch/providers';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Capture } from './capture.ts';
import { isTree, parseExactly } from './exact-json.ts';

/** What is compared. */
export interface DiffOptions {
  /** Compares also what differs each time: signatures, times, trace ids. (false) */
  readonly isWhole?: boolean;
}

/** What differs between two captures. */
export interface RequestDiff {
  readonly isSame: boolean;
  /** A unified diff; empty where they are the same. */
  readonly patch: string;
  /** The names of headers that were left out. */
  readonly ignored: readonly string[];
}

// What the way adds, not the sender.
const ofTheWay: ReadonlySet<string> = new Set([
  'age',
  'cf-ray',
  'content-length',
  'date',
  'sentry-trace',
  'traceparent',
  'tracestate',
  'x-amzn-trace-id',
  'x-cloud-trace-context',
  'x-correlation-id',
  'x-datadog-trace-id',
  'x-request-id',
  'x-request-start',
]);

/**
 * Compares two captures: method, target, headers, body. JSON is compared by what it says, with its keys sorted.
 *
 * @param left - the older one, most often
 * @param right - the other
 * @param options - what is compared
 */
export function diffRequests(
  left: Capture,
  right: Capture,
  { isWhole = false }: DiffOptions = {},
): RequestDiff {
  const names = isWhole ? new Set<string>() : new Set([...ofTheWay, ...proofsOf(left), ...proofsOf(right)]);
  const ignored = [...left.headers, ...right.headers]
    .map(([name]) => name.toLowerCase())
    .filter((name) => names.has(name));
  const texts = [left, right].map((capture) => toText(capture, names, isWhole)) as [string, string];
  const isSame = texts[0] === texts[1];
  const patch = isSame
    ? ''
    : createTwoFilesPatch(left.id, right.id, ...texts, undefined, undefined, {
        context: 3,
        headerOptions: FILE_HEADERS_ONLY,
        // Two large texts that have nothing in common are not looked at for ever.
        timeout: 5000,
      });
  return {
    isSame,
    patch: patch ?? 'They differ in too many places to be shown.\n',
    ignored: [...new Set(ignored)],
  };
}

function proofsOf({ verdict }: Capture): readonly string[] {
  if (verdict.provider === undefined) return [];
  try {
    return findProvider(verdict.provider)({}).definition.schemes.flatMap(({ headers }) => headers);
  } catch {
    return [];
  }
}

function toText(
  { method, target, headers, body }: Capture,
  ignored: ReadonlySet<string>,
  isWhole: boolean,
): string {
  const lines = headers
    .filter(([name]) => !ignored.has(name.toLowerCase()))
    .map(([name, value]) => `${isWhole ? name : name.toLowerCase()}: ${value}`);
  // The order of headers says nothing but to who looks at every byte.
  const ordered = isWhole ? lines : lines.toSorted();
  return [`${method} ${target}`, ...ordered, '', ...toBodyText(body), ''].join('\n');
}

function toBodyText(body: Uint8Array): readonly string[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return (
      Buffer.from(body)
        .toString('hex')
        .match(/.{1,64}/g) ?? []
    );
  }
  try {
    return JSON.stringify(sorted(parseExactly(text)), null, 2).split('\n');
  } catch {
    return text.split('\n');
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isTree(value)) return value;
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}

import { toBytes } from '@hooklatch/core/provider';
import type { InboxMessage } from '@hooklatch/core/store';
import { memoryEngine } from '../src/lib/memory-engine.ts';
import { memoryMessages } from '../src/lib/memory-messages.ts';
import { answers, leases, messages, puts } from './broken.ts';
import type { AnyBreak, Break } from './record-engine.ts';

const body = (change: (bytes: Uint8Array) => Uint8Array): Break =>
  puts((message) => ({ body: change(message.body) }));
const headers = (change: (pairs: InboxMessage['headers']) => InboxMessage['headers']): Break =>
  puts((message) => ({ headers: change(message.headers) }));
const cut = (length: number): Break => body((bytes) => bytes.subarray(0, length));

/** The other inbox is another one. */
const apart: Break = {
  engine(engine, door) {
    return door === 0 ? engine : memoryEngine(memoryMessages());
  },
};

/** Inboxes that keep something else than what was given. */
export const brokenKeeping: Readonly<Record<string, AnyBreak>> = {
  'keeps bodies as text': body((bytes) => toBytes(new TextDecoder().decode(bytes))),
  'keeps bodies as Latin text': body((bytes) => toBytes(String.fromCharCode(...bytes.subarray(0, 10_000)))),
  'keeps bodies up to the first NUL': body((bytes) =>
    bytes.subarray(0, [...bytes.subarray(0, 1000), 0].indexOf(0)),
  ),
  'drops what stands before a line feed': body((bytes) =>
    bytes.filter((byte, at) => byte !== 13 || bytes[at + 1] !== 10),
  ),
  'keeps no byte order mark': body((bytes) => (bytes[0] === 0xef ? bytes.subarray(3) : bytes)),
  'keeps one byte in the place of none': body((bytes) => (bytes.length === 0 ? Uint8Array.of(0) : bytes)),
  'keeps 64 KiB of a body': { ...cut(65_536), isLarge: true },
  'keeps 1,000,000 characters of a text': {
    ...body((bytes) => {
      try {
        return toBytes(new TextDecoder('utf-8', { fatal: true }).decode(bytes).slice(0, 500_000));
      } catch {
        return bytes;
      }
    }),
    isLarge: true,
  },
  'keeps 16 MiB of a body': { ...cut(2 ** 24), isLarge: true },
  'keeps header names in lower case': headers((pairs) =>
    pairs.map(([name, value]) => [name.toLowerCase(), value]),
  ),
  'keeps one header of a name': headers((pairs) => Object.entries(Object.fromEntries(pairs))),
  'sorts headers': headers((pairs) => pairs.toSorted(([one], [another]) => (one < another ? -1 : 1))),
  'drops empty headers': headers((pairs) => pairs.filter(([, value]) => value !== '')),
  'forgets which secret fitted': puts(({ proof }) => ({ proof: { ...proof, secretIndex: 0 } })),
  'forgets when it was signed': puts(({ proof }) => ({ proof: { ...proof, time: undefined } })),
  'forgets the id that was signed': puts(({ proof }) => ({ proof: { ...proof, id: undefined } })),
  'forgets the URL': puts(() => ({ url: 'https://example.com/' })),
  'counts attempts from 0': leases(({ attempt }) => ({ attempt: attempt - 1 })),
  'forgets the key': messages(({ id }) => ({ key: id })),
  'says duplicate of what is new': answers((kept, { eventId }) => (eventId === 'msg_1' ? 'duplicate' : kept)),
  'has messages of its own for each door': apart,
  'hands out what was there when a worker began': () => {
    let isBegun = false;
    return {
      engine: ({ put, work }) => ({
        put: async (all) => (isBegun ? all.map(() => 'stored') : put(all)),
        work: (given) => ((isBegun = true), work(given)),
      }),
    };
  },
  'keeps 20 of those that come at once': {
    messages: ({ put }) => ({
      put: (all) => [...put(all.slice(0, 20)), ...all.slice(20).map(() => 'stored' as const)],
    }),
  },
};

import type { Delivery } from '@hooklatch/core';
import { deliver, send, sign, type SignOptions, type WireAnswer } from '@hooklatch/testing';
import type { NewEndpoint } from '../../../src/lib/api/endpoint-schemas.ts';
import { endpointUrl, pathOf } from '../../../src/lib/endpoints/endpoint-address.ts';
import { createEndpoint } from '../../../src/lib/endpoints/endpoints.ts';
import { toProvider } from '../../../src/lib/endpoints/to-provider.ts';
import type { Row } from '../../../src/lib/database/schema.ts';
import { startDoor, type Door } from '../../../src/lib/ingest/door.ts';
import { openContext, type TestContext, type TestContextOptions } from '../../lib/open-context.ts';

export const secret = 'a shared secret that is long enough';
export const by = { id: 'usr_test' };

/** An endpoint of a test, and where it is. */
export interface StageEndpoint {
  readonly row: Row<'endpoints'>;
  readonly url: string;
  /** Signs as its provider does. */
  sign(options?: Partial<SignOptions>): Promise<Delivery>;
  /** Signs and sends. */
  deliver(options?: Partial<SignOptions>): Promise<WireAnswer>;
}

/** A door in front of a database. */
export interface Stage extends AsyncDisposable {
  readonly context: TestContext;
  readonly door: Door;
  add(given?: Partial<NewEndpoint>): Promise<StageEndpoint>;
  /** The log, in its order, with what came. */
  log(): Promise<readonly (Row<'events'> & Row<'contents'>)[]>;
  /** The log, once it has so many rows. */
  logOf(count: number): Promise<readonly (Row<'events'> & Row<'contents'>)[]>;
}

/** Opens a door on a free port. */
export async function openStage(options: TestContextOptions = {}): Promise<Stage> {
  const context = await openContext({ ...options, settings: { ingestPort: 0, ...options.settings } });
  const door = await startDoor(context);
  const log: Stage['log'] = () =>
    context.db
      .selectFrom('events')
      .innerJoin('contents', 'contents.seq', 'events.seq')
      .selectAll('contents')
      .selectAll('events')
      .orderBy('events.seq')
      .execute();
  return {
    context,
    door,
    log,
    add: (given = {}) => addEndpoint(context, door, given),
    async logOf(count) {
      for (const until = Date.now() + 5000; ; await new Promise((resolve) => setTimeout(resolve, 10))) {
        const rows = await log();
        if (rows.length >= count || Date.now() > until) return rows;
      }
    },
    async [Symbol.asyncDispose]() {
      await door.stop(1000);
      await context[Symbol.asyncDispose]();
    },
  };
}

async function addEndpoint(
  context: TestContext,
  door: Door,
  given: Partial<NewEndpoint>,
): Promise<StageEndpoint> {
  const row = await createEndpoint(context, by, {
    name: 'a test',
    provider: 'github',
    secrets: [secret],
    ...given,
  });
  const signer = toProvider(row.provider, given.options ?? {}, given.secrets ?? [secret]);
  const url = door.url + pathOf(row.slug);
  const [newest = secret] = given.secrets ?? [secret];
  const signAs: StageEndpoint['sign'] = (options = {}) =>
    sign(signer, { secret: newest, url: endpointUrl(context, row.slug), time: context.now(), ...options });
  return { row, url, sign: signAs, deliver: async (options) => deliver(url, await signAs(options)) };
}

/** Sends what is nobody's. */
export function post(
  url: string,
  body: string | Uint8Array,
  headers: readonly (readonly [string, string])[] = [],
): Promise<WireAnswer> {
  return send(url, { headers, body: typeof body === 'string' ? new TextEncoder().encode(body) : body });
}

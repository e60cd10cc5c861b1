import type {
  DurableObjectNamespace,
  DurableObjectState,
  ExportedHandler,
  Rpc,
} from '@cloudflare/workers-types';
import { expectTypeOf, test } from 'vitest';
import type { createRelayWorker, HooklatchRelayObject, ObjectSocketLike, RelayEnv } from '../src/worker.ts';

test('the types of Workers take the object, its state, its binding and the Worker', () => {
  expectTypeOf<DurableObjectState>().toExtend<ConstructorParameters<typeof HooklatchRelayObject>[0]>();
  expectTypeOf<HooklatchRelayObject>().toExtend<Rpc.DurableObjectBranded>();
  expectTypeOf<{ HOOKLATCH_RELAY: DurableObjectNamespace }>().toExtend<RelayEnv>();
  expectTypeOf<import('@cloudflare/workers-types').WebSocket>().toExtend<ObjectSocketLike>();
  expectTypeOf<ReturnType<typeof createRelayWorker>['fetch']>().returns.toExtend<Promise<Response>>();
  expectTypeOf<ExportedHandler>().not.toBeAny();
});

import type { RunScript } from './redis-run-script.ts';
import { policyScript } from './redis-scripts.ts';

/**
 * Refuses a Redis that forgets keys when its memory is full: an event that was handled would be handled again.
 *
 * @param run - runs a script
 * @param key - says which node of a cluster is asked
 * @param signal - of the call that this is part of
 * @throws TypeError that names the setting; a server that does not say how it is configured is taken as it is
 */
export async function refuseEviction(run: RunScript, key: string, signal: AbortSignal): Promise<void> {
  const policy = String(await run(policyScript, key, [], signal));
  if (policy === '' || policy === 'noeviction') return;
  throw new TypeError(
    `This Redis forgets events when its memory is full: set its maxmemory-policy to noeviction (it is ${policy}), or pass allowEviction: true.`,
  );
}

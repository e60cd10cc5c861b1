import type { SignOptions } from '@hooklatch/testing';
import { claimOfProbe } from './claim.ts';
import type { Probe } from './probe.ts';
import type { Stage } from './stage.ts';

/**
 * The same event signed anew, a moment later: what a provider sends that signs each attempt.
 *
 * @returns undefined where a retry is the same request
 */
export async function retryOf(stage: Stage, probe: Probe): Promise<Probe | undefined> {
  const claim = claimOfProbe(stage, probe);
  if (claim?.time === undefined) return undefined;
  const said: Partial<SignOptions> = {
    body: probe.body,
    time: claim.time + 2000,
    ...(claim.id !== undefined && { id: claim.id }),
  };
  const again = await stage.genuine(said);
  return Buffer.from(again.body).equals(probe.body) ? again : undefined;
}

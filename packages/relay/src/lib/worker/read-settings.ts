import { toSettings, type RelayLimits, type RelayMode, type Settings } from '../exchange/settings.ts';
import type { RelayEnv } from './platform.ts';

/** An object has 128 MB of memory. */
const maxKeptBytes = 67_108_864;

/**
 * Reads mode and limits from a Worker's environment.
 *
 * @param env - the Worker's
 * @returns all of them
 * @throws TypeError where one is wrong
 */
export function readSettings({
  HOOKLATCH_RELAY_MODE: mode,
  HOOKLATCH_RELAY_LIMITS: limits = {},
}: RelayEnv): Settings {
  let given: unknown = limits;
  try {
    if (typeof limits === 'string') given = JSON.parse(limits);
  } catch {
    throw new TypeError('HOOKLATCH_RELAY_LIMITS is no JSON.');
  }
  return toSettings({ ...(given as RelayLimits), mode: mode as RelayMode | undefined }, maxKeptBytes);
}

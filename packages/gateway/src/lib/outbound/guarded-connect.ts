import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { AddressGuard } from './address-guard.ts';
import { OutboundError } from './outbound-error.ts';

/** How names are resolved; `node:dns`'s own, but in tests. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Opens sockets for undici. */
export type Connect = ReturnType<typeof buildConnector>;

const refusal = (): OutboundError =>
  new OutboundError('private_address', 'The host has a private address, which is not allowed.');

/**
 * Makes what opens connections: to the very address that was checked, so that a name cannot mean another one between
 * the check and the connection.
 *
 * @param guard - says which addresses there may be
 * @param connectTimeoutMs - for one connection
 * @param resolve - how names are resolved (the system's)
 */
export function createGuardedConnect(
  guard: AddressGuard,
  connectTimeoutMs: number,
  resolve: Resolve = lookup as Resolve,
): Connect {
  const guardedLookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true } as LookupAllOptions, (error, addresses) => {
      if (error) return callback(error, []);
      const allowed = addresses.filter(({ address }) => guard.isAllowed(address));
      const [first] = allowed;
      if (!first) return callback(refusal(), []);
      if (options.all) return callback(null, allowed);
      return callback(null, first.address, first.family);
    });
  };
  const connect = buildConnector({
    allowH2: false,
    timeout: connectTimeoutMs,
    lookup: guardedLookup,
  } as never);
  return (options, callback) => {
    // An address that is written out is looked up by nobody.
    const host = options.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0 && !guard.isAllowed(host)) {
      queueMicrotask(() => callback(refusal(), null));
      return;
    }
    connect(options, callback);
  };
}

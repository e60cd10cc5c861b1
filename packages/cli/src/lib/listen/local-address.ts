import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const local = new BlockList();
for (const [address, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  local.addSubnet(address, prefix, 'ipv4');
}
// This machine, as servers say it that listen everywhere.
local.addAddress('0.0.0.0', 'ipv4');
local.addAddress('::', 'ipv6');
local.addAddress('::1', 'ipv6');
local.addSubnet('fc00::', 7, 'ipv6');

/** Why an address is not connected to. */
const remoteAddress = 'ERR_REMOTE_ADDRESS';

/** Whether an IP address is this machine's or of a private network. That of cloud metadata (169.254) is neither. */
export function isLocalAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && local.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** The address that stands in a URL in the place of a name, without its brackets. */
export function addressIn({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) ? bare : undefined;
}

/** Looks a name up, and fails where one of its addresses is remote: it is looked at each time, right before connecting. */
export const lookupLocal: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...(options as LookupOptions), all: true }, (error, found) => {
    const addresses = found as LookupAddress[] | undefined;
    const remote = addresses?.find(({ address }) => !isLocalAddress(address));
    if (error || !addresses?.[0]) callback(error ?? new Error('no address'), '');
    else if (remote) callback(toRemoteError(hostname), '');
    else if (options.all) callback(null, addresses);
    else callback(null, addresses[0].address, addresses[0].family);
  });
};

/** The error of an address that is not connected to. */
export function toRemoteError(name: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${name} is not on this machine or a private network.`), {
    code: remoteAddress,
  });
}

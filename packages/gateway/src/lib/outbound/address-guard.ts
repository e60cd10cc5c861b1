import ipaddr from 'ipaddr.js';

/** Says which addresses may be connected to. */
export interface AddressGuard {
  /** Whether an address is one of the public internet, or one that was allowed. */
  isAllowed(address: string): boolean;
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Makes what keeps the gateway out of private networks: it sends to public addresses, and to those that were allowed.
 *
 * Private, loopback, link-local, unique-local, carrier-grade NAT, multicast, benchmarking and documentation ranges are
 * refused, and every form of IPv6 that carries an address of IPv4 in it.
 *
 * @param allowed - addresses and ranges that are let through all the same: `10.1.2.3`, `10.0.0.0/8`, `fd00::/8`
 * @throws TypeError where one of them is neither
 */
export function createAddressGuard(allowed: readonly string[] = []): AddressGuard {
  const ranges = allowed.map(readRange);
  return {
    isAllowed(text) {
      const address = readAddress(text);
      if (!address) return false;
      return isPublic(address) || formsOf(address).some((form) => ranges.some((range) => isIn(form, range)));
    },
  };
}

function readRange(text: string): readonly [Address, number] {
  try {
    if (text.includes('/')) return ipaddr.parseCIDR(text.trim());
    const address = ipaddr.parse(text.trim());
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  } catch {
    throw new TypeError(`${text.slice(0, 80)} is no address and no range, such as 10.0.0.0/8.`);
  }
}

/** As a resolver gives it: four decimal numbers, or IPv6 with or without a zone. */
function readAddress(text: string): Address | undefined {
  const plain = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (ipaddr.IPv4.isValidFourPartDecimal(plain)) return ipaddr.IPv4.parse(plain);
  return ipaddr.IPv6.isValid(plain) ? ipaddr.IPv6.parse(plain) : undefined;
}

/** IPv6 gives addresses to the internet from 2000::/3 alone. */
function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || (((address as ipaddr.IPv6).parts[0] ?? 0) & 0xe000) === 0x2000;
}

/** `::ffff:10.0.0.1` is allowed where `10.0.0.1` is: it is the same host. */
function formsOf(address: Address): readonly Address[] {
  if (address.kind() === 'ipv4') return [address];
  const six = address as ipaddr.IPv6;
  return six.isIPv4MappedAddress() ? [six, six.toIPv4Address()] : [six];
}

const isIn = (address: Address, [range, bits]: readonly [Address, number]): boolean =>
  address.kind() === range.kind() && address.match(range, bits);

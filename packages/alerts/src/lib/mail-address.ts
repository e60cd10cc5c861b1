/** An address with a name. */
export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

/** One address and nothing besides: no list, no comment, no quoted part, nothing that ends a line. */
const plain =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
// oxlint-disable-next-line no-control-regex
const unfit = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * Looks at an address of a configuration.
 *
 * @param given - the address, alone or with a name
 * @param option - where it stands, for messages
 * @returns both
 * @throws TypeError where it is not one plain address
 */
export function toAddress(given: string | MailAddress, option: string): MailAddress {
  const { name, address } = typeof given === 'string' ? { name: '', address: given } : given;
  if (typeof address !== 'string' || address.length > 254 || !plain.test(address))
    throw new TypeError(`email needs one plain address, such as ops@example.com, as \`${option}\`.`);
  if (typeof name !== 'string' || name.length > 100 || unfit.test(name))
    throw new TypeError(`email needs a name of one line, of at most 100 characters, in \`${option}\`.`);
  return { name, address };
}

/** What stands behind the `@`. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

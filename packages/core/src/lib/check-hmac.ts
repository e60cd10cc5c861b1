import type { HmacOptions } from './hmac.ts';

/**
 * Looks for what HMAC options contradict in each other, where they come from a user.
 *
 * @param options - the scheme
 * @throws TypeError that names the contradiction, or an unknown placeholder
 */
export function checkHmacOptions({ content = '{body}', timestamp, id, signature }: HmacOptions): void {
  const refuse = (message: string): never => {
    throw new TypeError(message);
  };
  const names = [...content.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name as string);
  const unknown = names.find((name) => !['id', 'timestamp', 'method', 'url', 'body'].includes(name));
  if (unknown !== undefined)
    refuse(`{${unknown}} is no placeholder; use {id}, {timestamp}, {method}, {url} and {body}.`);
  if (names.filter((name) => name === 'body').length !== 1) refuse('The content names {body}, once.');
  if (names.includes('timestamp') && !timestamp)
    refuse('The content names {timestamp}, but none is configured.');
  if (names.includes('id') && !id) refuse('The content names {id}, but no id header is configured.');
  if (timestamp && !names.includes('timestamp'))
    refuse('A timestamp that is not in the content is not signed.');
  if (id && !names.includes('id')) refuse('An id header that is not in the content is not signed.');
  if (timestamp && (timestamp.header === undefined) === (timestamp.field === undefined)) {
    refuse('A timestamp stands in a header or in a field of the signature header: give one of them.');
  }
  if (timestamp?.field !== undefined && !signature.list) refuse('A timestamp field needs a signature list.');
  if (signature.prefix !== undefined && signature.list)
    refuse('A signature has a prefix or is a list, not both.');
}

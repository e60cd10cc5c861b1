import { badRequest } from './bad-request.ts';
import type { CurlArgument } from './curl-arguments.ts';

/** What the data options of a curl command say together. */
export interface CurlData {
  readonly isThere: boolean;
  /** As a byte string. */
  readonly body: string;
  /** The content type that curl gives it, unless `-H` says another. */
  readonly type: string;
  readonly isJson: boolean;
  /** Whether it goes into the URL's query (`-G`). */
  readonly isQuery: boolean;
}

/**
 * Puts the data of a curl command together as curl does.
 *
 * @param given - the options
 * @param piped - what `@-` stands for, where it is known
 * @throws CliError where the data stands in a file
 */
export function readCurlData(given: readonly CurlArgument[], piped: string | undefined): CurlData {
  let body = '';
  let isThere = false;
  let isJson = false;
  for (const { name, value } of given) {
    const read = name === 'json' ? readPlain : readers[name];
    if (!read) continue;
    const isJoined = isThere && name !== 'json';
    isJson ||= name === 'json';
    isThere = true;
    body += (isJoined ? '&' : '') + read(value, piped);
  }
  return {
    isThere,
    body,
    isJson,
    type: isJson ? 'application/json' : 'application/x-www-form-urlencoded',
    isQuery: given.some(({ name }) => name === 'get'),
  };
}

type Reader = (value: string, piped: string | undefined) => string;

const readers: Readonly<Record<string, Reader>> = {
  data: readPlain,
  'data-ascii': readPlain,
  'data-binary': readPlain,
  'data-raw': (value) => value,
  'data-urlencode': readEncoded,
};

function readPlain(value: string, piped: string | undefined): string {
  if (!value.startsWith('@')) return value;
  if (value === '@-' && piped !== undefined) return piped;
  throw badRequest(
    'The curl command reads its body of a file or of standard input, which is not read here.',
    'Put the body itself there with --data-raw, or give the request as raw HTTP.',
  );
}

function readEncoded(value: string): string {
  const [, name, sign, content = ''] = /^([^=@]*)([=@])([\s\S]*)$/.exec(value) ?? [undefined, '', '', value];
  if (sign === '@') return readPlain('@', undefined);
  return `${name ? `${name}=` : ''}${content.replaceAll(/[^A-Za-z0-9._~-]/g, toPercent)}`;
}

function toPercent(byte: string): string {
  return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

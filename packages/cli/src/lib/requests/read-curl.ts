import type { CapturedRequest, HeaderPairs } from '../captures/capture.ts';
import { badRequest } from './bad-request.ts';
import { fromBase64, fromByteString, toByteString } from './byte-string.ts';
import { readCurlArguments, type CurlArgument } from './curl-arguments.ts';
import { readCurlData, type CurlData } from './curl-data.ts';
import { hasHeader, isToken, trimBlanks } from './header-value.ts';
import { readShellWords, type ShellWord } from './shell-words.ts';

/**
 * Reads a curl command as documentation and browsers write it: the request that curl would send, without what curl adds
 * of its own accord (`User-Agent`, `Accept`). Nothing is run and no file is read.
 *
 * @param text - as a byte string
 * @returns the request
 * @throws CliError where it is none, or names a file, a variable or another command
 */
export function readCurl(text: string): CapturedRequest {
  const isWindows = isCmd(text);
  const plain = isWindows ? text.replaceAll(/\^(\r?\n|[\s\S])/g, toUncareted) : text;
  const { words, piped } = splitPipe(readShellWords(plain.replace(/^\s*\$ /, ''), { isWindows }));
  if (!isCurlName(words[0] ?? '')) throw badRequest('This is no curl command.');
  const given = readCurlArguments(words.slice(1));
  const data = readCurlData(given, piped);
  const { host, target } = readUrl(given, data);
  const method = toMethod(given, data);
  return {
    method,
    target,
    headers: readHeaders(given, host, data),
    body: fromByteString(data.isQuery ? '' : data.body),
  };
}

/** Whether a text begins with a curl command, perhaps behind a prompt or what is piped into it. */
export function isCurl(text: string): boolean {
  return /^\s*(\$ )?(curl(\.exe)?\s|printf [^\n|]*\|[^|]*\| *curl\s)/.test(text);
}

/** Browsers copy for `cmd` of Windows too: its escape is `^`, and its quotes are double ones. */
const isCmd = (text: string): boolean => /^[^'"]*\s\^"|^\s*curl(\.exe)? "[^"\r\n]*" \^\r?\n/.test(text);
const isCurlName = (word: string): boolean => /(^|[/\\])curl(\.exe)?$/.test(word);
const toUncareted = (_all: string, next: string): string => (/^\r?\n$/.test(next) ? '' : next);

/** Only `printf %s '<base64>' | base64 -d | curl ... --data-binary @-` is understood: it is how such a body is written. */
function splitPipe(tokens: readonly ShellWord[]): { words: readonly string[]; piped: string | undefined } {
  const commands: string[][] = [[]];
  for (const token of tokens) {
    if ('word' in token) commands.at(-1)?.push(token.word);
    else if (token.operator === '|') commands.push([]);
    else if (token.operator !== ';') throw otherCommand();
  }
  const words = commands.at(-1) ?? [];
  if (commands.length === 1) return { words, piped: undefined };
  const [[print, format, encoded = ''] = [], [decode, flag] = []] = commands;
  const isOurs =
    print === 'printf' && format === '%s' && decode === 'base64' && /^(-d|-D|--decode)$/.test(flag ?? '');
  const bytes = isOurs && commands.length === 3 ? fromBase64(encoded) : undefined;
  if (!bytes && isCurlName(commands[0]?.[0] ?? '')) return { words: commands[0] ?? [], piped: undefined };
  if (!bytes) throw otherCommand();
  return { words, piped: toByteString(bytes) };
}

function otherCommand(): Error {
  return badRequest(
    'The text holds more than one curl command, or sends it from or to a file.',
    'Give the curl command alone, with its body in it.',
  );
}

function valuesOf(given: readonly CurlArgument[], name: string): readonly string[] {
  return given.flatMap((one) => (one.name === name ? [one.value] : []));
}

function has(given: readonly CurlArgument[], name: string): boolean {
  return given.some((one) => one.name === name);
}

function readUrl(given: readonly CurlArgument[], data: CurlData): { host: string; target: string } {
  const [url, another] = valuesOf(given, 'url');
  if (url === undefined) throw badRequest('The curl command names no URL.');
  if (another !== undefined) {
    throw badRequest('The curl command names more than one URL.', 'Is a quote missing around a value?');
  }
  const [, authority = '', path = ''] = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)([^#]*)/i.exec(url) ?? [];
  const asked = valuesOf(given, 'request-target').at(-1);
  const queries = [...valuesOf(given, 'url-query'), ...(data.isQuery && data.body !== '' ? [data.body] : [])];
  const own = path.startsWith('/') ? path : `/${path}`;
  const target = queries.reduce((all, query) => `${all}${all.includes('?') ? '&' : '?'}${query}`, own);
  return { host: authority.replace(/^.*@/, ''), target: asked ?? target };
}

function toMethod(given: readonly CurlArgument[], data: CurlData): string {
  const method = valuesOf(given, 'request').at(-1) ?? (has(given, 'head') ? 'HEAD' : undefined);
  if (method !== undefined && !isToken(method)) throw badRequest('The curl command names no HTTP method.');
  return method ?? (data.isThere && !data.isQuery ? 'POST' : 'GET');
}

function readHeaders(given: readonly CurlArgument[], host: string, data: CurlData): HeaderPairs {
  const removed: string[] = [];
  const headers = valuesOf(given, 'header').flatMap((line): HeaderPairs => {
    const [, name = '', sign, value = ''] = /^([^:;]*)([:;])?([\s\S]*)$/.exec(line) ?? [];
    if (line.startsWith('@'))
      throw badRequest('The curl command reads headers of a file.', 'Put them in with -H.');
    if (!isToken(name) || /[\r\n]/.test(value))
      throw badRequest('The curl command has a -H that is no header.');
    if (sign === ';' && value === '') return [[name, '']];
    if (trimBlanks(value) !== '' && sign === ':') return [[name, trimBlanks(value)]];
    removed.push(name.toLowerCase());
    return [];
  });
  const added = (name: string, value: string | undefined): HeaderPairs =>
    value === undefined || removed.includes(name.toLowerCase()) || hasHeader(headers, name.toLowerCase())
      ? []
      : [[name, value]];
  const last = (name: string): string | undefined => valuesOf(given, name).at(-1);
  const user = last('user');
  const bearer = last('oauth2-bearer');
  const basic = user === undefined ? undefined : `Basic ${Buffer.from(user, 'latin1').toString('base64')}`;
  const cookie = valuesOf(given, 'cookie').join('; ');
  if (cookie !== '' && !cookie.includes('=')) throw badRequest('The curl command reads cookies of a file.');
  return [
    ...added('Host', host === '' ? undefined : host),
    ...added('Authorization', bearer === undefined ? basic : `Bearer ${bearer}`),
    ...added('User-Agent', last('user-agent')),
    ...added('Referer', last('referer')),
    ...added('Cookie', cookie === '' ? undefined : cookie),
    ...headers,
    ...added('Accept', data.isJson ? 'application/json' : undefined),
    ...added('Content-Type', data.isThere && !data.isQuery ? data.type : undefined),
  ];
}

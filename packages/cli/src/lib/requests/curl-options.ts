/** What an option of curl means here: `value` takes the next word, and `skip` too but means nothing for a request. */
export type CurlOption = 'value' | 'skip' | 'flag' | 'refused';

const named = (kind: CurlOption, names: string): readonly (readonly [string, CurlOption])[] =>
  names.split(' ').map((name) => [name, kind] as const);

/** By its long name, or its letter. */
const options: ReadonlyMap<string, CurlOption> = new Map([
  ...named(
    'value',
    'request header data data-ascii data-raw data-binary data-urlencode json user user-agent referer cookie url request-target oauth2-bearer url-query',
  ),
  ...named(
    'skip',
    'output max-time connect-timeout proxy cacert capath cert cert-type key key-type pass write-out resolve connect-to retry retry-delay retry-max-time interface max-redirs cookie-jar dump-header limit-rate speed-time speed-limit ciphers tls-max proto noproxy keepalive-time unix-socket stderr trace trace-ascii tls13-ciphers local-port expect100-timeout',
  ),
  ...named(
    'flag',
    'silent show-error verbose insecure include location location-trusted fail fail-with-body globoff progress-bar no-progress-meter no-buffer compressed get head http0.9 http1.0 http1.1 http2 http2-prior-knowledge http3 path-as-is tcp-nodelay ipv4 ipv6 tlsv1 tlsv1.2 tlsv1.3 ssl-reqd no-keepalive remote-name raw remote-time create-dirs digest basic ntlm anyauth retry-connrefused retry-all-errors styled-output no-styled-output',
  ),
  ...named('refused', 'form form-string upload-file config next parallel netrc variable'),
]);

const letters: Readonly<Record<string, string>> = {
  X: 'request',
  H: 'header',
  d: 'data',
  u: 'user',
  A: 'user-agent',
  e: 'referer',
  b: 'cookie',
  o: 'output',
  m: 'max-time',
  x: 'proxy',
  E: 'cert',
  w: 'write-out',
  c: 'cookie-jar',
  D: 'dump-header',
  s: 'silent',
  S: 'show-error',
  v: 'verbose',
  k: 'insecure',
  i: 'include',
  L: 'location',
  f: 'fail',
  g: 'globoff',
  '#': 'progress-bar',
  N: 'no-buffer',
  G: 'get',
  I: 'head',
  0: 'http1.0',
  4: 'ipv4',
  6: 'ipv6',
  O: 'remote-name',
  F: 'form',
  T: 'upload-file',
  K: 'config',
  ':': 'next',
  Z: 'parallel',
  n: 'netrc',
};

/** The long name of a letter. */
export function longNameOf(letter: string): string | undefined {
  return Object.hasOwn(letters, letter) ? letters[letter] : undefined;
}

/** What an option means, or undefined where curl has none of that name that is known here. */
export function curlOption(longName: string): CurlOption | undefined {
  return options.get(longName);
}

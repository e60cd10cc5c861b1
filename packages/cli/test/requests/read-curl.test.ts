import { expect, test } from 'vitest';
import { readRequest } from '../../src/lib/requests/read-request.ts';

interface Told {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const form = 'application/x-www-form-urlencoded';

const commands: readonly (readonly [name: string, command: string, told: Told])[] = [
  [
    'what documentation shows',
    `curl -X POST https://example.com/hooks?a=1 \\
  -H "Content-Type: application/json" \\
  -d '{"id": "evt_1"}'`,
    {
      method: 'POST',
      target: '/hooks?a=1',
      headers: { 'Content-Type': 'application/json' },
      body: '{"id": "evt_1"}',
    },
  ],
  [
    'what Chrome copies for bash',
    `curl 'https://example.com/hooks' \\
  -H 'accept: */*' \\
  -H $'x-name: J\\'s' \\
  --data-raw $'{"text":"it\\'s \\u0021\\nok"}' \\
  --compressed`,
    { method: 'POST', headers: { accept: '*/*', 'x-name': "J's" }, body: '{"text":"it\'s !\nok"}' },
  ],
  [
    'what Chrome copies for cmd',
    'curl ^"https://example.com/hooks^" ^\r\n  -H ^"content-type: application/json^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":^\\^"50^%^\\^"^}^"',
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":"50%"}' },
  ],
  [
    'a prompt before it',
    '$ curl -d a=1 localhost:3000/x',
    { target: '/x', body: 'a=1', headers: { Host: 'localhost:3000' } },
  ],
  [
    'data joined with &',
    'curl -d a=1 -d b=2 http://x/',
    { body: 'a=1&b=2', headers: { 'Content-Type': form } },
  ],
  ['line breaks in data stay', `curl --data-binary 'a\nb\n' http://x/`, { body: 'a\nb\n' }],
  [
    '--json',
    `curl --json '{"a":' --json '1}' http://x/`,
    { body: '{"a":1}', headers: { Accept: 'application/json' } },
  ],
  ['-G', `curl -G -d q=1 'http://x/y?z=2'`, { method: 'GET', target: '/y?z=2&q=1', body: '' }],
  ['--data-urlencode', `curl --data-urlencode 'n=a b&ü' http://x/`, { body: 'n=a%20b%26%C3%BC' }],
  ['letters together', `curl -sSXPUT -d1 http://x/`, { method: 'PUT', body: '1' }],
  ['-u', 'curl -u me:pass http://x/', { method: 'GET', headers: { Authorization: 'Basic bWU6cGFzcw==' } }],
  ['a header taken out', `curl -H 'Content-Type:' -d x http://x/`, { headers: { Host: 'x' } }],
  ['a header without a value', `curl -H 'X-Empty;' http://x/`, { headers: { Host: 'x', 'X-Empty': '' } }],
  ['-I', 'curl -I http://x', { method: 'HEAD', target: '/' }],
  ['a fragment', 'curl http://x/a#b', { target: '/a' }],
  ['double quotes', 'curl -d "{\\"a\\":\\"\\\\n\\"}" http://x/', { body: '{"a":"\\n"}' }],
  ['escaped bytes', String.raw`curl -d $'\xff\303\274\x41' http://x/`, { body: '\uFFFDüA' }],
  ['a comment', 'curl -d x http://x/ # to try', { body: 'x' }],
  ['output into another program', 'curl -d x http://x/ | jq .', { body: 'x' }],
  ['a cookie', "curl -b 'a=1; b=2' http://x/", { headers: { Host: 'x', Cookie: 'a=1; b=2' } }],
];

test.each(commands)('%s is read', (_name, command, told) => {
  const { headers, body, method, target } = readRequest(command);
  expect({ method, target }).toMatchObject({
    ...(told.method !== undefined && { method: told.method }),
    ...(told.target !== undefined && { target: told.target }),
  });
  expect(Object.fromEntries(headers)).toMatchObject(told.headers ?? {});
  if (told.body !== undefined) expect(new TextDecoder().decode(body)).toBe(told.body);
});

test('a header that is taken out is not there', () => {
  expect(readRequest(`curl -H 'Content-Type:' -H 'Host:' -d x http://x/`).headers).toEqual([]);
});

const refused: readonly (readonly [name: string, command: string, message: RegExp])[] = [
  ['a file', 'curl -d @body.json http://x/', /reads its body of a file/],
  ['standard input', 'curl --data-binary @- http://x/', /reads its body of a file or of standard input/],
  ['a file in --data-urlencode', 'curl --data-urlencode n@f http://x/', /reads its body of a file/],
  ['a file in --json', 'curl --json @f http://x/', /reads its body of a file/],
  ['a file of headers', 'curl -H @f http://x/', /reads headers of a file/],
  ['a form with parts', 'curl -F a=b http://x/', /boundary/],
  ['a variable', 'curl -H "Authorization: $TOKEN" http://x/', /variable or a substitution/],
  ['a substitution', 'curl -d "$(cat f)" http://x/', /variable or a substitution/],
  ['backticks', 'curl -d `cat f` http://x/', /variable or a substitution/],
  ['an open quote', "curl -d 'x http://x/", /quote that is not closed/],
  ['two URLs', 'curl -d x http://x/ http://y/', /more than one URL/],
  ['no URL', 'curl -d x', /names no URL/],
  ['an option that is unknown', 'curl --frobnicate http://x/', /--frobnicate/],
  ['another command', 'curl -d x http://x/ && rm -rf .', /more than one curl command/],
  ['what another command pipes in', 'cat f | curl -d @- http://x/', /no request that is known/],
];

test.each(refused)('%s is refused, with the reason', (_name, command, message) => {
  expect(() => readRequest(command)).toThrow(message);
});

import { connect } from 'node:net';
import { sign, send } from '@hooklatch/testing';
import { findProvider } from '@hooklatch/providers';
import { expect, test } from 'vitest';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { openStage, post, secret, type Stage } from './lib/open-stage.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

const bodies: Readonly<Record<string, Uint8Array>> = {
  'no body': new Uint8Array(),
  'every byte': Uint8Array.from({ length: 256 }, (_, at) => at),
  'a byte order mark': bytes('\u00ef\u00bb\u00bf{"a":1}'),
  'Latin letters that are no UTF-8': bytes('{"name":"J\u00f6rg"}'),
  'JSON with white space, escapes and large numbers': bytes(
    '{\r\n "a" : 1.0, "b": 12345678901234567890, "c": "\\u00e9\\/" }\n',
  ),
  'NUL and halves of surrogates': bytes('\0\u00ed\u00a0\u0080'),
  'a megabyte of many chunks': new Uint8Array(2 ** 20).map((_, at) => at % 251),
};

onEachDatabase('bytes', ({ origin }) => {
  const open = async (): Promise<Stage> => {
    const given = await origin();
    return openStage(given && { origin: given });
  };

  test('the exact bytes are kept', async () => {
    await using stage = await open();
    const endpoint = await stage.add();
    for (const [name, body] of Object.entries(bodies)) {
      const signed = await endpoint.sign({ body, id: name });
      const chunked = name.includes('chunks') ? { chunkBytes: 10_000 } : {};
      const { status } = await send(endpoint.url, { headers: signed.headers.entries(), body, ...chunked });
      expect([name, status]).toEqual([name, 200]);
    }
    const rows = await stage.log();
    expect(rows.map(({ bytes: length }) => length)).toEqual(
      Object.values(bodies).map(({ length }) => length),
    );
    for (const [at, body] of Object.values(bodies).entries()) {
      expect(Buffer.compare(rows[at]?.body as Uint8Array, body)).toBe(0);
    }
  });

  test('headers are kept as they came: order, spelling, doubles, and letters that are no ASCII', async () => {
    await using stage = await open();
    const { url } = await stage.add();
    const headers: [string, string][] = [
      ['X-Double', 'one'],
      ['x-Latin', 'J\u00f6rg'],
      ['X-DOUBLE', 'two, three'],
      ['x-empty', ''],
      ['Content-Type', 'text/plain'],
    ];
    await post(`${url}/a/b%20c?d=e&d=f`, 'x', headers);
    const [row] = await stage.logOf(1);
    const pairs = JSON.parse(row?.headers ?? '[]') as [string, string][];
    expect(pairs.filter(([name]) => /^(x-|content-type)/i.test(name))).toEqual(headers);
    expect(row?.target).toBe(`${new URL(url).pathname}/a/b%20c?d=e&d=f`);
    expect(row?.content_type).toBe('text/plain');
  });

  test('what asks for a whole URL is found too', async () => {
    await using stage = await open();
    const { url } = await stage.add();
    const { host, hostname, port, pathname } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST ${url}?a=1 HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
    );
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    expect(text).toMatch(/^HTTP\/1.1 400 /);
    expect((await stage.logOf(1))[0]).toMatchObject({ target: `${pathname}?a=1`, code: 'signature_missing' });
  });

  test('a provider that signs the URL is told the public one', async () => {
    const given = await origin();
    await using stage = await openStage({
      ...(given && { origin: given }),
      settings: { publicUrl: 'https://hooks.example.com/gateway/', trustedProxies: [] },
    });
    const { url, row } = await stage.add({ provider: 'twilio' });
    const publicUrl = `https://hooks.example.com/gateway/in/${row.slug}/calls?x=1`;
    const options = {
      secret,
      url: publicUrl,
      body: 'MessageSid=SM1&MessageStatus=sent',
      type: 'message.status',
    };
    const { headers, body } = await sign(findProvider('twilio')({ publicUrl }), options);
    const { status } = await send(`${url}/calls?x=1`, { headers: headers.entries(), body });
    expect(status).toBe(200);
    const { status: elsewhere } = await send(`${url}/other?x=1`, { headers: headers.entries(), body });
    expect(elsewhere).toBe(400);
  });

  test.each([
    [
      'a proxy that is trusted says what was called',
      ['127.0.0.0/8'],
      { status: 200, address: '203.0.113.9' },
    ],
    ['another says nothing', [], { status: 400, address: '127.0.0.1' }],
  ])('without one, %s', async (_name, trustedProxies, expected) => {
    const given = await origin();
    await using stage = await openStage({ ...(given && { origin: given }), settings: { trustedProxies } });
    const { url, row } = await stage.add({ provider: 'twilio' });
    const publicUrl = `https://hooks.example.com/in/${row.slug}`;
    const options = {
      secret,
      url: publicUrl,
      body: 'MessageSid=SM1&MessageStatus=sent',
      type: 'message.status',
    };
    const { headers, body } = await sign(findProvider('twilio')({ publicUrl }), options);
    const forwarded: [string, string][] = [
      ['x-forwarded-for', '10.9.9.9, 203.0.113.9'],
      ['x-forwarded-proto', 'https'],
      ['x-forwarded-host', 'hooks.example.com'],
    ];
    const answer = await send(url, { headers: [...headers.entries(), ...forwarded], body });
    expect(answer.status).toBe(expected.status);
    expect((await stage.logOf(1))[0]?.remote_address).toBe(expected.address);
  });
});

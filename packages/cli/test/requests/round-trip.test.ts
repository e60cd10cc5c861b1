import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CapturedRequest } from '../../src/lib/captures/capture.ts';
import { hasHostile } from '../../src/lib/printable.ts';
import { readCaptureJson } from '../../src/lib/requests/read-capture-json.ts';
import { readRequest } from '../../src/lib/requests/read-request.ts';
import { writeCaptureJson } from '../../src/lib/requests/write-capture-json.ts';
import { writeCurl } from '../../src/lib/requests/write-curl.ts';
import { writeFetch } from '../../src/lib/requests/write-fetch.ts';
import { writeHar } from '../../src/lib/requests/write-har.ts';
import { writeRawHttp } from '../../src/lib/requests/write-raw-http.ts';
import { requests } from './request-arbitrary.ts';

const writers: readonly [string, (request: CapturedRequest) => Uint8Array | string][] = [
  ['raw HTTP', writeRawHttp],
  ['curl', (request) => writeCurl(request)],
  ['HAR', (request) => writeHar([request])],
  ['a capture', writeCaptureJson],
];

test.each(writers)('what is written as %s is read the same, byte for byte', (_name, write) => {
  fc.assert(
    fc.property(requests, (request) => {
      expect(readRequest(write(request))).toEqual(request);
    }),
    { numRuns: 1500 },
  );
});

const texts: readonly [string, (request: CapturedRequest) => string][] = [
  ['curl', (request) => writeCurl(request)],
  ['fetch', (request) => writeFetch(request)],
  ['HAR', (request) => writeHar([request])],
  ['a capture', writeCaptureJson],
];

test.each(texts)('%s shows nothing hostile in a terminal', (_name, write) => {
  fc.assert(
    fc.property(requests, (request) => {
      expect(hasHostile(write(request))).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('a capture keeps what is known of it, its answers too', () => {
  const capture = {
    id: 'cap_1',
    receivedAt: 1_700_000_000_000,
    method: 'POST',
    target: '/',
    headers: [],
    body: Uint8Array.of(255),
    verdict: { outcome: 'verified', eventId: 'evt_1' },
    answers: [
      {
        attempt: 1,
        at: 1,
        milliseconds: 2,
        to: 'http://localhost',
        status: 200,
        body: Uint8Array.of(0, 255),
      },
      { attempt: 2, at: 2, milliseconds: 2, to: 'http://localhost', error: 'ECONNREFUSED' },
    ],
  } as const;
  expect(readCaptureJson(writeCaptureJson(capture))).toEqual(capture);
});

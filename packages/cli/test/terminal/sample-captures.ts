import type { CapturedRequest, Verdict } from '../../src/lib/captures/capture.ts';
import type { CaptureStore } from '../../src/lib/captures/store.ts';

/** When the first sample came. */
export const sampleTime: number = Date.UTC(2026, 10, 22, 14, 3, 59);

const types = ['user.created', 'user.updated', 'session.ended', 'organization.created', 'email.created'];

/** A delivery as Clerk sends it, with a number in it. */
export function sampleRequest(number: number, body?: string | Uint8Array): CapturedRequest {
  const type = types[number % types.length];
  const text = JSON.stringify({
    type,
    object: 'event',
    number,
    data: {
      id: `user_${number}`,
      first_name: 'Zoë',
      email_addresses: [{ email_address: 'zoe@example.com', verification: null }],
      created_at: 1_763_820_239_000,
      public_metadata: {},
      banned: false,
    },
  });
  return {
    method: 'POST',
    target: `/webhooks/clerk?number=${number}`,
    headers: [
      ['Host', '127.0.0.1:4242'],
      ['Content-Type', 'application/json'],
      ['svix-id', `msg_${number}`],
      ['svix-timestamp', '1763820239'],
      ['svix-signature', 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4='],
    ],
    body: typeof body === 'object' ? body : Buffer.from(body ?? text),
  };
}

const verdicts: readonly Verdict[] = [
  { outcome: 'verified', provider: 'clerk' },
  { outcome: 'verified', provider: 'clerk' },
  { outcome: 'refused', provider: 'clerk', code: 'signature_mismatch', hint: 'No secret of clerk fits.' },
  { outcome: 'unchecked' },
];

/** Adds samples, the last of which is the newest. @returns their ids */
export async function addSamples(store: CaptureStore, count: number, first = 0): Promise<string[]> {
  const captures = await Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const number = first + at;
      const verdict = verdicts[number % verdicts.length] ?? { outcome: 'unchecked' };
      const known = { ...verdict, eventId: `msg_${number}`, eventType: `${types[number % types.length]}` };
      return store.add(sampleRequest(number), known, sampleTime + number * 1000);
    }),
  );
  await Promise.all(
    captures.map(async ({ id, verdict }, at) =>
      verdict.outcome === 'unchecked'
        ? undefined
        : store.answer(id, {
            at: sampleTime + (first + at) * 1000 + 20,
            milliseconds: 12 + (at % 30),
            to: 'http://127.0.0.1:3000/webhooks/clerk',
            ...(at % 7 === 6
              ? { error: 'ECONNREFUSED' }
              : { status: verdict.outcome === 'refused' ? 401 : 200 }),
            headers: [['Content-Type', 'application/json']],
            body: Buffer.from('{"received":true}'),
          }),
    ),
  );
  return captures.map(({ id }) => id);
}

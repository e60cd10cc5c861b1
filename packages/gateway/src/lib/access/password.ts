import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { ApiError } from '../api/api-error.ts';

const cost = { N: 2 ** 15, r: 8, p: 3 };
const keyBytes = 32;
/** Each takes 32 MiB and a thread of the pool: strangers may ask for as many as they like. */
const mostAtOnce = 4;
const mostWaiting = 32;
/** Says nothing to anybody, and is as much work as a real one. */
const nobodys = `scrypt$${cost.N}$${cost.r}$${cost.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Turns a password into what is kept of it: scrypt, with its parameters and a salt of its own.
 *
 * @throws ApiError 503 where too many are asked for at once
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/**
 * Whether this is the password; takes as long where there is none.
 *
 * @param kept - what {@link hashPassword} gave
 * @throws ApiError 503 where too many are asked for at once
 */
export async function isPassword(password: string, kept: string | null | undefined): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = (kept ?? nobodys).split('$');
  const expected = Buffer.from(key, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return (
    expected.length === given.length &&
    timingSafeEqual(expected, given) &&
    kept !== null &&
    kept !== undefined
  );
}

async function derive(password: string, salt: Uint8Array, parameters: typeof cost): Promise<Buffer> {
  await enter();
  const options: ScryptOptions = { ...parameters, maxmem: 256 * parameters.N * parameters.r };
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      scrypt(password.normalize('NFKC'), salt, keyBytes, options, (error, key) =>
        error ? reject(error) : resolve(key),
      );
    });
  } finally {
    leave();
  }
}

async function enter(): Promise<void> {
  if (running < mostAtOnce) return void (running += 1);
  if (waiting.length >= mostWaiting) {
    throw new ApiError(503, 'busy', 'Too many passwords are being checked; try again.', 2);
  }
  await new Promise<void>((resolve) => waiting.push(resolve));
}

function leave(): void {
  const next = waiting.shift();
  // Who waits takes the place over.
  if (next) next();
  else running -= 1;
}

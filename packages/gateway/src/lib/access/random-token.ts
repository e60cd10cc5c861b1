import { createHash, randomBytes } from 'node:crypto';

/** Makes 256 random bits, as text that fits in a URL and in a header. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/** What is kept of a random token: it has 256 bits, so one round of SHA-256 cannot be undone by guessing. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

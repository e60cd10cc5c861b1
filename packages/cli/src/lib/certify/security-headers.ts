import { sentHeader, withoutHeader, type Probe } from './probe.ts';
import type { Stage } from './stage.ts';

/** Whether a name is that of the header that holds the signature or the token. */
const isProof = /sign?(ature)?$|sig-|signature|hmac|mac$|authorization|token|secret|verification/;

/**
 * The headers without which a genuine delivery is refused, the one with the proof first.
 *
 * @returns lower-case names; none where the proof stands in the body or the URL
 */
export async function securityHeaders(stage: Stage, genuine: Probe): Promise<readonly string[]> {
  const { schemes } = stage.provider.definition;
  const names = new Set(genuine.headers.map(([name]) => name.toLowerCase()));
  const needed: string[] = [];
  for (const name of names) {
    const { status } = await stage.reference(withoutHeader(genuine, name));
    if (status >= 300) needed.push(name);
  }
  const first = schemes.map(({ headers }) => headers[0]).find((name) => name && needed.includes(name));
  const proof = first ?? needed.find((name) => isProof.test(name));
  return needed.toSorted((left, right) => Number(right === proof) - Number(left === proof));
}

/** The header with the proof, and its value. */
export async function proofOf(
  stage: Stage,
  genuine: Probe,
): Promise<{ readonly name: string; readonly value: string } | undefined> {
  const [name] = await securityHeaders(stage, genuine);
  return name === undefined ? undefined : { name, value: sentHeader(genuine, name) ?? '' };
}

/** Another text of the same form: its last run of letters and digits of some length, changed in every character. */
export function otherText(value: string): string {
  const runs = [...value.matchAll(/[A-Za-z0-9+/_-]{8,}/g)];
  const last = runs.at(-1);
  if (!last) return `${value}x`;
  const { index, 0: run } = last;
  const isHex = /^[\da-f]+$/.test(run);
  const changed = isHex
    ? run.replace(/./g, (digit) => (15 - Number.parseInt(digit, 16)).toString(16))
    : rotate(run);
  return value.slice(0, index) + changed + value.slice(index + run.length);
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The last character keeps the bits that base64 does not use. */
function rotate(run: string): string {
  return run.replace(/[A-Za-z0-9+/]/g, (letter, at: number) =>
    at === run.length - 1 ? letter : (alphabet[(alphabet.indexOf(letter) + 32) % 64] as string),
  );
}

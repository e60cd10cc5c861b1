import { toPrintableJson } from '../printable.ts';
import type { Capture } from './capture.ts';

/** What a fixture holds: what `sign` of `@hooklatch/testing` takes beside a secret. */
export interface Fixture {
  readonly type?: string;
  readonly id?: string;
  /** The exact bytes: as text where they are UTF-8. */
  readonly body?: string;
  readonly bodyBase64?: string;
}

/** What `sign(provider, { secret, ...fixture })` needs to say the same again. */
export function toFixture({ verdict, body }: Capture): Fixture {
  const { eventType, eventId } = verdict;
  return {
    ...(eventType !== undefined && { type: eventType }),
    ...(eventId !== undefined && { id: eventId }),
    ...toText(body),
  };
}

/**
 * Captures as a module of TypeScript.
 *
 * @param captures - each becomes an exported constant, named after its type
 */
export function writeFixtures(captures: readonly Capture[]): string {
  const names = new Map<string, number>();
  const parts = captures.map((capture) => {
    const base = toName(capture.verdict.eventType ?? 'delivery');
    const count = (names.get(base) ?? 0) + 1;
    names.set(base, count);
    return writeOne(capture, count === 1 ? base : `${base}${count}`);
  });
  const usage = `// import { sign } from '@hooklatch/testing';\n// const delivery = await sign(provider, { secret, ...fixture });\n`;
  return `${usage}\n${parts.join('\n')}`;
}

function writeOne(capture: Capture, name: string): string {
  const { bodyBase64, ...rest } = toFixture(capture);
  const lines = Object.entries(rest).map(([key, value]) => `  ${key}: ${toPrintableJson(value)},\n`);
  if (bodyBase64 !== undefined)
    lines.push(`  body: Uint8Array.from(atob('${bodyBase64}'), (letter) => letter.charCodeAt(0)),\n`);
  return `export const ${name} = {\n${lines.join('')}};\n`;
}

function toText(body: Uint8Array): Fixture {
  try {
    return { body: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body) };
  } catch {
    return { bodyBase64: Buffer.from(body).toString('base64') };
  }
}

/** `user.created` becomes `userCreated`; what no name can hold is left out. */
function toName(type: string): string {
  const words = type.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const [first = 'delivery', ...more] = words;
  const name = [
    first[0]?.toLowerCase(),
    first.slice(1),
    ...more.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`),
  ];
  return `${/^\d/.test(first) ? 'event' : ''}${name.join('')}Fixture`;
}

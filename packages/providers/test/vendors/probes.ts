// Odd deliveries that every library is asked about.
import { changed, type Sent } from './sent.ts';

/** An odd delivery: made of one that we sign. */
export interface Probe {
  /** How much later than now it is signed, in milliseconds. */
  readonly later?: number;
  /** What its body is, in place of the vendor's. */
  readonly text?: string;
  /** Undefined where it cannot be changed so. */
  readonly change?: (sent: Sent, key: string) => Sent | undefined | Promise<Sent | undefined>;
}

// What completes “accepts …” and “refuses …”.
export const behind = 'a timestamp a day behind the clock';
export const ahead = 'a timestamp a day ahead of the clock';
export const respelled = 'a body with white space added behind it';
export const otherBody = 'a body with a letter changed';
export const upper = 'hexadecimal digits in upper case';
export const unpadded = 'base64 without its padding';
export const otherFirst = 'a signature of another secret before its own';
export const otherLast = 'a signature of another secret behind its own';

const day = 86_400_000;

/** Changes what stands in headers, or undefined where nothing in them can be. */
function inHeaders(pattern: RegExp, change: (...found: string[]) => string): Probe {
  return {
    change(sent) {
      const found = Object.entries(sent.headers).filter(([, value]) => pattern.test(value));
      const headers = found.map(([name, value]) => [name, value.replace(pattern, change)]);
      return headers.length > 0 ? changed(sent, { headers: Object.fromEntries(headers) }) : undefined;
    },
  };
}

/** A signature in a list: `;h1=…`, `,v1=…`, `v1,…`. */
const listed = /(, ?|;|^)([a-z]\d[=,])([\w+/=-]{40,})$/;

/** A digest of the same length. */
function other(digest = ''): string {
  return (digest.startsWith('0') ? '1' : '0') + digest.slice(1);
}

export const probes: Readonly<Record<string, Probe>> = {
  [behind]: { later: -day },
  [ahead]: { later: day },
  [respelled]: { change: (sent) => changed(sent, { text: `${sent.text} ` }) },
  [otherBody]: {
    change: (sent) =>
      sent.text.includes('evt_1') ? changed(sent, { text: sent.text.replace('evt_1', 'evt_2') }) : undefined,
  },
  [upper]: inHeaders(/\b[0-9a-f]{40,}$/, (text) => text.toUpperCase()),
  [unpadded]: inHeaders(/(?<=[\w+/]{26,})=+$/, () => ''),
  [otherFirst]: inHeaders(listed, (all, separator, name, digest) =>
    separator || name?.endsWith(',')
      ? `${separator}${name}${other(digest)}${separator || ' '}${name}${digest}`
      : all,
  ),
  [otherLast]: inHeaders(listed, (all, separator, name, digest) =>
    separator || name?.endsWith(',') ? `${all}${separator || ' '}${name}${other(digest)}` : all,
  ),
};

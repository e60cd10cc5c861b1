import type { SendResult } from './channel.ts';
import { hide } from './post.ts';
import { fit, toLine } from './text.ts';

/** Who is not let in, whatever is sent. */
const broken = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2']);

/**
 * What came of a mail that a server has not taken.
 *
 * @param error - of nodemailer
 * @param secrets - what no error may show
 * @param why - where it was given up (the server's own words)
 * @returns the result: 5xx is permanent, all else is tried again
 */
export function toMailResult(error: unknown, secrets: readonly string[], why?: string): SendResult {
  const { responseCode, code, response } = Object(error) as {
    responseCode?: unknown;
    code?: unknown;
    response?: unknown;
  };
  const status = typeof responseCode === 'number' ? responseCode : undefined;
  const isRefused = status !== undefined && status >= 500;
  const isChannelBroken = typeof code === 'string' && broken.has(code) && (status === undefined || isRefused);
  const said = typeof response === 'string' ? fit(hide(toLine(response), secrets), 200) : '';
  const known = typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : 'no code';
  return {
    ok: false,
    status,
    isPermanent: isRefused || isChannelBroken,
    isChannelBroken,
    error: why ?? (said === '' ? `The mail server could not be used: ${known}.` : `SMTP ${said}`),
  };
}

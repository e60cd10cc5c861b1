import { createTransport } from 'nodemailer';
import type { EmailOptions, MailTransportLike } from '../email.ts';

/** How a mail server is reached. */
export interface SmtpOptions {
  readonly host: string;
  /** (465 where `secure`, else 587) */
  readonly port?: number | undefined;
  /** Whether the connection is encrypted from its beginning; otherwise by STARTTLS, where the server offers it. (false) */
  readonly secure?: boolean | undefined;
  /** Whether nothing is sent without STARTTLS. (false) */
  readonly requireTls?: boolean | undefined;
  readonly user?: string | undefined;
  /** It is a secret. */
  readonly password?: string | undefined;
}

/**
 * A transport that speaks to a mail server.
 *
 * @throws TypeError where there is not exactly one way to it, or it cannot be used
 */
export function toTransport(
  { smtp, transport }: Pick<EmailOptions, 'smtp' | 'transport'>,
  timeoutMs: number,
): MailTransportLike {
  if ((smtp === undefined) === (transport === undefined))
    throw new TypeError('email needs either `smtp` or a `transport`.');
  if (transport) return transport;
  const timeouts = {
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const {
    host,
    port,
    secure = false,
    requireTls = false,
    user,
    password,
  } = toSmtp(smtp as string | SmtpOptions);
  const made = createTransport({
    ...timeouts,
    host,
    port: port ?? (secure ? 465 : 587),
    secure,
    requireTLS: requireTls,
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
  });
  return made as unknown as MailTransportLike;
}

function toSmtp(smtp: string | SmtpOptions): SmtpOptions {
  if (typeof smtp === 'object') {
    if (typeof smtp.host !== 'string' || smtp.host === '')
      throw new TypeError('email needs the host of a mail server.');
    return smtp;
  }
  const url = URL.canParse(smtp) ? new URL(smtp) : undefined;
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '')
    throw new TypeError('email needs a URL such as smtps://user:password@mail.example.com as `smtp`.');
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    secure: url.protocol === 'smtps:',
    ...(url.port !== '' && { port: Number(url.port) }),
    ...(url.username !== '' && {
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
    }),
  };
}

/** What no error of the server may show. */
export function secretsOf(smtp: EmailOptions['smtp']): readonly string[] {
  if (smtp === undefined) return [];
  const { password } = toSmtp(smtp);
  if (password === undefined) return [];
  return [password, Buffer.from(password).toString('base64')];
}

/** A transport that does not listen to the signal keeps nobody waiting. */
export async function untilAborted<Result>(signal: AbortSignal, result: Promise<Result>): Promise<Result> {
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  result.catch(() => {});
  try {
    return await Promise.race([result, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

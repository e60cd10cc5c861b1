import type { Channel, SendOptions, SendResult } from './lib/channel.ts';
import { toTimeout } from './lib/channel-url.ts';
import type { AlertMessage } from './lib/alert-message.ts';
import { domainOf, toAddress, type MailAddress } from './lib/mail-address.ts';
import { toMailResult } from './lib/mail-result.ts';
import { renderHtml, renderText } from './lib/mail-body.ts';
import { secretsOf, toTransport, untilAborted, type SmtpOptions } from './lib/smtp.ts';
import { fit, toLine } from './lib/text.ts';

export type { Channel, SendOptions, SendResult } from './lib/channel.ts';
export type { AlertMessage } from './lib/alert-message.ts';
export type { MailAddress } from './lib/mail-address.ts';
export type { SmtpOptions } from './lib/smtp.ts';

/** What is used of a transport of nodemailer. */
export interface MailTransportLike {
  sendMail(mail: EmailMessage & { readonly signal?: AbortSignal }): Promise<unknown>;
  close?(): void;
}

/** Options of {@link email}. */
export interface EmailOptions {
  /** One address, or several: each gets a message of its own. */
  readonly to: string | readonly string[];
  readonly from: string | MailAddress;
  /** The mail server: its options, or a URL such as `smtps://user:password@mail.example.com`, which is a secret. */
  readonly smtp?: string | SmtpOptions | undefined;
  /** A transport of nodemailer's `createTransport`, in the place of `smtp`; it stays the application's. */
  readonly transport?: MailTransportLike | undefined;
  /** The `https:` address that ends a recipient's alerts when it is posted to (RFC 8058). (none) */
  readonly unsubscribe?: ((recipient: string) => string) | undefined;
  /** What operators call it. (the first address, and how many more) */
  readonly label?: string | undefined;
  /** How long a send may take, in milliseconds. (10,000) */
  readonly timeoutMs?: number | undefined;
}

/** What nodemailer is given. */
export interface EmailMessage {
  readonly from: string | MailAddress;
  readonly to: string;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same at every try. */
  readonly messageId: string;
  readonly date: Date;
  readonly headers: Readonly<Record<string, string>>;
  readonly disableFileAccess: true;
  readonly disableUrlAccess: true;
}

/**
 * Email, by SMTP. Each recipient gets a message of its own, and is a target of the channel.
 *
 * @param options - who gets it, and by which server
 * @returns the channel
 * @throws TypeError where an option cannot be used
 * @example
 * ```ts
 * import { email } from '@hooklatch/alerts/email';
 *
 * export const channel = email({
 *   to: ['ops@example.com', 'billing@example.com'],
 *   from: { name: 'Webhooks', address: 'webhooks@example.com' },
 *   smtp: process.env['SMTP_URL'] ?? 'smtp://localhost:1025',
 * });
 * ```
 */
export function email(options: EmailOptions): Channel {
  const targets = [options.to].flat().map((address) => toAddress(address, 'to').address);
  const [first] = targets;
  if (first === undefined) throw new TypeError('email needs an address as `to`.');
  if (new Set(targets).size < targets.length) throw new TypeError('email has an address twice in `to`.');
  toAddress(options.from, 'from');
  const timeoutMs = toTimeout(options.timeoutMs);
  const transport = toTransport(options, timeoutMs);
  const secrets = secretsOf(options.smtp);
  const sendTo = async (target: string, message: AlertMessage, signal?: AbortSignal): Promise<SendResult> => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
    try {
      await untilAborted(
        either,
        transport.sendMail({ ...renderEmail(message, target, options), signal: either }),
      );
      return { ok: true, status: 250, isPermanent: false, isChannelBroken: false, error: undefined };
    } catch (error) {
      const isLate = timeout.aborted ? `No answer within ${timeoutMs} ms.` : undefined;
      return toMailResult(error, secrets, isLate ?? (signal?.aborted ? 'The send was given up.' : undefined));
    }
  };
  return {
    kind: 'email',
    label: options.label ?? (targets.length > 1 ? `${first} and ${targets.length - 1} more` : first),
    targets,
    async send(message, { signal, target }: SendOptions = {}) {
      let worst: SendResult | undefined;
      for (const one of target === undefined ? targets : [target]) {
        if (!targets.includes(one)) throw new TypeError('This is no target of the channel.');
        // One after the other, so that only one is on its way.
        // oxlint-disable-next-line no-await-in-loop
        const result = await sendTo(one, message, signal);
        if (!worst || !result.ok) worst = result;
      }
      return worst as SendResult;
    },
    ...(options.transport ? {} : { close: () => transport.close?.() }),
  };
}

/**
 * What is mailed to one recipient: text and HTML of the same content, without anything remote.
 *
 * @param message - what is said
 * @param recipient - who gets it
 * @param options - who sends it, and how alerts are ended
 * @returns what nodemailer's `sendMail` takes
 */
export function renderEmail(
  message: AlertMessage,
  recipient: string,
  { from, unsubscribe }: Pick<EmailOptions, 'from' | 'unsubscribe'>,
): EmailMessage {
  const sender = toAddress(from, 'from');
  const { address: to } = toAddress(recipient, 'to');
  const domain = domainOf(sender.address);
  const leave = unsubscribe?.(to);
  if (leave !== undefined && !(URL.canParse(leave) && new URL(leave).protocol === 'https:'))
    throw new TypeError('email needs an https: address to unsubscribe at.');
  const tag = message.kind === 'recovery' ? 'resolved' : message.severity;
  return {
    from: sender,
    to,
    envelope: { from: sender.address, to: [to] },
    subject: fit(`[${tag}] ${toLine(message.title)}`, 78),
    text: renderText(message),
    html: renderHtml(message),
    messageId: `<${message.id}@${domain}>`,
    date: new Date(message.occurredAt),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'List-ID': `<alerts.${domain}>`,
      ...(leave !== undefined && {
        'List-Unsubscribe': `<${new URL(leave).href}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

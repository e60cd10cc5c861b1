import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import type { MailTransportLike, SmtpOptions } from '@hooklatch/alerts/email';
import type { AddressGuard } from '../outbound/address-guard.ts';

const timeoutMs = 10_000;

/**
 * Speaks to the mail server of a channel: at the very address that was checked, so that a name cannot mean another one
 * when it is connected to.
 *
 * @param smtp - of the channel
 * @param guard - says which addresses there may be
 */
export function createGuardedMail(smtp: SmtpOptions, guard: AddressGuard): MailTransportLike {
  return {
    async sendMail(mail) {
      const address = await resolve(smtp.host, guard);
      const { port, secure = false, requireTls = false, user, password = '' } = smtp;
      const transport = createTransport({
        host: address,
        port: port ?? (secure ? 465 : 587),
        secure,
        requireTLS: requireTls,
        ...(user !== undefined && { auth: { user, pass: password } }),
        ...(isIP(smtp.host) === 0 && { tls: { servername: smtp.host } }),
        connectionTimeout: timeoutMs,
        greetingTimeout: timeoutMs,
        socketTimeout: timeoutMs,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      try {
        return await transport.sendMail(mail as Parameters<typeof transport.sendMail>[0]);
      } finally {
        transport.close();
      }
    },
  };
}

async function resolve(host: string, guard: AddressGuard): Promise<string> {
  const addresses =
    isIP(host) === 0 ? (await lookup(host, { all: true })).map(({ address }) => address) : [host];
  const allowed = addresses.find((address) => guard.isAllowed(address));
  if (allowed !== undefined) return allowed;
  throw Object.assign(new Error('The mail server has a private address, which is not allowed.'), {
    code: 'PRIVATE_ADDRESS',
  });
}

import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';

/** A mail as it came. */
export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  /** Every byte of it. */
  readonly raw: string;
  readonly read: Email;
}

/** A real mail server. */
export interface Mailbox {
  readonly port: number;
  readonly mails: readonly Mail[];
  close(): Promise<void>;
}

const running = new Set<Mailbox>();

/** Starts one on a free port; `closeMailboxes` ends it. */
export async function startMailbox(options: SMTPServerOptions = {}): Promise<Mailbox> {
  const mails: Mail[] = [];
  const keep = async (stream: Readable, from: string, to: readonly string[]): Promise<void> => {
    const raw = Buffer.concat(await stream.toArray());
    mails.push({ from, to, raw: raw.toString('utf8'), read: await PostalMime.parse(raw) });
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      const { mailFrom, rcptTo } = envelope;
      const from = mailFrom === false ? '' : mailFrom.address;
      keep(
        stream,
        from,
        rcptTo.map(({ address }) => address),
      ).then(() => done(), done);
    },
    ...options,
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const mailbox: Mailbox = {
    port: (server.server.address() as AddressInfo).port,
    mails,
    async close() {
      running.delete(mailbox);
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
  running.add(mailbox);
  return mailbox;
}

/** Ends those that still run; for `afterEach`. */
export async function closeMailboxes(): Promise<void> {
  await Promise.all([...running].map((mailbox) => mailbox.close()));
}

import type { Inbox } from '@hooklatch/core/store';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { QstashInbox } from '../../src/qstash.ts';
import { createMounts } from './hosted-mount.ts';

/** An application that QStash delivers to. */
export interface QstashApp {
  readonly url: string;
  /** Mounts an inbox, in a process of its own as it were. */
  mount(inbox: QstashInbox): Inbox;
  /** Lets so many deliveries end without an answer, as when the process goes away. */
  vanish(times: number): void;
  close(): Promise<void>;
}

/** Starts a server before all processes of the application. */
export async function startQstashApp(): Promise<QstashApp> {
  const mounts = createMounts<QstashInbox>();
  let vanishing = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    vanishing -= 1;
    if (vanishing >= 0) return void response.destroy();
    const inbox = await mounts.next();
    if (!inbox) return void response.destroy();
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const init = { method: 'POST', headers, body: Buffer.concat(chunks) };
    const answer = await inbox.receiver.fetch(new Request(`${url}${request.url}`, init));
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${url}/inbox`,
    mount: mounts.mount,
    vanish(times) {
      vanishing = times;
    },
    async close() {
      mounts.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

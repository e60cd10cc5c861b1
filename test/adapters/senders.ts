import type { Webhook } from '@hooklatch/core';
import { openRequest, type OpenRequest } from '@hooklatch/testing';
import { vi } from 'vitest';
import { gate, genuine, reporting, type Genuine } from './delivery.ts';

/** Sends a whole delivery over a connection that stays open. */
export async function openDelivery(url: string): Promise<OpenRequest> {
  const { headers, body } = await genuine();
  const sent = openRequest(url, [...headers, ['content-length', String(body.length)]]);
  sent.socket.write(body);
  return sent;
}

/** Sends a delivery with the signature of another one, and gives the status. */
export async function sendForged(url: string): Promise<number> {
  const { headers } = await genuine();
  return sendHead(url, [...headers, ['content-length', '2']], '{}');
}

/** Sends the head of a delivery that has a second id, and gives the status. */
export async function sendSecondId(url: string): Promise<number> {
  const { headers, body } = await genuine();
  return sendHead(url, [...headers, ['webhook-id', 'msg_other'], ['content-length', String(body.length)]]);
}

async function sendHead(url: string, headers: Genuine['headers'], body = ''): Promise<number> {
  const { socket, answered } = openRequest(url, headers);
  socket.write(body);
  const { status } = await answered;
  socket.destroy();
  return status;
}

/**
 * A sender that leaves while the handler works.
 *
 * @param serve - mounts a webhook and gives its URL
 * @returns resolves when the handler's signal is aborted
 */
export async function leaveEarly(serve: (webhook: Webhook) => Promise<string>): Promise<void> {
  const [reached, aborted] = [gate(), gate()];
  const { webhook } = reporting({
    on: {
      '*': async (_event, { signal }) => {
        signal.addEventListener('abort', () => aborted.open());
        reached.open();
        await aborted.opened;
      },
    },
  });
  const { socket } = await openDelivery(await serve(webhook));
  await reached.opened;
  socket.destroy();
  await aborted.opened;
}

/**
 * A sender without a signature that goes on uploading after it was refused.
 *
 * @param url - of a webhook
 * @returns the status that it was refused with; it rejects where the connection is not cut
 */
export async function uploadOn(url: string): Promise<number> {
  const { socket, answered } = openRequest(url, [['content-length', '60000']]);
  const uploading = setInterval(() => socket.write('x'), 50);
  try {
    const { status } = await answered;
    await vi.waitFor(() => {
      if (!socket.closed) throw new Error('The connection is open.');
    }, 4000);
    return status;
  } finally {
    clearInterval(uploading);
    socket.destroy();
  }
}

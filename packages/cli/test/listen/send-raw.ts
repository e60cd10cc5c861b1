import { connect } from 'node:net';

/** Sends bytes as they are, and gives back all that is answered. */
export function sendRaw(url: string, head: string, body: Uint8Array = new Uint8Array()): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    socket.write(Buffer.concat([Buffer.from(head, 'latin1'), body]));
  });
}

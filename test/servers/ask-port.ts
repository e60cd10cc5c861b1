import { connect } from 'node:net';

/**
 * Sends bytes to a port of this computer and takes the first bytes that come back.
 *
 * @param port - where to ask
 * @param question - what to send
 * @returns the answer as latin1 text; empty where there was none within a second
 */
export function askPort(port: number, question: string | Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const finish = (answer: string): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => finish(''));
    socket.on('error', () => finish(''));
    socket.on('close', () => finish(''));
    socket.on('connect', () => socket.write(question));
    socket.on('data', (bytes) => finish(bytes.toString('latin1')));
  });
}

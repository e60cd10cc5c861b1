import { once } from 'node:events';
import { createServer } from 'node:net';

// Below the range from which systems take ports for connections, and for servers that asked for any: what listens
// here, dies and is started again finds its port as it left it.
const first = 18_000;
const count = 14_000;

/** Finds a port of the loopback interface that nothing listens on, and that nobody is given who asks for any. */
export async function findPort(): Promise<number> {
  for (;;) {
    const port = first + Math.floor(Math.random() * count);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

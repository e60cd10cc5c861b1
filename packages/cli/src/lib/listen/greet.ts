import { isIP } from 'node:net';
import { toPrintable } from '../printable.ts';
import type { Io } from '../io.ts';
import type { ListenFlags } from './listen-flags.ts';
import type { Listener } from './listener.ts';

/** Says where the listener is, what it does, and how the internet reaches it. */
export function greet(
  listener: Listener,
  flags: ListenFlags,
  output: string,
  inspector: string | undefined,
  { stderr }: Pick<Io, 'stderr'>,
): void {
  const tell = (text: string): unknown => stderr.write(`${toPrintable(text)}\n`);
  if (!isLoopback(flags.host)) {
    tell(
      `WARNING: ${flags.host} is no loopback address. Every machine that reaches this one can send to this listener.`,
    );
  }
  if (flags.allowRemote) tell('WARNING: --allow-remote is set: what comes here is sent to other machines.');
  // A view shows the rest.
  if (output === 'json' || output === 'interactive') return;
  const { url, to, provider, captures, isResigning, port } = listener;
  tell(`Listening on ${url}${to === undefined ? '' : `, forwarding to ${to}`}.`);
  if (output === 'quiet') return;
  if (provider) tell(`Verified as ${provider.name}.${isResigning ? ' What is forwarded is re-signed.' : ''}`);
  tell(`Captures are kept in ${captures.file}.`);
  if (inspector !== undefined) tell(`Inspector: ${inspector}`);
  if (flags.tunnel === undefined) tell(tunnelAdvice(port));
}

/** How one's own tunnel is pointed at the listener. */
function tunnelAdvice(port: number): string {
  return [
    'To receive from the internet, point a tunnel of yours here:',
    `  cloudflared tunnel --url http://127.0.0.1:${port}`,
    `  ngrok http ${port}`,
    `  ssh -R 80:127.0.0.1:${port} your-server.example`,
    'or take deliveries from your own relay: --tunnel wss://… --token …',
  ].join('\n');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

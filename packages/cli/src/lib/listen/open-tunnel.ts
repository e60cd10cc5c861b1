import type { RelayConnection, RelayEnd, RelayState } from '@hooklatch/relay/client';
import { CliError } from '../cli-error.ts';
import { exitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { readSecret } from '../read-secret.ts';
import type { ListenFlags } from './listen-flags.ts';
import type { Listener } from './listener.ts';

/** Deliveries that come from a relay. */
export interface Tunnel {
  /** Rejects where the relay does not want this listener. */
  readonly lost: Promise<never>;
  close(): Promise<void>;
}

/**
 * Takes deliveries from a relay.
 *
 * @param listener - that receives them
 * @param flags - which relay
 * @returns the tunnel; nothing where none was asked for
 * @throws CliError where an option is wrong
 */
export async function openTunnel(
  listener: Listener,
  flags: ListenFlags,
  io: Io,
): Promise<Tunnel | undefined> {
  const { tunnel: url, token, filter } = flags;
  if (url === undefined) return undefined;
  if (token === undefined) throw new CliError('token_missing', '--tunnel needs --token.');
  const { connectRelay } = await import('@hooklatch/relay/client');
  let connection: RelayConnection;
  try {
    connection = connectRelay({
      url,
      token: await readSecret(token, io),
      ...(filter !== undefined && { filter: toGiven(filter) }),
      onState: (state) => listener.setTunnel(toStateText(state)),
      onDelivery: ({ method, target, headers, body, deadlineMs }) =>
        // Nobody waits any more where it was answered for us.
        listener.receive({ method, target, headers, body }, deadlineMs > 0 ? { deadlineMs } : {}),
    });
  } catch (error) {
    throw new CliError('bad_tunnel', (error as Error).message);
  }
  const lost = connection.closed.then((end) =>
    end === 'ended' ? new Promise<never>(() => {}) : Promise.reject(toError(end)),
  );
  lost.catch(() => {});
  return { lost, close: () => connection.close() };
}

function toGiven(filter: string): string | object {
  return filter.trimStart().startsWith('{') ? (JSON.parse(filter) as object) : filter;
}

function toStateText(state: RelayState): string {
  switch (state.state) {
    case 'connected':
      return `connected: ${state.publicUrl}${state.waiting > 0 ? `, ${state.waiting} deliveries wait` : ''}`;
    case 'waiting':
      return `lost (${state.reason}), tried again in ${Math.ceil(state.retryInMs / 1000)} s`;
    case 'closed':
      return `closed (${state.reason})`;
    case 'connecting':
      return state.state;
  }
}

function toError(end: RelayEnd): CliError {
  const reasons: Readonly<Record<RelayEnd, string>> = {
    ended: 'It has ended.',
    replaced: 'Another listener has taken the place of this one.',
    unauthorized: 'The relay does not know this token.',
    unsupported: 'The relay speaks another protocol.',
  };
  return new CliError('tunnel_closed', reasons[end], { exitCode: exitCode.failed });
}

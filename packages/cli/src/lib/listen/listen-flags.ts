import type { Provider } from '@hooklatch/core/provider';
import { isIP } from 'node:net';
import { capturesFile } from '../captures/captures-file.ts';
import { toCaptureFilter } from '../captures/to-capture-filter.ts';
import { CliError } from '../cli-error.ts';
import type { Io } from '../io.ts';
import { toProvider, type ProviderFlags } from '../provider-options.ts';
import { readSecret } from '../read-secret.ts';
import type { ListenerOptions } from './create-listener.ts';
import { secretOf } from './secret-of.ts';
import { toTarget } from './to-target.ts';

/** What commander makes of the options of `listen`. */
export interface ListenFlags extends ProviderFlags {
  readonly port: number;
  readonly host: string;
  readonly forward?: string;
  readonly provider?: string;
  readonly resign?: boolean;
  readonly localSecret?: string;
  readonly filter?: string;
  readonly answer?: number;
  readonly store?: boolean;
  readonly deadline?: number;
  readonly retrySpeed: number;
  readonly retry: boolean;
  readonly allowRemote?: boolean;
  readonly maxBody: number;
  readonly captures?: string;
  readonly keep: number;
  readonly tunnel?: string;
  readonly token?: string;
  readonly output?: string;
  readonly json?: boolean;
  readonly once?: boolean;
  readonly expect?: number;
  readonly timeout: number;
  readonly inspector?: boolean;
}

/**
 * What a listener is made with.
 *
 * @param flags - as they were given
 * @throws CliError where one of them cannot be used
 */
export async function toListenerOptions(flags: ListenFlags, io: Io): Promise<ListenerOptions> {
  const { forward, allowRemote = false, filter, deadline, answer } = flags;
  if (isIP(flags.host) === 0 && flags.host !== 'localhost') {
    throw new CliError(
      'bad_host',
      '--host needs an IP address of this machine, such as 127.0.0.1 or 0.0.0.0.',
    );
  }
  const provider = flags.provider === undefined ? undefined : await toProvider(flags.provider, flags, io);
  if (!provider && flags.secret) throw new CliError('provider_missing', '--secret needs --provider.');
  const to = forward === undefined ? undefined : await toTarget(forward, allowRemote);
  if (to !== undefined) refuseLoop(to, flags.port);
  const secret = await toSecret(flags, provider, io);
  return {
    captures: capturesFile(io.cwd, flags.captures),
    keep: flags.keep,
    host: flags.host,
    port: flags.port,
    isStoring: flags.store ?? false,
    retrySpeed: flags.retry ? flags.retrySpeed : 0,
    allowRemote,
    maxBodyBytes: flags.maxBody,
    now: io.now,
    ...(to !== undefined && { forward: to }),
    ...(provider && { provider }),
    ...(secret !== undefined && { secret }),
    ...(flags.resign && { resignWith: needed(secret) }),
    ...(filter !== undefined && { filter: await toCaptureFilter(filter) }),
    ...(answer !== undefined && { answer }),
    ...(deadline !== undefined && { deadlineMs: deadline * 1000 }),
  };
}

async function toSecret(
  { localSecret, resign }: ListenFlags,
  provider: Provider | undefined,
  io: Io,
): Promise<string | undefined> {
  if (!provider && (resign || localSecret !== undefined)) {
    throw new CliError('provider_missing', 'Signing again needs --provider.');
  }
  if (localSecret !== undefined) return readSecret(localSecret, io);
  return provider && secretOf(provider, io.env);
}

function needed(secret: string | undefined): string {
  if (secret !== undefined) return secret;
  throw new CliError(
    'secret_missing',
    'Signing again needs the secret of the application: --local-secret, or --secret.',
  );
}

function refuseLoop(to: string, port: number): void {
  const url = new URL(to);
  const isThis =
    ['localhost', '127.0.0.1', '[::1]', '0.0.0.0'].includes(url.hostname) && Number(url.port) === port;
  if (isThis && port !== 0)
    throw new CliError('loop', `Port ${port} is this listener's own: what it forwards would come back.`);
}

import { CliError } from '../cli-error.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { createListener } from './create-listener.ts';
import { expectDeliveries } from './expect-deliveries.ts';
import { greet } from './greet.ts';
import { toListenerOptions, type ListenFlags } from './listen-flags.ts';
import type { Listener } from './listener.ts';
import { openTunnel } from './open-tunnel.ts';
import { printListener, type PrintFormat } from './print-listener.ts';

type Output = PrintFormat | 'interactive';

/**
 * Listens until it is told to end, or what was expected has come.
 *
 * @param flags - of the command line
 * @throws CliError where it cannot begin
 */
export async function runListen(flags: ListenFlags, io: Io): Promise<ExitCode> {
  const output = toOutput(flags, io);
  const listener = await createListener(await toListenerOptions(flags, io));
  const closing: (() => unknown)[] = [];
  try {
    if (output !== 'interactive') closing.push(printListener(listener, io, output));
    const inspector = await openInspector(listener, flags, output, io);
    if (inspector) closing.push(inspector.close);
    greet(listener, flags, output, inspector?.url, io);
    const tunnel = await openTunnel(listener, flags, io);
    if (tunnel) closing.push(tunnel.close);
    const end = untilEnd({ listener, flags, output, inspector: inspector?.url }, io);
    return await (tunnel ? Promise.race([end, tunnel.lost]) : end);
  } finally {
    for (const close of closing) await close();
    await listener.close();
  }
}

function toOutput({ output, json, once, expect }: ListenFlags, { stdin, stdout }: Io): Output {
  const isAutomatic = once === true || expect !== undefined;
  const isTerminal = stdout.isTTY === true && stdin.isTTY === true;
  const given = output ?? (json ? 'json' : isTerminal && !isAutomatic ? 'interactive' : 'lines');
  const known: readonly string[] = ['interactive', 'lines', 'json', 'quiet'];
  if (!known.includes(given)) throw new CliError('bad_option', `--output is one of ${known.join(', ')}.`);
  if (given === 'interactive' && !isTerminal)
    throw new CliError('no_terminal', '--output interactive needs a terminal.');
  return given as Output;
}

interface Listening {
  readonly listener: Listener;
  readonly flags: ListenFlags;
  readonly output: Output;
  /** The web inspector's URL. */
  readonly inspector: string | undefined;
}

async function untilEnd({ listener, flags, output, inspector }: Listening, io: Io): Promise<ExitCode> {
  const { once, expect, timeout } = flags;
  const count = expect ?? (once ? 1 : undefined);
  if (count !== undefined) return expectDeliveries(listener, io, { count, timeoutMs: timeout * 1000 });
  if (output === 'interactive') {
    const { showListener } = await import('../terminal/show-listener.ts');
    return showListener(listener, io, { inspector });
  }
  const { signal } = io;
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  return exitCode.interrupted;
}

interface Inspector {
  readonly url: string;
  close(): Promise<void>;
}

async function openInspector(
  listener: Listener,
  { inspector }: ListenFlags,
  output: Output,
  { stdout }: Io,
): Promise<Inspector | undefined> {
  const isWanted = inspector ?? (stdout.isTTY === true && (output === 'interactive' || output === 'lines'));
  if (!isWanted) return undefined;
  const { startInspector } = await import('../inspector/start-inspector.ts');
  return startInspector(listener, { port: 0 });
}

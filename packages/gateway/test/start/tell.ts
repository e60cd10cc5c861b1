import { runGateway } from '../../src/cli.ts';

/** What a command has printed, and how it ended. */
export interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of the gateway that ends by itself, or because it is told to end at once. */
export async function tell(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Told> {
  let [stdout, stderr] = ['', ''];
  const code = await runGateway(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env,
    cwd,
    signal: AbortSignal.abort(),
    style: (_style, text) => text,
  });
  return { code, stdout, stderr };
}

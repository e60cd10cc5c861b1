import type { ConfigChange, ConfigPlan } from '../api/config-schemas.ts';
import type { Problem } from '../api/problem.ts';
import type { ExitCode, Io } from '../start/io.ts';
import { fillEnv } from './fill-env.ts';
import { readConfigFile } from './read-config-file.ts';

/** What `hooklatch gateway apply` is told beside the file. */
export interface ApplyOptions {
  /** Where the dashboard is. (`HOOKLATCH_GATEWAY_URL`, else http://127.0.0.1:4400) */
  readonly url?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

const timeoutMs = 60_000;

/**
 * Makes a gateway have what a file says, and prints what that changes.
 *
 * @param file - of TypeScript, JavaScript or JSON
 * @returns 0 done; the command's own errors say what cannot be used
 * @throws TypeError where the file, a variable or the token is missing or wrong; Error where the gateway refuses it
 */
export async function runApply(
  file: string,
  { url, dryRun = false }: ApplyOptions,
  io: Io,
): Promise<ExitCode> {
  const base = url ?? io.env['HOOKLATCH_GATEWAY_URL'] ?? 'http://127.0.0.1:4400';
  if (!/^https?:\/\//.test(base) || !URL.canParse(base))
    throw new TypeError('--url is where the dashboard is, such as http://127.0.0.1:4400.');
  const token = io.env['HOOKLATCH_GATEWAY_TOKEN'] ?? '';
  if (token === '')
    throw new TypeError(
      'HOOKLATCH_GATEWAY_TOKEN is not set: make a token with the scope write in the dashboard.',
    );
  const { config, missing } = fillEnv(await readConfigFile(file, io.cwd), io.env);
  if (missing.length > 0) throw new TypeError(`Not set, and named in ${file}: ${missing.join(', ')}.`);
  const plan = await send(
    `${base.replace(/\/+$/, '')}/api/v1/config?dryRun=${dryRun}`,
    token,
    config,
    io.signal,
  );
  io.stdout.write(describe(plan, io));
  return 0;
}

async function send(url: string, token: string, config: unknown, signal: AbortSignal): Promise<ConfigPlan> {
  const response = await fetch(url, {
    method: 'PUT',
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(config),
  }).catch((error: unknown) => {
    const { cause, message } = error as Error;
    throw new Error(
      `The gateway at ${new URL(url).origin} does not answer (${cause instanceof Error ? cause.message : message}).`,
    );
  });
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok) return answer as ConfigPlan;
  const { detail = `the gateway answered ${response.status}.` } = answer as Partial<Problem>;
  throw new Error(`Nothing was changed: ${inert(detail)}`);
}

/** Names are anybody's who may write, and a terminal obeys some of their characters. */
const inert = (text: string): string => text.replaceAll(/\p{Cc}/gu, '?');

const signs = { create: '+', change: '~', nothing: '=', unmanaged: '?' } as const;
const says = {
  create: 'is made',
  change: 'is changed',
  nothing: 'is as it should be',
  unmanaged: 'is not in the file, and left alone',
};

function describe({ isApplied, changes }: ConfigPlan, { style }: Io): string {
  const lines = changes.map((change) => describeChange(change, style));
  const count = changes.filter(({ action }) => action === 'create' || action === 'change').length;
  const end =
    count === 0
      ? 'Nothing is to be done.'
      : isApplied
        ? `Done: ${count} of ${changes.length}.`
        : `To be done: ${count} of ${changes.length}. Nothing was changed yet.`;
  return `${[...lines, end].join('\n')}\n`;
}

function describeChange({ kind, name, action, fields, url }: ConfigChange, style: Io['style']): string {
  const color = action === 'create' ? 'green' : action === 'change' ? 'yellow' : 'dim';
  const what = fields.length > 0 ? `: ${fields.join(', ')}` : '';
  const where = url !== null && action === 'create' ? `: ${url}` : '';
  const line = `${signs[action]} ${kind} ${name} ${says[action]}${what}${where}`;
  return style(color, inert(line));
}

import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { writeJson } from '../output.ts';
import { startProgress } from '../progress.ts';
import { findFactory, type ProviderFlags } from '../provider-options.ts';
import { certify } from './certify.ts';
import { groups } from './groups.ts';
import { readSigner } from './read-signer.ts';
import { toJsonReport } from './report-json.ts';
import { toJunitReport } from './report-junit.ts';
import { toTextReport } from './report-text.ts';
import { makeKeyFiles } from './signing-keys.ts';
import { isLoopback, readTarget } from './target.ts';

/** The options of `certify`, as commander gives them. */
export interface CertifyFlags extends ProviderFlags {
  readonly provider?: string;
  readonly type?: string;
  readonly file?: string;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** In seconds. */
  readonly timeout?: number;
  /** In seconds. */
  readonly slow?: number;
  readonly allowRemote?: boolean;
  readonly junit?: string;
  readonly json?: boolean;
  readonly list?: boolean;
  readonly makeKeys?: string;
}

/**
 * What `hooklatch certify` does.
 *
 * @param url - the endpoint
 * @param flags - of the command line
 * @param io - the world
 * @returns 0 where it is certified, 1 where it is not
 */
export async function certifyCommand(
  url: string | undefined,
  flags: CertifyFlags,
  io: Io,
): Promise<ExitCode | void> {
  if (flags.list) return printList(flags, io);
  const name = flags.provider;
  if (name === undefined)
    throw new CliError('usage', 'certify needs --provider.', {
      hint: 'hooklatch providers lists all of them.',
    });
  if (flags.makeKeys !== undefined) return makeKeys(name, flags.makeKeys, io);
  if (url === undefined)
    throw new CliError('usage', 'certify needs the URL of the endpoint.', {
      hint: 'For example http://localhost:3000/webhooks/clerk',
    });
  const target = readTarget(url, flags.allowRemote === true);
  if (!isLoopback(new URL(target)))
    io.stderr.write('The endpoint is not on this machine: its handlers run for every genuine delivery.\n');
  const signer = await readSigner(name, flags, io);
  const progress = startProgress(io, 'certifying');
  const certificate = await certify(
    {
      url: target,
      ...signer,
      ...(flags.type !== undefined && { type: flags.type }),
      ...(flags.file !== undefined && { payload: await readPayload(flags.file, io) }),
      ...(flags.timeout !== undefined && { timeoutMs: 1000 * flags.timeout }),
      ...(flags.slow !== undefined && { slowMs: 1000 * flags.slow }),
      signal: io.signal,
    },
    {
      ...(flags.only && { only: flags.only }),
      ...(flags.skip && { skip: flags.skip }),
      onCheck: (check, index, total) => progress.update(`${index + 1} of ${total}: ${check}`),
    },
  ).finally(() => progress.end());
  if (flags.junit !== undefined) await writeReport(flags.junit, toJunitReport(certificate), io);
  if (flags.json) writeJson(io, toJsonReport(certificate));
  else io.stdout.write(toTextReport(certificate, io));
  return certificate.isCertified ? exitCode.ok : exitCode.no;
}

function printList({ json }: CertifyFlags, io: Io): void {
  const { stdout, style } = io;
  const all = groups.flatMap(({ name, checks }) =>
    checks.map((check) => ({ group: name, name: check.name, title: check.title })),
  );
  if (json) return writeJson(io, all);
  const width = Math.max(...all.map(({ name }) => name.length));
  for (const { name, title, checks } of groups) {
    stdout.write(`${style('bold', name)}: ${title}\n`);
    for (const check of checks) stdout.write(`  ${check.name.padEnd(width)}  ${check.title}\n`);
  }
}

async function makeKeys(name: string, folder: string, io: Io): Promise<void> {
  const { privateFile, publicFile } = await makeKeyFiles(findFactory(name)({}), resolve(io.cwd, folder));
  io.stdout.write(`${privateFile}\n${publicFile}\n`);
  io.stderr.write(`Run the endpoint with the public key, and certify it with --secret file:${privateFile}\n`);
}

async function readPayload(file: string, { cwd }: Io): Promise<unknown> {
  const text = await readFile(resolve(cwd, file), 'utf8').catch(() => {
    throw new CliError('file_missing', `The file ${file} cannot be read.`);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new CliError('bad_payload', `The file ${file} holds no JSON.`);
  }
}

async function writeReport(file: string, text: string, { cwd }: Io): Promise<void> {
  await writeFile(resolve(cwd, file), text).catch((error: NodeJS.ErrnoException) => {
    throw new CliError('file_failed', `The file ${file} cannot be written: ${error.code}.`, {
      exitCode: exitCode.failed,
    });
  });
}

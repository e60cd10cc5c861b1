import { exitCode } from '../../exit-code.ts';
import type { Io } from '../../io.ts';
import { writeJson, writeLines } from '../../output.ts';
import { readInput } from '../../read-input.ts';
import { readCount } from '../../read-time.ts';
import type { SavedRequest } from '../../requests/write-capture-json.ts';
import type { DefineVerb } from '../../verb.ts';
import { addStoreOptions, withCaptures, type StoreFlags } from '../open-verb.ts';

interface Flags extends StoreFlags {
  readonly entry?: number;
}

const note = `
Examples:
  hooklatch captures import request.http
  hooklatch captures import session.har --entry 2
  pbpaste | hooklatch captures import`;

/** `hooklatch captures import` */
export const defineImport: DefineVerb = (command, io, run) => {
  const add = command.command('import').description('keep requests of files: raw HTTP, curl, HAR, or ours');
  addStoreOptions(add.argument('[files...]', 'the files (standard input)'))
    .option('--entry <number>', 'which entry of a HAR file, from 1', readCount('entry', 1e6))
    .addHelpText('after', note)
    .action((files: readonly string[], flags: Flags) => run(() => importAll(files, flags, io)));
};

async function importAll(files: readonly string[], flags: Flags, io: Io): Promise<typeof exitCode.ok> {
  const { readRequest } = await import('../../requests/read-request.ts');
  const { entry } = flags;
  const requests: SavedRequest[] = [];
  // All are read before one is kept.
  for (const file of files.length === 0 ? [undefined] : files) {
    requests.push(readRequest(await readInput(file, io), entry === undefined ? {} : { entry }));
  }
  const add = async (
    store: Parameters<Parameters<typeof withCaptures>[2]>[0],
  ): Promise<typeof exitCode.ok> => {
    const ids: string[] = [];
    for (const {
      receivedAt = io.now(),
      verdict = { outcome: 'unchecked' } as const,
      ...request
    } of requests) {
      ids.push((await store.add(request, verdict, receivedAt)).id);
    }
    if (flags.json) writeJson(io, ids);
    else writeLines(io, ids);
    return exitCode.ok;
  };
  return withCaptures(flags, io, add, { mustExist: false });
}

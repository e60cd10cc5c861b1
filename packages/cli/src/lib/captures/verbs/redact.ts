import { CliError } from '../../cli-error.ts';
import { exitCode, type ExitCode } from '../../exit-code.ts';
import type { Io } from '../../io.ts';
import { notice, writeJson, writeLines } from '../../output.ts';
import type { DefineVerb } from '../../verb.ts';
import {
  addChoiceOptions,
  addStoreOptions,
  chooseCaptures,
  requireCapture,
  withCaptures,
  type ChoiceFlags,
} from '../open-verb.ts';
import { redactRequest } from '../redact-request.ts';

interface Flags extends ChoiceFlags {
  readonly path: readonly string[];
  readonly with: string;
  readonly inPlace?: boolean;
}

const note = `
A path begins with headers, query or body; * stands for anything within a name, ** for any number of names.
The copy's signature does not fit any more, where what was hidden was signed. Answers are not copied.

Examples:
  hooklatch captures redact last --path body.data.email --path 'headers.x-*-signature'
  hooklatch captures redact --all --path 'body.**.email' --in-place`;

const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];

/** `hooklatch captures redact` */
export const defineRedact: DefineVerb = (command, io, run) => {
  const redact = command.command('redact').description('hide values by path, in a copy');
  addChoiceOptions(addStoreOptions(redact.argument('[ids...]', 'which ones')))
    .requiredOption('--path <path>', 'what is hidden; several', collect)
    .option('--with <text>', 'what stands there instead', '[redacted]')
    .option('--in-place', 'remove the one that it is a copy of, with its answers')
    .addHelpText('after', note)
    .action((ids: readonly string[], flags: Flags) => run(() => redactAll(ids, flags, io)));
};

function redactAll(ids: readonly string[], flags: Flags, io: Io): Promise<ExitCode> {
  const wrong = flags.path.find((path) => !/^(headers|query)\.\S+$|^body(\.\S+)?$/.test(path));
  if (wrong !== undefined) {
    throw new CliError('bad_path', `${JSON.stringify(wrong)} is no path of a request.`, {
      hint: 'It begins with headers., query. or body., such as body.data.email.',
    });
  }
  return withCaptures(flags, io, async (store) => {
    const told: { id: string; from: string; count: number }[] = [];
    for (const id of await chooseCaptures(store, ids, flags)) {
      const capture = requireCapture(store, id);
      const { request, count } = redactRequest(capture, flags.path, flags.with);
      const { provider, eventType } = capture.verdict;
      const known = {
        ...(provider !== undefined && { provider }),
        ...(eventType !== undefined && { eventType }),
      };
      const copy = await store.add(request, { outcome: 'unchecked', ...known }, capture.receivedAt);
      if (flags.inPlace) store.remove([id]);
      told.push({ id: copy.id, from: id, count });
    }
    if (flags.json) writeJson(io, told);
    else
      writeLines(
        io,
        told.map(({ id, from, count }) => `${id} is ${from} with ${count} values hidden`),
      );
    const hasAll = told.every(({ count }) => count > 0);
    if (!hasAll) notice(io, 'In some of them nothing was found to hide: look at the paths.');
    return hasAll ? exitCode.ok : exitCode.no;
  });
}

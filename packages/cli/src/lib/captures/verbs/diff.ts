import { exitCode, type ExitCode } from '../../exit-code.ts';
import type { Io } from '../../io.ts';
import { notice, writeJson } from '../../output.ts';
import { toPrintable } from '../../printable.ts';
import type { DefineVerb } from '../../verb.ts';
import { addStoreOptions, requireCapture, withCaptures, type StoreFlags } from '../open-verb.ts';
import { diffRequests } from '../diff-requests.ts';

interface Flags extends StoreFlags {
  readonly whole?: boolean;
}

const note = `
Exit code 0: they are the same; 1: they differ. JSON is compared by what it says, whatever the order of its keys.
Headers that differ each time (signatures, times, trace ids) are left out, unless --whole is given.`;

/** `hooklatch captures diff` */
export const defineDiff: DefineVerb = (command, io, run) => {
  const diff = command.command('diff').description('compare two captures');
  addStoreOptions(diff.argument('[left]', 'the one', 'last~1').argument('[right]', 'the other', 'last'))
    .option('--whole', 'compare every header, in its order')
    .addHelpText('after', note)
    .action((left: string, right: string, flags: Flags) => run(() => compare(left, right, flags, io)));
};

function compare(left: string, right: string, flags: Flags, io: Io): Promise<ExitCode> {
  return withCaptures(flags, io, (store) => {
    const [one, other] = [requireCapture(store, left), requireCapture(store, right)];
    const { isSame, patch, ignored } = diffRequests(one, other, { isWhole: flags.whole ?? false });
    if (flags.json) writeJson(io, { left: one.id, right: other.id, isSame, ignored, patch });
    else io.stdout.write(isSame ? 'They are the same.\n' : toColored(toPrintable(patch), io));
    if (!flags.json && ignored.length > 0)
      notice(io, toPrintable(`Left out: ${ignored.join(', ')}.`, { isLine: true }));
    return isSame ? exitCode.ok : exitCode.no;
  });
}

function toColored(patch: string, { style }: Io): string {
  const paint = (line: string): string => {
    if (line.startsWith('+')) return style('green', line);
    return line.startsWith('-') ? style('red', line) : line;
  };
  return patch.split('\n').map(paint).join('\n');
}

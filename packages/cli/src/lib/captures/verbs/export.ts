import { Option } from 'commander';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError } from '../../cli-error.ts';
import { exitCode } from '../../exit-code.ts';
import type { Io } from '../../io.ts';
import { notice } from '../../output.ts';
import { hasHostile, toPrintableJson } from '../../printable.ts';
import type { DefineVerb } from '../../verb.ts';
import type { Capture } from '../capture.ts';
import {
  addChoiceOptions,
  addStoreOptions,
  chooseCaptures,
  requireCapture,
  withCaptures,
  type ChoiceFlags,
} from '../open-verb.ts';
import { toFixture, writeFixtures } from '../write-fixture.ts';

const forms = ['fixture', 'fixture-json', 'capture', 'curl', 'fetch', 'har', 'http'] as const;

interface Flags extends ChoiceFlags {
  readonly as: (typeof forms)[number];
  readonly to?: string;
  readonly out?: string;
}

const note = `
A capture holds what was delivered, personal data too: hooklatch captures redact hides it by path.

Examples:
  hooklatch captures export last --as fixture --out test/user-created.ts
  hooklatch captures export last --as curl --to http://localhost:3000/webhooks/clerk
  hooklatch captures export --filter 'type=invoice.*' --as har --out invoices.har
  hooklatch captures export last --as http --out request.http`;

/** `hooklatch captures export` */
export const defineExport: DefineVerb = (command, io, run) => {
  const one = command.command('export').description('write captures for other tools and for tests');
  addChoiceOptions(addStoreOptions(one.argument('[ids...]', 'which ones')))
    .addOption(new Option('--as <form>', 'what for').choices(forms).default('capture'))
    .option('--to <url>', 'where curl and fetch send it (where it came to)')
    .option('--out <file>', 'a file that is not there yet (standard output)')
    .addHelpText('after', note)
    .action((ids: readonly string[], flags: Flags) => run(() => exportAll(ids, flags, io)));
};

function exportAll(ids: readonly string[], flags: Flags, io: Io): Promise<typeof exitCode.ok> {
  return withCaptures(flags, io, async (store) => {
    const chosen = (await chooseCaptures(store, ids, flags)).map((id) => requireCapture(store, id));
    const { as, to } = flags;
    if (['capture', 'http', 'fixture-json'].includes(as) && chosen.length > 1) {
      throw new CliError(
        'one_only',
        `--as ${as} writes one capture; fixture, curl, fetch and har take several.`,
      );
    }
    const written = await write(chosen, flags.json ? 'capture' : as, to);
    if (flags.out === undefined) io.stdout.write(toText(written, io));
    else await save(resolve(io.cwd, flags.out), written, io);
    return exitCode.ok;
  });
}

async function write(
  captures: readonly Capture[],
  as: Flags['as'],
  to?: string,
): Promise<string | Uint8Array> {
  const [first] = captures as [Capture];
  const target = to === undefined ? {} : { to };
  switch (as) {
    case 'fixture':
      return writeFixtures(captures);
    case 'fixture-json':
      return `${toPrintableJson(toFixture(first), 2)}\n`;
    case 'har':
      return (await import('../../requests/write-har.ts')).writeHar(captures);
    case 'http':
      return (await import('../../requests/write-raw-http.ts')).writeRawHttp(first);
    case 'curl': {
      const { writeCurl } = await import('../../requests/write-curl.ts');
      return captures.map((capture) => `${writeCurl(capture, target).trimEnd()}\n`).join('');
    }
    case 'fetch': {
      const { writeFetch } = await import('../../requests/write-fetch.ts');
      return captures.map((capture) => `${writeFetch(capture, target).trimEnd()}\n`).join('');
    }
    case 'capture':
      return (await import('../../requests/write-capture-json.ts')).writeCaptureJson(first);
  }
}

/** @throws CliError where the bytes are no text, or a terminal would obey them */
function toText(written: string | Uint8Array, { stdout }: Io): string {
  if (typeof written === 'string') return written;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(written);
    if (stdout.isTTY !== true || !hasHostile(text.replaceAll('\r\n', '\n'))) return text;
  } catch {
    // Said below.
  }
  throw new CliError('no_text', 'These bytes are no plain text: --out writes them into a file.');
}

async function save(file: string, written: string | Uint8Array, io: Io): Promise<void> {
  try {
    await writeFile(file, written, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new CliError('not_written', `${file} ${isThere ? 'is there already' : 'cannot be written'}.`, {
      exitCode: exitCode.failed,
    });
  }
  notice(io, `Written to ${file}.`);
}

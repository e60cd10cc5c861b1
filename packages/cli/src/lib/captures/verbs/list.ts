import { exitCode } from '../../exit-code.ts';
import type { Io } from '../../io.ts';
import { notice, toColumns, writeJson, writeLines } from '../../output.ts';
import { toPrintable } from '../../printable.ts';
import { readCount } from '../../read-time.ts';
import type { DefineVerb } from '../../verb.ts';
import { addStoreOptions, requireCapture, withCaptures, type StoreFlags } from '../open-verb.ts';
import type { CaptureSummary } from '../store.ts';
import { toCaptureFilter } from '../to-capture-filter.ts';

interface Flags extends StoreFlags {
  readonly filter?: string;
  readonly limit: number;
  readonly before?: string;
}

/** `hooklatch captures ls` */
export const defineList: DefineVerb = (command, io, run) => {
  addStoreOptions(command.command('ls').description('list captures, the newest first'))
    .option('--filter <filter>', "only what matches: 'type=invoice.* body.amount>=1000'")
    .option('--limit <count>', 'how many', readCount('limit', 1e6), 20)
    .option('--before <id>', 'only older ones than this')
    .action((flags: Flags) => run(() => list(flags, io)));
};

function list(flags: Flags, io: Io): Promise<typeof exitCode.ok> {
  return withCaptures(flags, io, async (store) => {
    const { filter, limit, before } = flags;
    const found = store.list({
      limit,
      ...(filter !== undefined && { filter: await toCaptureFilter(filter) }),
      ...(before !== undefined && { before: requireCapture(store, before).id }),
    });
    if (flags.json) writeJson(io, found);
    else if (found.length === 0)
      notice(io, filter === undefined ? 'There are no captures.' : 'None matches.');
    else
      writeLines(
        io,
        toColumns(
          found.map((one) => toRow(one)),
          0,
        ),
      );
    if (!flags.json && found.length === limit) {
      notice(io, `Older ones: hooklatch captures ls --before ${found.at(-1)?.id}`);
    }
    return exitCode.ok;
  });
}

function toRow({
  id,
  receivedAt,
  method,
  target,
  bytes,
  verdict,
  attempts,
  answer,
}: CaptureSummary): string[] {
  const line = (text: string): string => toPrintable(text, { isLine: true });
  const time = new Date(receivedAt).toISOString().slice(0, 19).replace('T', ' ');
  const outcome = verdict.outcome === 'refused' ? (verdict.code ?? 'refused') : verdict.outcome;
  const status = answer ? String(answer.status ?? answer.error ?? '') : '';
  return [
    id,
    `${time}Z`,
    line(method),
    line(target.length > 60 ? `${target.slice(0, 59)}…` : target),
    verdict.provider ?? '-',
    line(verdict.eventType ?? '-'),
    outcome,
    line(status === '' ? '-' : status),
    attempts > 1 ? `${attempts} attempts` : '',
    `${bytes} bytes`,
  ];
}

import type { Exchange } from '../certify/probe.ts';
import type { Io } from '../io.ts';
import { writeJson, writeLines } from '../output.ts';
import { toJson } from './exchange-json.ts';
import type { Judgement } from './judge-answer.ts';
import { showExchange, showJudgement } from './show-exchange.ts';
import { summarize } from './summarize.ts';
import type { Variant } from './variants.ts';

/**
 * Tells what was sent and answered: each exchange, or numbers where there are many.
 *
 * @param exchanges - in their order
 * @param judgements - what each is worth
 * @param how - what was sent, and whether it is for machines
 * @param io - the world
 */
export function tellExchanges(
  exchanges: readonly Exchange[],
  judgements: readonly Judgement[],
  { variant, isJson }: { readonly variant: Variant; readonly isJson: boolean },
  io: Io,
): void {
  const isMany = exchanges.length > 2;
  const summary = summarize(exchanges, judgements);
  if (isJson) {
    const each = exchanges.map((one, at) => toJson(one, judgements[at] as Judgement));
    writeJson(io, {
      variant,
      ...summary,
      deliveries: isMany ? each.filter((one) => !one.isAsExpected).slice(0, 20) : each,
    });
    return;
  }
  if (!isMany) {
    writeLines(
      io,
      exchanges.flatMap((one, at) => showExchange(one, judgements[at] as Judgement, io)),
    );
    return;
  }
  const { sent, asExpected, answers, milliseconds } = summary;
  const counts = Object.entries(answers).map(([status, count]) => `${count} × ${status}`);
  const bad = judgements.find(({ isAsExpected }) => !isAsExpected);
  writeLines(io, [
    `${sent} sent, ${asExpected} answered as they must be: ${counts.join(', ')}`,
    `answered in ${milliseconds.median} ms (median), ${milliseconds.p95} ms (95 of 100), ${milliseconds.max} ms (at most)`,
    ...(bad ? showJudgement(bad) : []),
  ]);
}

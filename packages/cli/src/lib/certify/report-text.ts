import type { Io } from '../io.ts';
import { toPrintable } from '../printable.ts';
import type { Certificate } from './certify.ts';
import type { CheckResult, Outcome } from './check.ts';
import { seconds } from './explain-answer.ts';
import { groups } from './groups.ts';

/** A word and a symbol, because neither a colour nor a font can be relied on. */
const marks: Readonly<Record<Outcome, readonly [mark: string, style: Parameters<Io['style']>[0]]>> = {
  passed: ['✓ ok      ', 'green'],
  failed: ['✗ failed  ', 'red'],
  warned: ['! warning ', 'yellow'],
  skipped: ['- left out', 'dim'],
};

const plurals: Readonly<Record<Outcome, readonly [one: string, more: string]>> = {
  passed: ['ok', 'ok'],
  failed: ['failed', 'failed'],
  warned: ['warning', 'warnings'],
  skipped: ['left out', 'left out'],
};

const indent = ' '.repeat(13);

/**
 * The report for people.
 *
 * @param certificate - what was found
 * @param io - its style
 * @returns lines, with a line feed at the end
 */
export function toTextReport({ url, provider, results, isCertified, ...rest }: Certificate, io: Io): string {
  const lines = [`${toPrintable(url, { isLine: true })} as a receiver of ${provider}`, ''];
  for (const { name, title } of groups) {
    const own = results.filter(({ group }) => group === name);
    if (own.length === 0) continue;
    lines.push(io.style('bold', title), ...own.flatMap((result, at) => toLines(result, own[at - 1], io)), '');
  }
  const counts = (Object.keys(plurals) as Outcome[]).flatMap((outcome) => {
    const count = results.filter((result) => result.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${plurals[outcome][count === 1 ? 0 : 1]}`];
  });
  const verdict = isCertified ? io.style('green', '✓ certified') : io.style('red', '✗ not certified');
  lines.push(`${verdict}: ${counts.join(', ')}, in ${seconds(rest.milliseconds)}`);
  return `${lines.join('\n')}\n`;
}

function toLines(result: CheckResult, before: CheckResult | undefined, { style }: Io): readonly string[] {
  const { outcome, name, title, change } = result;
  const [mark, color] = marks[outcome];
  const text = toPrintable(result.text, { isLine: true });
  const head = `  ${style(color, mark)} ${title}`;
  if (outcome === 'passed') return [head + style('dim', ` (${text})`)];
  const lines = [`${head}${style('dim', ` [${name}]`)}`, indent + text];
  if (change === undefined) return lines;
  // One mistake fails several checks in a row.
  const advice = change === before?.change ? 'as above' : toPrintable(change, { isLine: true });
  return [...lines, `${indent}Change: ${advice}`];
}

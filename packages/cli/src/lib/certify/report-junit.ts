import type { Certificate } from './certify.ts';
import type { CheckResult } from './check.ts';
import { groups } from './groups.ts';

/** The report as JUnit XML, as test reports of CI servers read it. Warnings stand in the output of their case. */
export function toJunitReport({ results, provider, milliseconds }: Certificate): string {
  const suites = groups.flatMap(({ name, title }) => {
    const own = results.filter(({ group }) => group === name);
    if (own.length === 0) return [];
    const attributes = `name="${escapeXml(`certify ${provider}: ${title}`)}" ${counts(own)}`;
    return [`  <testsuite ${attributes}>`, ...own.flatMap(toCase), '  </testsuite>'];
  });
  const time = (milliseconds / 1000).toFixed(3);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="hooklatch certify" ${counts(results)} time="${time}">`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function counts(results: readonly CheckResult[]): string {
  const count = (wanted: string): number => results.filter(({ outcome }) => outcome === wanted).length;
  return `tests="${results.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}"`;
}

function toCase({
  group,
  name,
  title,
  outcome,
  text,
  change = '',
  exchange,
}: CheckResult): readonly string[] {
  const time = exchange ? ` time="${(exchange.milliseconds / 1000).toFixed(3)}"` : '';
  const open = `    <testcase classname="certify.${group}" name="${escapeXml(`${name}: ${title}`)}"${time}`;
  const whole = escapeXml(`${text}\n${change}`);
  if (outcome === 'passed') return [`${open}/>`];
  const inner = {
    failed: `<failure message="${escapeXml(text)}">${whole}</failure>`,
    warned: `<system-out>warning: ${whole}</system-out>`,
    skipped: `<skipped message="${escapeXml(text)}"/>`,
  }[outcome];
  return [`${open}>`, `      ${inner}`, '    </testcase>'];
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 has no way at all to write most control characters. */
function escapeXml(text: string): string {
  return text
    .replace(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]|\p{Cs}/gu, '\uFFFD')
    .replace(/[&<>"]/g, (character) => entities[character] as string);
}

// docs/providers/<name>.md, from the definition and the guide.
import type { ProviderFacts } from '@hooklatch/core/provider';
import { presets, type Entry } from './catalogue.ts';
import { describeScheme, describeTrust, type Rows } from './scheme-text.ts';

const seconds = (ms: number): string => (ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`);
const code = (text: string): string => `\`${text}\``;

/** Variables as text: alternatives with "or", those that go together with "and". */
export function variableText({ variables }: Entry): string {
  return variables.map((together) => together.map(code).join(' and ')).join(', or ');
}

function table(head: readonly [string, string], rows: Rows): string {
  if (rows.length === 0) return '';
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const lines = rows.map(([left, right]) => `| ${cell(left)} | ${cell(right)} |`);
  return [`| ${head[0]} | ${head[1]} |`, '| --- | --- |', ...lines].join('\n');
}

function deliveryRows(entry: Entry): Rows {
  const { facts, definition } = { facts: entry.definition.facts, definition: entry.definition };
  const { deadlineMs, successStatuses, retries, keepsId, largestBodyBytes, ipRanges } = facts;
  const tolerance = definition.toleranceInSeconds ?? 300;
  const rows: (readonly [string, string] | undefined)[] = [
    deadlineMs === undefined ? undefined : ['Answer within', seconds(deadlineMs)],
    successStatuses && ['Taken for received', successStatuses.join(', ')],
    retries && ['Sent again', retriesText(retries)],
    keepsId === undefined
      ? undefined
      : ['When sent again', keepsId ? 'the event keeps its id' : 'the id is a new one'],
    largestBodyBytes === undefined
      ? undefined
      : ['Largest body', `${largestBodyBytes.toLocaleString('en')} bytes`],
    ipRanges === undefined ? undefined : ['Addresses', `<${ipRanges}>`],
    [
      'Time may differ by',
      tolerance > 1e9 ? 'any span: no limit is documented' : `${tolerance} s, where a time is signed`,
    ],
    definition.refusalStatus === undefined
      ? undefined
      : ['A refusal is answered', String(definition.refusalStatus)],
    definition.handshake && ['Handshake', 'answered by itself; see `handshake` in the reports'],
  ];
  return rows.filter((row): row is readonly [string, string] => row !== undefined);
}

function retriesText({ attempts, hours, delaysInSeconds }: NonNullable<ProviderFacts['retries']>): string {
  const parts = [
    attempts === undefined ? undefined : `up to ${attempts} times`,
    hours === undefined ? undefined : `for ${hours} h`,
    delaysInSeconds && `after ${delaysInSeconds.map((delay) => seconds(delay * 1000)).join(', ')}`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

/** The page of a provider. */
export function renderProviderPage(entry: Entry): string {
  const { name, definition, guide, eventMap } = entry;
  const { facts, schemes } = definition;
  const fill = (text: string): string =>
    text
      .replaceAll('{variable}', code(entry.variables[0]?.join('` and `') ?? ''))
      .replaceAll('{url}', "your endpoint's URL");
  const events: Rows = guide.events.map(([type, when]) => [code(type), when]);
  const failures: Rows = guide.failures.map(([symptom, remedy]) => [fill(symptom), fill(remedy)]);
  const confirmation = presets.has(name)
    ? []
    : [
        facts.confirmed
          ? `Confirmed by an official source, read on ${facts.checked}.`
          : `**Not confirmed** by an official source that could be read (${facts.checked}).`,
        facts.doubt === undefined ? '' : `In doubt: ${facts.doubt}`,
        facts.sources.map((source) => (source.startsWith('http') ? `<${source}>` : source)).join(' · '),
      ];
  const parts = [
    `<!-- Written by \`npm run docs\` from packages/providers. -->`,
    `# ${guide.title}`,
    guide.summary,
    `\`\`\`ts\n${entry.example}\n\`\`\``,
    '## The secret',
    guide.secret,
    `Give it as \`${definition.key ? 'publicKey' : 'secret'}\`, or set ${variableText(entry)}.${definition.key === 'fetched' ? ' Without one the keys are fetched where the provider publishes them.' : ''}`,
    '## Set it up',
    guide.setup.map((step, index) => `${index + 1}. ${fill(step)}`).join('\n'),
    '## Events',
    table(['type', 'when'], events) || 'The provider names no types: every event goes to `*`.',
    eventMap === undefined
      ? ''
      : `\`${eventMap}\` of \`@hooklatch/providers/${name}\` has the payloads of the common ones.`,
    '## Verification',
    describeTrust(definition),
    ...schemes.map((scheme) => table(['', ''], describeScheme(scheme))),
    '## Delivery',
    table(['', ''], deliveryRows(entry)),
    failures.length > 0 ? '## When it does not work' : '',
    table(['symptom', 'remedy'], failures),
    'Every code is in [the list of errors](../errors.md).',
    confirmation.length > 0 ? '## Sources' : '',
    ...confirmation,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

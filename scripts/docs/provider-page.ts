// docs/providers/<name>.md, from the definition and the guide.
import type { ProviderDefinition, RetryFacts } from '@hooklatch/core/provider';
import { presets, type Entry } from './catalogue.ts';
import { describeScheme, describeTrust, signsTime, type Rows } from './scheme-text.ts';

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

function spanText(inSeconds: number): string {
  return inSeconds > 7200 ? `${inSeconds / 3600} h` : `${inSeconds} s`;
}

/** Only where a time is known to be signed, or the definition has a window of its own. */
function toleranceText({ schemes, toleranceInSeconds }: ProviderDefinition): string | undefined {
  if (toleranceInSeconds === undefined) return schemes.some(signsTime) ? spanText(300) : undefined;
  return toleranceInSeconds > 1e9
    ? 'as long as you like: no window is documented'
    : spanText(toleranceInSeconds);
}

/** Where the first source of an id stands, and whether it is signed. */
function idText({ id }: ProviderDefinition): string {
  const [source] = id === undefined ? [] : [id].flat();
  if (source === undefined) return 'none is sent';
  if (typeof source === 'function') return 'made from the payload';
  if ('header' in source) return `\`${source.header}\`, which is not signed`;
  return 'claim' in source ? 'the id that is signed' : `\`${source.field}\` of the payload`;
}

function deliveryRows({ definition }: Entry): Rows {
  const { facts, refusalStatus, batch, handshake, success, methods } = definition;
  const { deadlineMs, successStatuses, retries, keepsId, largestBodyBytes, ipRanges } = facts;
  const again = keepsId ? 'the event keeps its id' : 'the id is a new one';
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['`event.id`', idText(definition)],
    ['Events in a delivery', batch && 'several where the provider sends several: `event.events`'],
    ['Methods', methods?.join(', ')],
    ['Answer within', deadlineMs === undefined ? undefined : seconds(deadlineMs)],
    ['Taken for received', successStatuses?.join(', ')],
    [
      'Answered when handled',
      success && `${success.status}${success.body ? ` with \`${success.body}\`` : ''}`,
    ],
    ['Sent again', retries && retriesText(retries)],
    ['When sent again', keepsId === undefined ? undefined : again],
    ['Largest body', largestBodyBytes?.toLocaleString('en').concat(' bytes')],
    ['Addresses', ipRanges && `<${ipRanges}>`],
    ['The signed time may differ by', toleranceText(definition)],
    ['A refusal is answered', refusalStatus?.toString()],
    [
      'Handshake',
      handshake &&
        `answered by itself${handshake.methods ? `; route ${handshake.methods.join(', ')} too` : ''}`,
    ],
  ];
  return rows.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]));
}

function retriesText({ attempts, hours, delaysInSeconds }: RetryFacts): string {
  if (attempts === 0) return 'not by itself';
  const parts = [
    attempts === undefined ? undefined : `up to ${attempts} times`,
    hours === undefined ? undefined : `for ${hours} h`,
    delaysInSeconds && `after ${delaysInSeconds.map((delay) => seconds(delay * 1000)).join(', ')}`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

/** How the secret is handed over, beside what the guide says; nothing where the keys are fetched. */
function givenText(entry: Entry): string {
  const { key } = entry.definition;
  if (key === 'fetched') return '';
  if (key === 'public') return `Without the option, ${variableText(entry)} is read.`;
  return `Give it as \`secret\`, or set ${variableText(entry)}.`;
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
    fill(guide.summary),
    `\`\`\`ts\n${entry.example}\n\`\`\``,
    '## The secret',
    fill(guide.secret),
    givenText(entry),
    schemes.some(({ covers }) => covers.url)
      ? 'The URL is signed: give `publicUrl` as the provider has it.'
      : '',
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

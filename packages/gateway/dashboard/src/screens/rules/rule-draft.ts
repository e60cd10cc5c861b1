import type { RuleView } from '../../api/alert-api.ts';

/** A rule while it is written: texts, as the fields have them. */
export interface RuleDraft {
  readonly name: string;
  readonly isEnabled: boolean;
  readonly on: 'event' | 'failure' | 'silence' | 'burst' | 'rotation';
  readonly hours: string;
  readonly days: string;
  readonly failures: string;
  /** Failures in a row whose parts are said. */
  readonly inRow: string;
  readonly burst: string;
  readonly endpoints: readonly string[];
  readonly types: string;
  readonly filter: string;
  readonly mode: 'each' | 'throttle' | 'digest';
  readonly limit: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly empty: 'never' | 'always' | 'heartbeat';
  readonly severity: string;
  readonly title: string;
  readonly summary: string;
  readonly fields: readonly { readonly name: string; readonly pointer: string }[];
  readonly channelIds: readonly string[];
}

/** What a rule starts as: each verified event at once. */
export const newDraft = (): RuleDraft => ({
  name: '',
  isEnabled: true,
  on: 'event',
  hours: '24',
  days: '7',
  failures: '5',
  inRow: '20',
  burst: '10',
  endpoints: [],
  types: '',
  filter: '',
  mode: 'each',
  limit: '5',
  cron: '0 9 * * 1-5',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  empty: 'never',
  severity: '',
  title: '',
  summary: '',
  fields: [],
  channelIds: [],
});

type Json = Readonly<Record<string, unknown>>;

const at = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Json)[name] : undefined;
const text = (value: unknown, other: string): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : other;

/** Reads a rule as the gateway keeps it into the fields. */
export function toDraft({ name, isEnabled, rule, channelIds }: RuleView): RuleDraft {
  const draft = newDraft();
  const match = at(rule, 'match');
  const on = at(match, 'on');
  const mode = at(rule, 'mode');
  const template = at(rule, 'template');
  const filter = at(match, 'filter');
  const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
  return {
    name,
    isEnabled,
    channelIds,
    on: text(at(on, 'kind'), 'event') as RuleDraft['on'],
    hours: text(at(on, 'hours'), draft.hours),
    days: text(at(on, 'days'), draft.days),
    failures: text(at(on, 'failures'), draft.failures),
    inRow: text(at(on, 'limit'), draft.inRow),
    burst: text(at(on, 'count'), draft.burst),
    endpoints: list(at(match, 'endpoints')),
    types: list(at(match, 'types')).join(' '),
    filter: filter === undefined ? '' : typeof filter === 'string' ? filter : JSON.stringify(filter),
    mode: text(at(mode, 'kind'), 'each') as RuleDraft['mode'],
    limit: text(at(mode, 'limit'), draft.limit),
    cron: text(at(mode, 'cron'), draft.cron),
    timeZone: text(at(mode, 'timeZone'), draft.timeZone),
    empty: text(at(mode, 'empty'), draft.empty) as RuleDraft['empty'],
    severity: text(at(rule, 'severity'), ''),
    title: text(at(template, 'title'), ''),
    summary: text(at(template, 'summary'), ''),
    fields: Array.isArray(at(template, 'fields'))
      ? (at(template, 'fields') as RuleDraft['fields']).map(({ name: label, pointer }) => ({
          name: label,
          pointer,
        }))
      : [],
  };
}

function toTrigger({ on, hours, days, failures, inRow, burst }: RuleDraft): Json {
  if (on === 'silence') return { kind: on, hours: Number(hours) };
  if (on === 'rotation') return { kind: on, days: Number(days) };
  if (on === 'failure') return { kind: on, failures: Number(failures), limit: Number(inRow) };
  if (on === 'burst') return { kind: on, count: Number(burst) };
  return { kind: on };
}

function toMode({ on, mode, limit, cron, timeZone, empty }: RuleDraft): Json {
  if (on !== 'event' || mode === 'each') return { kind: 'each' };
  if (mode === 'throttle') return { kind: mode, limit: Number(limit) };
  return { kind: mode, cron: cron.trim(), timeZone: timeZone.trim(), empty };
}

/** Makes a rule of the fields; what was never shown of the one before stays as it was. */
export function toRule(draft: RuleDraft, before?: Json): Json {
  const types = draft.types.split(/[\s,]+/).filter((type) => type !== '');
  const filter = draft.filter.trim();
  const fields = draft.fields.filter(({ pointer }) => pointer.trim() !== '');
  const oldOn = at(at(before, 'match'), 'on');
  const oldMode = at(before, 'mode');
  const on = toTrigger(draft);
  const mode = toMode(draft);
  const keep = (old: unknown, next: Json): Json =>
    at(old, 'kind') === next['kind'] ? { ...(old as Json), ...next } : next;
  return {
    match: {
      on: keep(oldOn, on),
      ...(draft.endpoints.length > 0 && { endpoints: draft.endpoints }),
      ...(types.length > 0 && { types }),
      ...(filter !== '' && { filter: filter.startsWith('{') ? readObject(filter) : filter }),
    },
    mode: keep(oldMode, mode),
    ...(draft.severity !== '' && { severity: draft.severity }),
    template: {
      ...(draft.title.trim() !== '' && { title: draft.title }),
      ...(draft.summary.trim() !== '' && { summary: draft.summary }),
      fields: fields.map(({ name, pointer }) => ({
        name: name.trim() === '' ? pointer.trim() : name.trim(),
        pointer: pointer.trim(),
      })),
    },
  };
}

/** The JSON form of a filter; what cannot be read is left to the gateway to refuse. */
function readObject(filter: string): unknown {
  try {
    return JSON.parse(filter);
  } catch {
    return filter;
  }
}

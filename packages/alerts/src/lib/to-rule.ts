import { toFilter } from '@hooklatch/relay/filter';
import type { AlertSeverity } from './alert-message.ts';
import { checkCron } from './digest-windows.ts';
import { isPointer } from './json-pointer.ts';
import { readJson, type JsonReader } from './json-reader.ts';
import { readMode } from './read-mode.ts';
import { readTrigger } from './read-trigger.ts';
import type { AlertRule, RuleMatch, RuleTemplate, RuleTrigger, TemplateField } from './rule.ts';
import { findUnknownPlace } from './template.ts';

const severities = ['critical', 'error', 'warning', 'info'] as const;
const usual: Readonly<Record<RuleTrigger['kind'], AlertSeverity>> = {
  event: 'info',
  failure: 'error',
  silence: 'warning',
  burst: 'warning',
  rotation: 'warning',
};

/**
 * Reads a rule, strictly. What it gives is read again to the same.
 *
 * @param json - parsed JSON, with defaults left out or not
 * @param known - the id and the name, where they stand elsewhere
 * @returns the rule, with every default filled in
 * @throws TypeError with the path of the mistake
 * @example
 * ```ts
 * import { toRule } from '@hooklatch/alerts/rules';
 *
 * const rule = toRule({
 *   id: 'paid',
 *   name: 'Paid invoices',
 *   match: { on: 'event', endpoints: ['stripe'], types: ['invoice.*'], filter: 'body.data.object.amount>=1000' },
 *   mode: { kind: 'digest', cron: '0 9 * * 1-5', timeZone: 'Europe/Berlin' },
 * });
 * ```
 */
export function toRule(
  json: unknown,
  known: { readonly id?: string; readonly name?: string } = {},
): AlertRule {
  const top = readJson(json).object(['id', 'name', 'match', 'mode', 'severity', 'template', 'channels']);
  const id = known.id ?? top.at('id').text();
  const given = top.at('name');
  const name = known.name ?? (given.value === undefined ? id : given.text());
  const match = readMatch(top.at('match'));
  const mode = readMode(top.at('mode'));
  const { kind } = match.on;
  if (kind !== 'event' && mode.kind !== 'each')
    throw top.at('mode').mistake(`each, because it speaks on ${kind}`);
  if (mode.kind === 'digest') asMistake(top.at('mode'), () => checkCron(mode));
  const severity = top.at('severity');
  const channels = top.at('channels');
  return {
    id,
    name,
    match,
    mode,
    severity: severity.value === undefined ? usual[kind] : severity.oneOf(severities),
    template: readTemplate(top.at('template')),
    ...(channels.value !== undefined && { channels: readTexts(channels) }),
  };
}

function readMatch(reader: JsonReader): RuleMatch {
  reader.object(['on', 'endpoints', 'types', 'filter']);
  const on = readTrigger(reader.at('on'));
  const [endpoints, types, filter] = [reader.at('endpoints'), reader.at('types'), reader.at('filter')];
  if (on.kind === 'rotation') {
    for (const one of [types, filter])
      if (one.value !== undefined) throw one.mistake('nothing, because a secret has no events');
  }
  return {
    on,
    ...(endpoints.value !== undefined && { endpoints: readTexts(endpoints) }),
    ...(types.value !== undefined && { types: readTexts(types) }),
    ...(filter.value !== undefined && { filter: readFilter(filter) }),
  };
}

function readTexts(reader: JsonReader): readonly string[] {
  const texts = reader.list(100).map((item) => item.text());
  if (texts.length === 0) throw reader.mistake('something in the list, or no list');
  return texts;
}

function readFilter(reader: JsonReader): string | object {
  const { value } = reader;
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null))
    throw reader.mistake('a text or an object');
  asMistake(reader, () => toFilter(value));
  return value;
}

function readTemplate(reader: JsonReader): RuleTemplate {
  if (reader.value === undefined) return { fields: [] };
  reader.object(['title', 'summary', 'fields']);
  const text = (name: 'title' | 'summary', longest: number): object => {
    const given = reader.at(name);
    if (given.value === undefined) return {};
    const place = findUnknownPlace(given.text(longest));
    if (place === undefined) return { [name]: given.value };
    throw given.mistake(
      `type, endpoint, provider, id, code, rule or a JSON pointer in the braces of {${place.slice(0, 80)}}`,
    );
  };
  const fields = reader.at('fields');
  return {
    ...text('title', 200),
    ...text('summary', 1000),
    fields: fields.value === undefined ? [] : fields.list(10).map(readField),
  };
}

function readField(reader: JsonReader): TemplateField {
  const isShort = typeof reader.value === 'string';
  const pointer = isShort ? reader : reader.object(['name', 'pointer']).at('pointer');
  const text = pointer.text(500);
  if (!isPointer(text)) throw pointer.mistake('a JSON pointer such as /data/object/id');
  const last = text
    .slice(text.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
  return { name: isShort ? last.slice(0, 80) || text : reader.at('name').text(80), pointer: text };
}

/** Says where it stands, what another reader has said. */
function asMistake(reader: JsonReader, act: () => unknown): void {
  try {
    act();
  } catch (error) {
    throw new TypeError(`The rule cannot be used at ${reader.path}: ${(error as Error).message}`);
  }
}

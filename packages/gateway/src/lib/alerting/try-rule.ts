import {
  digestWindowAt,
  matchRule,
  nextDigests,
  toDigestMessage,
  toMessage,
  type AlertMessage,
} from '@hooklatch/alerts/rules';
import { ApiError } from '../api/api-error.ts';
import type { DigestPreview, MessageView, RulePreview, RuleTest } from '../api/rule-schemas.ts';
import type { GatewayContext } from '../context.ts';
import { toAlertLinks } from './alert-links.ts';
import { testChannels } from './await-sends.ts';
import { countForDigest } from './digest-counts.ts';
import { readLiveRule } from './rule-cache.ts';
import { freshMemory, type RuleMemory } from './rule-memory.ts';
import { findRule, readRule } from './rules.ts';
import { countBefore } from './tell-digests.ts';
import { toAlertEvent } from './to-alert-event.ts';

/** How many of the last events a rule that is tried looks at, and how many of them are shown. */
const looks = { events: 200, shown: 20 };

/** What a rule would have said of the last events. @throws ApiError 422 */
export async function previewRule(context: GatewayContext, json: unknown): Promise<RulePreview> {
  const rule = readRule(json, { id: 'preview', name: 'Preview' });
  const endpoints = await readEndpoints(context);
  const events = await context.db
    .selectFrom('events')
    .innerJoin('contents', 'contents.seq', 'events.seq')
    .selectAll('events')
    .select(['contents.headers', 'contents.body'])
    .orderBy('events.seq', 'desc')
    .limit(looks.events)
    .execute();
  const links = toAlertLinks(context);
  const matched = events
    .map((event) => ({ event, seen: toAlertEvent(event, endpoints) }))
    .filter(({ seen }) => matchRule(rule, seen));
  const items = matched.slice(0, looks.shown).map(({ event, seen }) => ({
    eventId: event.id,
    type: event.type,
    receivedAt: event.received_at,
    message: viewMessage(toMessage(rule, seen, links)),
  }));
  return { items, matched: matched.length, of: events.length };
}

/** Sends a marked sample to each of a rule's channels. @throws ApiError 404, 409 where it has none */
export async function testRule(context: GatewayContext, id: string): Promise<RuleTest> {
  const { rule, channels } = readLiveRule(await findRule(context, id));
  const rows =
    channels.length === 0
      ? []
      : await context.db
          .selectFrom('channels')
          .select(['id', 'targets'])
          .where('id', 'in', channels)
          .where('deleted_at', 'is', null)
          .execute();
  if (rows.length === 0) throw new ApiError(409, 'no_channel', 'The rule has no channel: choose one first.');
  const targets = new Map(rows.map((row) => [row.id, JSON.parse(row.targets) as readonly string[]]));
  return testChannels(context, targets, rule);
}

/** What a digest would say of the window that is open now. @throws ApiError 404, 409 where the rule makes none */
export async function previewDigest(context: GatewayContext, id: string): Promise<DigestPreview> {
  const row = await findRule(context, id);
  const { rule } = readLiveRule(row);
  const { mode } = rule;
  const now = context.now();
  const window = mode.kind === 'digest' ? digestWindowAt(mode, now) : undefined;
  if (mode.kind !== 'digest' || !window) throw new ApiError(409, 'no_digest', 'The rule makes no digests.');
  const memory = row.state === null ? freshMemory(now) : (JSON.parse(row.state) as RuleMemory);
  const options = { db: context.db, rule, endpoints: await readEndpoints(context) };
  const counts = await countForDigest(options, window, memory);
  const before = await countBefore(options, window, memory);
  const message = toDigestMessage(rule, { window, counts, before: before.counts }, toAlertLinks(context));
  return {
    nextRuns: [...nextDigests(mode, now, 3)],
    windowStart: window.from,
    windowEnd: window.until,
    message: viewMessage(message),
  };
}

function viewMessage({
  kind,
  severity,
  title,
  summary,
  fields,
  rows,
  link,
  occurredAt,
}: AlertMessage): MessageView {
  return { kind, severity, title, summary, fields: [...fields], rows: [...rows], link, occurredAt };
}

async function readEndpoints({ db }: GatewayContext): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('endpoints').select(['id', 'name']).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

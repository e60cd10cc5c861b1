import {
  digestWindows,
  isDigestSaid,
  toDigestMessage,
  type DigestWindow,
  type Tally,
} from '@hooklatch/alerts/rules';
import type { GatewayContext } from '../context.ts';
import { toAlertLinks } from './alert-links.ts';
import { countForDigest, isRouted, type CountOptions, type Span } from './digest-counts.ts';
import type { LiveRule, LiveRules } from './rule-cache.ts';
import {
  lockMemories,
  saveMemory,
  type CountedWindow,
  type DigestMemory,
  type RuleMemory,
} from './rule-memory.ts';
import { writeAlerts } from './write-alerts.ts';

/** A window that was counted. */
interface Told {
  readonly window: DigestWindow;
  readonly counts: Tally;
  readonly before: CountedWindow;
}

/**
 * Tells the windows of a rule that have ended and that nobody has told yet. It counts first and writes then, in a short
 * transaction that only one process gets through.
 *
 * @param live - whose mode is `digest`
 * @param memory - what it remembered when it was read
 * @returns how many were told, also where nothing was sent
 */
export async function tellDigests(
  context: GatewayContext,
  live: LiveRule,
  rules: LiveRules,
  memory: RuleMemory,
): Promise<number> {
  const { rule } = live;
  const { digest } = memory;
  if (rule.mode.kind !== 'digest' || !digest) return 0;
  const windows = digestWindows(rule.mode, digest.toldUntil, context.now());
  const options: CountOptions = { db: context.db, rule, endpoints: rules.endpoints };
  let state = digest;
  for (const window of windows) {
    // oxlint-disable-next-line no-await-in-loop
    if (rule.match.filter !== undefined && !(await isRouted(context.db, window.until)))
      return windows.indexOf(window);
    const current = { ...memory, digest: state };
    // oxlint-disable-next-line no-await-in-loop
    const counts = await countForDigest(options, window, current);
    // oxlint-disable-next-line no-await-in-loop
    const before = await countBefore(options, window, current);
    // oxlint-disable-next-line no-await-in-loop
    const next = await tell(context, live, rules, { window, counts, before });
    // Another process has told it, or somebody has changed the rule.
    if (!next) return windows.indexOf(window);
    state = next;
  }
  return windows.length;
}

/** The span before, as long as this one: told already, or counted now. */
export async function countBefore(
  options: CountOptions,
  window: Span,
  memory: RuleMemory,
): Promise<CountedWindow> {
  const { before } = memory.digest ?? {};
  if (before && before.until === window.from && before.until - before.from === window.until - window.from)
    return before;
  const span = { from: window.from - (window.until - window.from), until: window.from };
  return { ...span, counts: await countForDigest(options, span, memory) };
}

async function tell(
  context: GatewayContext,
  { id, rule, channels }: LiveRule,
  rules: LiveRules,
  { window, counts, before }: Told,
): Promise<DigestMemory | undefined> {
  const now = context.now();
  return context.transaction(async (tx) => {
    const memory = (await lockMemories(tx, context.kind, [id])).get(id);
    const { digest } = memory ?? {};
    if (!memory || !digest || digest.toldUntil >= window.until || rule.mode.kind !== 'digest')
      return undefined;
    const content = { window, counts, before: before.counts };
    const isSaid = isDigestSaid(rule.mode, content, digest.lastSaidAt);
    if (isSaid) {
      const message = toDigestMessage(rule, content, toAlertLinks(context));
      await writeAlerts(tx, now, [{ ruleId: id, message, channels }], rules.channels);
    }
    const next: DigestMemory = {
      toldUntil: window.until,
      lastSaidAt: isSaid ? window.until : digest.lastSaidAt,
      windows: digest.windows?.filter(({ until }) => until > window.until),
      before: { from: window.from, until: window.until, counts },
    };
    await saveMemory(tx, id, { ...memory, digest: next });
    return next;
  });
}

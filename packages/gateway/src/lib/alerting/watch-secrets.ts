import {
  isRotationDue,
  toAlertId,
  toRotationMessage,
  type AlertMessage,
  type AlertSecret,
} from '@hooklatch/alerts/rules';
import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import { dashboardBase } from './alert-links.ts';
import type { LiveRule, LiveRules } from './rule-cache.ts';
import { writeAlerts, type NewAlert } from './write-alerts.ts';

const dayMs = 86_400_000;

/** A secret with its endpoint's name. */
interface WatchedSecret extends Pick<Row<'secrets'>, 'id' | 'endpoint_id' | 'fingerprint' | 'created_at'> {
  readonly expires_at: number | null;
  readonly last_used_at: number | null;
  readonly endpoint: string;
}

/**
 * Tells of secrets that are retired soon, once each, and of old ones that are still used a day after a newer one was
 * added.
 *
 * @returns whether something was written
 */
export async function watchSecrets(
  context: GatewayContext,
  { rules, channels }: LiveRules,
): Promise<boolean> {
  const asked = rules.filter(({ rule }) => rule.match.on.kind === 'rotation');
  if (asked.length === 0) return false;
  const secrets: readonly WatchedSecret[] = await context.db
    .selectFrom('secrets')
    .innerJoin('endpoints', 'endpoints.id', 'secrets.endpoint_id')
    .select(['secrets.id', 'secrets.endpoint_id', 'secrets.fingerprint', 'secrets.created_at'])
    .select(['secrets.expires_at', 'secrets.last_used_at', 'endpoints.name as endpoint'])
    .where('endpoints.deleted_at', 'is', null)
    .where('endpoints.enabled', '=', 1)
    .execute();
  const now = context.now();
  const alerts = asked.flatMap((live) =>
    secrets.flatMap((secret) => toAlerts(context, live, secret, { secrets, now })),
  );
  if (alerts.length === 0) return false;
  return context.transaction(async (tx) => (await writeAlerts(tx, now, alerts, channels)).length > 0);
}

function toAlerts(
  context: GatewayContext,
  { id, rule, channels }: LiveRule,
  secret: WatchedSecret,
  { secrets, now }: { readonly secrets: readonly WatchedSecret[]; readonly now: number },
): readonly NewAlert[] {
  const link = `${dashboardBase(context)}/endpoints/${encodeURIComponent(secret.endpoint_id)}`;
  const say = (message: AlertMessage): NewAlert => ({ ruleId: id, message, channels });
  const { expires_at: expiresAt } = secret;
  if (expiresAt !== null) {
    const named: AlertSecret = { ...toNamed(secret), expiresAt };
    return isRotationDue(rule, named, now) ? [say(toRotationMessage(rule, named, now, link))] : [];
  }
  const newest = newerThan(secret, secrets);
  // The same question as for one that has an end: whether the rule looks at this endpoint.
  const isAsked = isRotationDue(rule, { ...toNamed(secret), expiresAt: now + 1 }, now);
  if (!newest || !isAsked || (secret.last_used_at ?? 0) < newest.created_at + dayMs) return [];
  return [say(toStillUsed(rule, secret, { newest, now, link }))];
}

const toNamed = ({
  endpoint,
  endpoint_id: endpointId,
  fingerprint,
}: WatchedSecret): Omit<AlertSecret, 'expiresAt'> => ({
  endpoint,
  endpointId,
  name: fingerprint,
});

/** The newest secret of the same endpoint, where that is another one. */
function newerThan(secret: WatchedSecret, secrets: readonly WatchedSecret[]): WatchedSecret | undefined {
  return secrets
    .filter((one) => one.endpoint_id === secret.endpoint_id && one.created_at > secret.created_at)
    .toSorted((left, right) => right.created_at - left.created_at)[0];
}

function toStillUsed(
  rule: LiveRule['rule'],
  { id, endpoint, fingerprint }: WatchedSecret,
  { newest, now, link }: { readonly newest: WatchedSecret; readonly now: number; readonly link: string },
): AlertMessage {
  const key = `rotation:${id}:${newest.id}`;
  return {
    id: toAlertId(rule.id, key),
    key,
    kind: 'rotation',
    severity: rule.severity,
    title: `${endpoint}: an old secret is still used`,
    summary:
      'A newer one was added more than a day ago, and the provider still signs with the old one: change it there, or retire the one that is not needed.',
    fields: [
      { name: 'Endpoint', value: endpoint },
      { name: 'Still used', value: fingerprint },
      { name: 'Newer', value: newest.fingerprint },
    ],
    rows: [],
    link,
    occurredAt: now,
    rule: rule.name,
    endpoint,
  };
}

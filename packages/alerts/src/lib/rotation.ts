import type { AlertSecret } from './alert-event.ts';
import { toAlertId } from './alert-id.ts';
import type { AlertMessage } from './alert-message.ts';
import { formatDuration, formatTime } from './format.ts';
import { matchesEndpoint } from './match-rule.ts';
import type { AlertRule } from './rule.ts';

/**
 * Whether it is time to say that a secret is about to be retired. It stays so until the secret is; the message's key makes
 * one alert of it.
 *
 * @param rule - about secrets
 * @param secret - that has an end
 * @param now - Unix milliseconds
 * @returns whether it is to be said
 */
export function isRotationDue(rule: AlertRule, secret: AlertSecret, now: number): boolean {
  const { on, endpoints } = rule.match;
  if (on.kind !== 'rotation' || !matchesEndpoint(endpoints, secret)) return false;
  const restMs = secret.expiresAt - now;
  return restMs > 0 && restMs <= on.days * 86_400_000;
}

/**
 * What is said of a secret that is about to be retired.
 *
 * @param rule - about secrets
 * @param secret - that has an end
 * @param now - Unix milliseconds
 * @param link - where more is to be seen
 * @returns the message
 */
export function toRotationMessage(
  rule: AlertRule,
  secret: AlertSecret,
  now: number,
  link?: string,
): AlertMessage {
  const { endpoint, endpointId, name, expiresAt } = secret;
  const key = `rotation:${endpointId ?? endpoint}:${name}:${expiresAt}`;
  return {
    id: toAlertId(rule.id, key),
    key,
    kind: 'rotation',
    severity: rule.severity,
    title: `${endpoint}: a secret is retired in ${formatDuration(expiresAt - now)}`,
    summary: `From ${formatTime(expiresAt)} on, what is signed with this secret alone is rejected. See that the provider signs with a newer one by then.`,
    fields: [
      { name: 'Endpoint', value: endpoint },
      { name: 'Secret', value: name },
      { name: 'Retired', value: formatTime(expiresAt) },
    ],
    rows: [],
    link,
    occurredAt: now,
    rule: rule.name,
    endpoint,
  };
}

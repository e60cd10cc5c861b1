import { createHash } from 'node:crypto';

/**
 * The id of an alert: the same for the same rule and key, in every process.
 *
 * @param ruleId - who speaks
 * @param key - what it is about
 * @returns `alert_` and 32 letters, digits, `-` and `_`
 */
export function toAlertId(ruleId: string, key: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([ruleId, key]))
    .digest('base64url');
  return `alert_${hash.slice(0, 32)}`;
}

import type { AlertsOptions } from './alerts.ts';
import type { Channel } from './channel.ts';
import type { AlertRule } from './rule.ts';
import { toRule } from './to-rule.ts';

/**
 * Reads the rules, and looks whether they and the channels fit.
 *
 * @param options - of `alerts`
 * @returns both
 * @throws TypeError where something cannot be used
 */
export function checkOptions(options: AlertsOptions): {
  readonly rules: readonly AlertRule[];
  readonly channels: ReadonlyMap<string, Channel>;
} {
  const channels = new Map(Object.entries(options.channels));
  if (channels.size === 0) throw new TypeError('alerts needs a channel.');
  for (const [name, channel] of channels) {
    if (typeof (channel as Partial<Channel>).send !== 'function' || !Array.isArray(channel.targets))
      throw new TypeError(
        `The channel ${name} of alerts is none: make it with slack(…), email(…) or another.`,
      );
  }
  const rules = options.rules.map((rule) => toRule(rule));
  const ids = new Set<string>();
  for (const { id, channels: names = [] } of rules) {
    if (ids.has(id)) throw new TypeError(`Two rules of alerts have the id ${id}.`);
    ids.add(id);
    const unknown = names.find((name) => !channels.has(name));
    if (unknown !== undefined)
      throw new TypeError(`The rule ${id} names the channel ${unknown}, which is not there.`);
  }
  for (const name of Object.keys(options.rates ?? {})) {
    if (!channels.has(name))
      throw new TypeError(`alerts has a rate for the channel ${name}, which is not there.`);
  }
  const { leaseMs = 30_000, pollMs = 200 } = options;
  if (!(leaseMs >= 100 && leaseMs < 2 ** 31)) throw new TypeError(`leaseMs cannot be ${leaseMs}.`);
  if (!(pollMs > 0 && pollMs < 2 ** 31)) throw new TypeError(`pollMs cannot be ${pollMs}.`);
  return { rules, channels };
}

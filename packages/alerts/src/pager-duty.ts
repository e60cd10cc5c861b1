import type { AlertMessage, AlertSeverity } from './lib/alert-message.ts';
import type { Channel } from './lib/channel.ts';
import { toChannelUrl, toTimeout } from './lib/channel-url.ts';
import { postJson } from './lib/post.ts';
import { toLines } from './lib/present.ts';
import { fit, toClean, toLine, toLink } from './lib/text.ts';

export type { Channel, SendOptions, SendResult } from './lib/channel.ts';
export type { AlertMessage } from './lib/alert-message.ts';

/** Options of {@link pagerDuty}. */
export interface PagerDutyOptions {
  /** The integration key of a service, for Events API v2. It is a secret. */
  readonly routingKey: string;
  /** (`https://events.pagerduty.com/v2/enqueue`; in the EU `https://events.eu.pagerduty.com/v2/enqueue`) */
  readonly url?: string | undefined;
  /** What operators call it. (the host) */
  readonly label?: string | undefined;
  /** How long a send may take, in milliseconds. (10,000) */
  readonly timeoutMs?: number | undefined;
}

/** What is posted to PagerDuty. */
export interface PagerDutyEvent {
  readonly routing_key: string;
  readonly event_action: 'trigger' | 'resolve';
  /** The same for a failure and its end. */
  readonly dedup_key: string;
  readonly payload: {
    readonly summary: string;
    readonly source: string;
    readonly severity: AlertSeverity;
    readonly timestamp: string;
    readonly class: string;
    readonly custom_details: Readonly<Record<string, string>>;
  };
  readonly links: readonly { readonly href: string; readonly text: string }[];
  readonly client: string;
}

/**
 * A service of PagerDuty, by Events API v2. A recovery resolves what its failure has triggered.
 *
 * @param options - with the integration key
 * @returns the channel
 * @throws TypeError where an option cannot be used
 * @example
 * ```ts
 * import { pagerDuty } from '@hooklatch/alerts/pager-duty';
 *
 * export const channel = pagerDuty({ routingKey: process.env['PAGERDUTY_ROUTING_KEY'] ?? '' });
 * ```
 */
export function pagerDuty(options: PagerDutyOptions): Channel {
  const { routingKey, url = 'https://events.pagerduty.com/v2/enqueue', label } = options;
  if (typeof routingKey !== 'string' || !/^[\w-]{8,64}$/.test(routingKey))
    throw new TypeError('pagerDuty needs the integration key of a service as `routingKey`.');
  const { href, host } = toChannelUrl(url, 'pagerDuty');
  const timeoutMs = toTimeout(options.timeoutMs);
  return {
    kind: 'pagerduty',
    label: label ?? `PagerDuty (${host})`,
    targets: [],
    send: (message, given) =>
      postJson(
        {
          url: href,
          body: JSON.stringify(renderPagerDuty(message, routingKey)),
          timeoutMs,
          secrets: [routingKey],
          judge: (status, text) => {
            const isRefused = status >= 400 && status < 500 && status !== 408 && status !== 429;
            const isKeyWrong = status === 400 && /routing.?key/i.test(text);
            return {
              isPermanent: isRefused,
              isChannelBroken: isKeyWrong || [401, 403, 404, 410].includes(status),
            };
          },
        },
        given,
      ),
  };
}

/**
 * What is posted to PagerDuty.
 *
 * @param message - what is said
 * @param routingKey - whose it is
 * @returns the body of the request
 */
export function renderPagerDuty(message: AlertMessage, routingKey: string): PagerDutyEvent {
  const { id, incident, kind, severity, title, summary, fields, rows, occurredAt, endpoint, provider } =
    message;
  const href = toLink(message.link);
  const details = new Map<string, string>([['summary', fit(toClean(summary).trim(), 2000)]]);
  for (const { name, value } of fields.slice(0, 20))
    details.set(fit(toLine(name), 100), fit(toLine(value), 1000));
  if (rows.length > 0) details.set('counts', toLines(rows.slice(0, 20)).join('\n'));
  return {
    routing_key: routingKey,
    event_action: kind === 'recovery' ? 'resolve' : 'trigger',
    dedup_key: (incident ?? id).slice(0, 255),
    payload: {
      summary: fit(toLine(title), 1024),
      source: fit(toLine(endpoint ?? provider ?? 'webhooks'), 255),
      severity,
      timestamp: new Date(occurredAt).toISOString(),
      class: kind,
      custom_details: Object.fromEntries(details),
    },
    links: href === undefined ? [] : [{ href, text: 'Open' }],
    client: 'Hooklatch',
  };
}

import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import type { Channel } from '@hooklatch/alerts';
import { discord } from '@hooklatch/alerts/discord';
import { email, type SmtpOptions } from '@hooklatch/alerts/email';
import { pagerDuty } from '@hooklatch/alerts/pager-duty';
import { slack } from '@hooklatch/alerts/slack';
import { teams } from '@hooklatch/alerts/teams';
import { webhook } from '@hooklatch/alerts/webhook';
import { z } from 'zod';
import type { Row } from '../database/schema.ts';
import { createAddressGuard, type AddressGuard } from '../outbound/address-guard.ts';
import { readOutboundUrl } from '../outbound/read-outbound-url.ts';
import type { GatewaySettings } from '../settings.ts';
import { createGuardedMail } from './guarded-mail.ts';

/** What a channel is. */
export type ChannelKind = Row<'channels'>['kind'];

/** How a channel of each kind is configured; it is kept in the vault. */
export interface ChannelConfigs {
  readonly slack: { readonly url: string };
  readonly discord: { readonly url: string };
  readonly teams: { readonly url: string };
  readonly pagerduty: { readonly routingKey: string; readonly url?: string | undefined };
  readonly webhook: { readonly url: string; readonly secret: string };
  readonly email: {
    readonly to: readonly string[];
    /** (the gateway's) */
    readonly from?: string | undefined;
    /** (the gateway's) */
    readonly smtp?: SmtpOptions | undefined;
  };
}

const url = z.string().max(2048);
const address = z.string().max(254);
const hook = z.strictObject({ url });
const shapes = {
  slack: hook,
  discord: hook,
  teams: hook,
  pagerduty: z.strictObject({ routingKey: z.string().max(64), url: url.optional() }),
  webhook: z.strictObject({ url, secret: z.string().max(200).optional() }),
  email: z.strictObject({
    to: z.union([address.transform((one) => [one]), z.array(address).min(1).max(50)]),
    from: address.optional(),
    smtp: z
      .strictObject({
        host: z.string().min(1).max(253),
        port: z.number().int().min(1).max(65_535).optional(),
        secure: z.boolean().optional(),
        requireTls: z.boolean().optional(),
        user: z.string().max(320).optional(),
        password: z.string().max(1000).optional(),
      })
      .optional(),
  }),
} as const;

/**
 * Reads the configuration of a channel. A webhook without a secret gets one.
 *
 * @throws TypeError that names the field, without its value
 */
export function readChannelConfig(kind: ChannelKind, config: unknown): ChannelConfigs[ChannelKind] {
  const parsed = shapes[kind].safeParse(config ?? {});
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    const path = ['config', ...(first?.path ?? [])].join('.');
    throw new TypeError(`${path}: ${first?.message ?? 'cannot be used'}`);
  }
  if (kind !== 'webhook') return parsed.data as ChannelConfigs[ChannelKind];
  const given = parsed.data as { url: string; secret?: string };
  return { url: given.url, secret: given.secret ?? `whsec_${randomBytes(32).toString('base64')}` };
}

/**
 * Makes a channel of its configuration.
 *
 * @throws TypeError where it cannot be used; it shows nothing that is a secret
 */
export function toChannel(
  kind: ChannelKind,
  config: ChannelConfigs[ChannelKind],
  settings: GatewaySettings,
  now: () => number,
): Channel {
  const guard = createAddressGuard(settings.allowedAddresses);
  if (kind === 'email') return toEmail(config as ChannelConfigs['email'], settings, guard);
  const { url: to } = config as { url?: string };
  if (to !== undefined) readOutboundUrl(to, guard);
  if (kind === 'pagerduty') return pagerDuty(config as ChannelConfigs['pagerduty']);
  if (kind === 'webhook') return webhook({ ...(config as ChannelConfigs['webhook']), now });
  const make = { slack, discord, teams }[kind];
  return make(config as ChannelConfigs['slack']);
}

function toEmail(config: ChannelConfigs['email'], settings: GatewaySettings, guard: AddressGuard): Channel {
  const { to, smtp } = config;
  const from = config.from ?? settings.emailFrom;
  if (from === undefined) throw new TypeError('config.from: email needs an address that it comes from.');
  // The operator's own server is his business.
  if (smtp === undefined) {
    if (settings.smtpUrl === undefined)
      throw new TypeError('config.smtp: email needs a mail server: the gateway has none.');
    return email({ to, from, smtp: settings.smtpUrl });
  }
  if (isIP(smtp.host) !== 0 && !guard.isAllowed(smtp.host)) {
    throw new TypeError(
      'config.smtp.host has a private address: let the gateway allow it first (allowedAddresses).',
    );
  }
  return email({ to, from, transport: createGuardedMail(smtp, guard) });
}

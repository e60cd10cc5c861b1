import type { ChannelView } from '../../api/alert-api.ts';

interface ChannelField {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly placeholder?: string;
  readonly isOptional?: boolean;
  readonly type?: 'password' | 'number';
}

/** What alerts can be sent to. */
export interface ChannelKindEntry {
  readonly kind: ChannelView['kind'];
  readonly title: string;
  readonly says: string;
  readonly fields: readonly ChannelField[];
}

const kept = 'It is kept encrypted and never shown again.';

/** Each kind with what it asks for. */
export const channelKinds: readonly ChannelKindEntry[] = [
  {
    kind: 'slack',
    title: 'Slack',
    says: 'In Slack: Apps, Incoming Webhooks, Add to a channel; copy its address.',
    fields: [
      { name: 'url', label: 'Webhook URL', help: kept, placeholder: 'https://hooks.slack.com/services/…' },
    ],
  },
  {
    kind: 'discord',
    title: 'Discord',
    says: 'In Discord: the settings of the channel, Integrations, Webhooks; copy its address.',
    fields: [
      { name: 'url', label: 'Webhook URL', help: kept, placeholder: 'https://discord.com/api/webhooks/…' },
    ],
  },
  {
    kind: 'email',
    title: 'Email',
    says: 'Through the mail server of the gateway, or one of this channel.',
    fields: [
      { name: 'to', label: 'To', help: 'One or more addresses, with a comma between them.' },
      { name: 'from', label: 'From', help: 'Where it is not the gateway’s.', isOptional: true },
      { name: 'host', label: 'Mail server', help: 'Where it is not the gateway’s.', isOptional: true },
      { name: 'port', label: 'Port', help: '587, or 465 for TLS at once.', isOptional: true, type: 'number' },
      { name: 'user', label: 'User', help: 'Of the mail server.', isOptional: true },
      { name: 'password', label: 'Password', help: kept, isOptional: true, type: 'password' },
    ],
  },
  {
    kind: 'pagerduty',
    title: 'PagerDuty',
    says: 'In PagerDuty: a service, Integrations, Events API v2; copy the integration key.',
    fields: [{ name: 'routingKey', label: 'Integration key', help: kept }],
  },
  {
    kind: 'teams',
    title: 'Microsoft Teams',
    says: 'In Teams: Workflows, “Post to a channel when a webhook request is received”; copy its address.',
    fields: [{ name: 'url', label: 'Workflow URL', help: kept }],
  },
  {
    kind: 'webhook',
    title: 'Webhook',
    says: 'A signed request to a server of yours (Standard Webhooks). The secret is shown once.',
    fields: [{ name: 'url', label: 'URL', help: kept, placeholder: 'https://' }],
  },
];

/** What a kind is called. */
export function toChannelTitle(kind: string): string {
  return channelKinds.find((entry) => entry.kind === kind)?.title ?? kind;
}

/** Makes a configuration of what was entered. */
export function toChannelConfig(
  { kind, fields }: ChannelKindEntry,
  text: (name: string) => string,
): Record<string, unknown> {
  const values = Object.fromEntries(
    fields.map(({ name }) => [name, text(`config ${name}`).trim()]).filter(([, value]) => value !== ''),
  ) as Record<string, string>;
  if (kind !== 'email') return values;
  const { to = '', from, host, port, user, password } = values;
  return {
    to: to.split(/[\s,;]+/).filter((address) => address !== ''),
    ...(from !== undefined && { from }),
    ...(host !== undefined && {
      smtp: {
        host,
        ...(port !== undefined && { port: Number(port), secure: port === '465' }),
        ...(user !== undefined && { user }),
        ...(password !== undefined && { password }),
      },
    }),
  };
}

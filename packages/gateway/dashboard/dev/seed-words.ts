import type { Provider } from '../src/api/types.ts';

/** What the made-up events are about. */
export const providers = [
  {
    name: 'stripe',
    title: 'Stripe',
    types: [
      'invoice.paid',
      'invoice.payment_failed',
      'checkout.session.completed',
      'customer.subscription.updated',
      'charge.refunded',
    ],
  },
  { name: 'github', title: 'GitHub', types: ['push', 'pull_request', 'workflow_run', 'issues'] },
  { name: 'clerk', title: 'Clerk', types: ['user.created', 'user.updated', 'session.created'] },
  { name: 'shopify', title: 'Shopify', types: ['orders/create', 'orders/paid', 'products/update'] },
] as const;

const others =
  'Adyen,Airtable,Asana,Auth0,Calendly,Discord,DocuSign,Dropbox,GitLab,HubSpot,Intercom,Linear,Mailgun,Notion,Okta,PagerDuty,PayPal,Resend,SendGrid,Sentry,Slack,Square,Supabase,Telegram,Twilio,Vercel,WorkOS,Zoom,Standard Webhooks,Custom';

/** The providers that can be chosen. */
export const catalog: readonly Provider[] = [
  ...providers.map(({ name, title, types }) => ({ name, title, types: [...types] as string[] })),
  ...others
    .split(',')
    .map((title) => ({ name: title.toLowerCase().replaceAll(' ', '-'), title, types: [] as string[] })),
].map(({ name, title, types }) => ({
  name,
  title,
  needsSecret: name !== 'paypal',
  secretHint: `${title}, the page of the webhook: the signing secret.`,
  variables: [`${name.toUpperCase()}_WEBHOOK_SECRET`],
  steps: [
    `Open **Webhooks** of ${title}, and add an endpoint.`,
    'Enter the address from above, and choose the events.',
    'Copy the signing secret, and add it here.',
  ],
  eventTypes: types,
  options:
    name === 'square' ? [{ name: 'url', isRequired: true, hint: 'The address as it stands at Square.' }] : [],
}));

/** Texts that would do harm as HTML, as a link, or by how they look. */
export const hostile: readonly string[] = [
  '<script>window.owned=1</script>',
  '<img src=x onerror="window.owned=1">',
  '"><svg onload=window.owned=1>',
  'javascript:window.owned=1',
  '<iframe srcdoc="<script>top.owned=1</script>"></iframe>',
  'invoice\u202edaip.\u202c',
  'a\u0000b\u200bc\u001b[31mred',
  'long'.repeat(200),
  '{"__proto__":{"owned":1}}',
  '${window.owned=1}{{constructor.constructor("window.owned=1")()}}',
];

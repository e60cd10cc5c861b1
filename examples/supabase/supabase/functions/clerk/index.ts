import { createWebhook } from '@hooklatch/core';
import { clerk } from '@hooklatch/providers/clerk';
import { logDelivery } from '../_shared/log-delivery.ts';

// Reads CLERK_WEBHOOK_SIGNING_SECRET: `supabase secrets set CLERK_WEBHOOK_SIGNING_SECRET=whsec_…`
const webhook = createWebhook(clerk(), {
  on: { 'user.created': (event) => console.log(`saved ${event.payload.data.id}`) },
  onDelivery: logDelivery,
});

Deno.serve((request) => webhook.fetch(request));

import { createWebhook } from '@hooklatch/core';
import { meta } from '@hooklatch/providers/meta';
import { logDelivery } from '../_shared/log-delivery.ts';

// Reads META_WEBHOOK_SECRET. With the verify token it answers Meta's question, which comes by GET.
const webhook = createWebhook(meta({ verifyToken: Deno.env.get('META_VERIFY_TOKEN') }), {
  on: { 'page.leadgen': (event) => console.log(`lead ${event.payload.value.leadgen_id}`) },
  onDelivery: logDelivery,
});

Deno.serve((request) => webhook.fetch(request));

import { app } from '@azure/functions';
import { toAzureFunction } from '@hooklatch/azure-functions';
import { clerkWebhook, metaWebhook } from './webhooks.ts';

app.http('clerk', {
  route: 'webhooks/clerk',
  methods: ['POST'],
  authLevel: 'anonymous',
  handler: toAzureFunction(clerkWebhook),
});

app.http('meta', {
  route: 'webhooks/meta',
  // Meta asks by GET.
  methods: ['GET', 'POST'],
  authLevel: 'anonymous',
  handler: toAzureFunction(metaWebhook),
});

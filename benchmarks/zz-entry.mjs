import { createWebhook } from '@hooklatch/core';
import { stripe } from '@hooklatch/providers/stripe';
export default createWebhook(stripe(), { on: { 'invoice.paid': () => {} } });

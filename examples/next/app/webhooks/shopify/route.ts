import { shopifyWebhook } from '@/lib/webhooks/shopify';
import { toNext } from '@hooklatch/next';

export const POST = toNext(shopifyWebhook);

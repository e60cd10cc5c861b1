import { standardWebhook } from '@/lib/webhooks/standard';
import { toNext } from '@hooklatch/next';

export const POST = toNext(standardWebhook);

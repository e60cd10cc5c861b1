import { clerkWebhook } from '@/lib/webhooks/clerk';
import { toNext } from '@hooklatch/next';

export const POST = toNext(clerkWebhook);

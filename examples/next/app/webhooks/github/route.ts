import { githubWebhook } from '@/lib/webhooks/github';
import { toNext } from '@hooklatch/next';

export const POST = toNext(githubWebhook);

import { gitlabWebhook } from '@/lib/webhooks/gitlab';
import { toNext } from '@hooklatch/next';

export const POST = toNext(gitlabWebhook);

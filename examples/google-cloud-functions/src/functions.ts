import { http } from '@google-cloud/functions-framework';
import { toNode } from '@hooklatch/node';
import { clerkWebhook, metaWebhook } from './webhooks.ts';

http('clerk', toNode(clerkWebhook));
http('meta', toNode(metaWebhook));

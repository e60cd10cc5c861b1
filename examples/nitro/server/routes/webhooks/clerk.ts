import { toH3 } from '@hooklatch/h3';
import { clerkWebhook } from '../../lib/webhooks/clerk.ts';

export default toH3(clerkWebhook);

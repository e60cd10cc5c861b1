import { toH3 } from '@hooklatch/h3';
import { dropboxWebhook } from '../../lib/webhooks/dropbox.ts';

// Deliveries by POST, the question by GET.
export default toH3(dropboxWebhook);

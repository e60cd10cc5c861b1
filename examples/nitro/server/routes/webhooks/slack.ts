import { toH3 } from '@hooklatch/h3';
import { slackWebhook } from '../../lib/webhooks/slack.ts';

export default toH3(slackWebhook);

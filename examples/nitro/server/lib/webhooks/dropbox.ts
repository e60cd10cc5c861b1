import { createWebhook } from '@hooklatch/h3';
import { dropbox } from '@hooklatch/providers/dropbox';
import { logDelivery } from './log-delivery.ts';

/** Reads DROPBOX_WEBHOOK_SECRET. Dropbox asks a question by GET when the endpoint is added. */
export const dropboxWebhook = createWebhook(dropbox(), {
  on: { list_folder: () => console.log('dropbox: files have changed') },
  onDelivery: logDelivery,
});

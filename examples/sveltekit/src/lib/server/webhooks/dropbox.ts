import { createWebhook } from '@hooklatch/core';
import { dropbox } from '@hooklatch/providers/dropbox';
import { DROPBOX_WEBHOOK_SECRET } from '$app/env/private';
import { logDelivery } from './log-delivery.ts';

/** Dropbox asks a question by GET when the endpoint is added. */
export const dropboxWebhook = createWebhook(dropbox({ secret: DROPBOX_WEBHOOK_SECRET }), {
  on: { list_folder: () => console.log('dropbox: files have changed') },
  onDelivery: logDelivery,
});

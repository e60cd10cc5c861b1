import { createWebhook } from '@hooklatch/core';
import { clerk, type ClerkEvents } from '@hooklatch/providers/clerk';
import { CLERK_WEBHOOK_SIGNING_SECRET } from '$app/env/private';
import { removeUser, saveUser, type User } from '../users.ts';
import { logDelivery } from './log-delivery.ts';

export const clerkWebhook = createWebhook(clerk({ secret: CLERK_WEBHOOK_SIGNING_SECRET }), {
  on: {
    'user.created': (event) => saveUser(toUser(event.payload.data)),
    'user.updated': (event) => saveUser(toUser(event.payload.data)),
    'user.deleted': (event) => removeUser(event.payload.data.id),
  },
  onDelivery: logDelivery,
});

function toUser(data: ClerkEvents['user.created']['data']): User {
  const { id, email_addresses: addresses, primary_email_address_id: primary } = data;
  return { id, email: addresses.find((address) => address.id === primary)?.email_address };
}

import { createWebhook } from '@hooklatch/core';
import { clerk, type ClerkEvents } from '@hooklatch/providers/clerk';
import { removeUser, saveUser, type User } from '../users.ts';
import { logDelivery } from './log-delivery.ts';

export const clerkWebhook = createWebhook(clerk(), {
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

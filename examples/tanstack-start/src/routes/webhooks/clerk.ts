import { createFileRoute } from '@tanstack/react-router';
import { clerkWebhook } from '../../webhooks/clerk.ts';

export const Route = createFileRoute('/webhooks/clerk')({
  server: { handlers: { ANY: ({ request }) => clerkWebhook.fetch(request) } },
});

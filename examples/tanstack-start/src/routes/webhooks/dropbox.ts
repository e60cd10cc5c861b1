import { createFileRoute } from '@tanstack/react-router';
import { dropboxWebhook } from '../../webhooks/dropbox.ts';

export const Route = createFileRoute('/webhooks/dropbox')({
  server: { handlers: { ANY: ({ request }) => dropboxWebhook.fetch(request) } },
});

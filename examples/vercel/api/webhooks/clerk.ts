import { clerkWebhook } from '../../webhooks.ts';

export const POST = clerkWebhook.fetch;

import type { APIRoute } from 'astro';
import { clerkWebhook } from '../../webhooks/clerk.ts';

export const prerender = false;

export const ALL: APIRoute = ({ request }) => clerkWebhook.fetch(request);

import type { APIRoute } from 'astro';
import { dropboxWebhook } from '../../webhooks/dropbox.ts';

export const prerender = false;

/** Deliveries by POST, the question by GET. */
export const ALL: APIRoute = ({ request }) => dropboxWebhook.fetch(request);

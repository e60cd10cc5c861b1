import type { APIRoute } from 'astro';
import { slackWebhook } from '../../webhooks/slack.ts';

export const prerender = false;

export const ALL: APIRoute = ({ request }) => slackWebhook.fetch(request);

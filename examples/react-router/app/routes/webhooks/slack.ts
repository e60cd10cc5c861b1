import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router';
import { slackWebhook } from '../../webhooks/slack.ts';

export const action = ({ request }: ActionFunctionArgs) => slackWebhook.fetch(request);

// Whatever is no POST is answered 405.
export const loader = ({ request }: LoaderFunctionArgs) => slackWebhook.fetch(request);

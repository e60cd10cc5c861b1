import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router';
import { clerkWebhook } from '../../webhooks/clerk.ts';

export const action = ({ request }: ActionFunctionArgs) => clerkWebhook.fetch(request);

// Whatever is no POST is answered 405.
export const loader = ({ request }: LoaderFunctionArgs) => clerkWebhook.fetch(request);

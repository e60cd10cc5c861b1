import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router';
import { dropboxWebhook } from '../../webhooks/dropbox.ts';

export const action = ({ request }: ActionFunctionArgs) => dropboxWebhook.fetch(request);

// The question.
export const loader = ({ request }: LoaderFunctionArgs) => dropboxWebhook.fetch(request);

import { defineEnvVars } from '@sveltejs/kit/env';

/** Not needed by `vite build`. An endpoint without its secret refuses every delivery. */
const secret = { schema: (value: string | undefined) => value };

// Read when the server starts, and by `vite dev` from .env.
export const variables = defineEnvVars({
  CLERK_WEBHOOK_SIGNING_SECRET: secret,
  STRIPE_WEBHOOK_SECRET: secret,
  SLACK_SIGNING_SECRET: secret,
  DROPBOX_WEBHOOK_SECRET: secret,
});

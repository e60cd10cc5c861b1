// Only because types are checked in this repository where SvelteKit has generated none yet.
declare module '$app/env/private' {
  export const CLERK_WEBHOOK_SIGNING_SECRET: string | undefined;
  export const STRIPE_WEBHOOK_SECRET: string | undefined;
  export const SLACK_SIGNING_SECRET: string | undefined;
  export const DROPBOX_WEBHOOK_SECRET: string | undefined;
}

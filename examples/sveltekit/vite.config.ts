import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter(),
      // Forms of providers have no Origin, and only this lets them in. `src/hooks.server.ts` checks all other routes.
      csrf: { trustedOrigins: ['*'] },
    }),
  ],
});

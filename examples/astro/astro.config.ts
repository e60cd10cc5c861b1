import node from '@astrojs/node';
import { defineConfig } from 'astro/config';

export default defineConfig({
  adapter: node({ mode: 'standalone' }),
  // Forms of providers have no Origin, and only this lets them in. `src/middleware.ts` checks all other routes.
  security: { checkOrigin: false },
});

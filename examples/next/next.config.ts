import type { NextConfig } from 'next';
import { fileURLToPath } from 'node:url';

const config: NextConfig = {
  // Only because this application stands in a workspace.
  turbopack: { root: fileURLToPath(new URL('../../', import.meta.url)) },
};

export default config;

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fakeApi } from './dev/fake-api.ts';

// What light-dark(), nesting and container queries need, so that no style is rewritten.
const browsers = ['chrome123', 'edge123', 'firefox128', 'safari17.5'];

export default defineConfig(({ command, isPreview }) => ({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), ...(command === 'serve' || isPreview === true ? [fakeApi()] : [])],
  build: {
    outDir: '../dist/dashboard',
    emptyOutDir: true,
    target: browsers,
    cssTarget: browsers,
    // A policy of 'self' allows neither data: addresses nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
}));

// Serves a bundle in the edge runtime that Next.js brings: `node edge-server.ts <bundle>`.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

interface EdgeRuntime {
  readonly EdgeRuntime: new (options: { readonly initialCode: string }) => object;
  runServer(options: { readonly runtime: object; readonly host: string }): Promise<{ readonly url: string }>;
}

const fromNext = createRequire(new URL('../../packages/next/package.json', import.meta.url));
const { EdgeRuntime, runServer } = fromNext('next/dist/compiled/edge-runtime') as EdgeRuntime;
const initialCode = readFileSync(process.argv[2] ?? '', 'utf8');
const { url } = await runServer({ runtime: new EdgeRuntime({ initialCode }), host: '127.0.0.1' });
console.log(new URL(url).origin);

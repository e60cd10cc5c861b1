// Starts the gateway of this checkout as `npx @hooklatch/cli gateway` starts it where it is installed. What it keeps is in
// `.hooklatch` at the root, unless it is told another place.
import { join } from 'node:path';
import { root } from './lib/workspace.mjs';

if (!process.env.DATABASE_URL) process.env.HOOKLATCH_GATEWAY_DATA ??= join(root, '.hooklatch');
// The command looks for the gateway from where it is called, and a package finds itself.
process.chdir(join(root, 'packages', 'gateway'));
process.argv.splice(2, 0, 'gateway');
await import('../packages/cli/dist/hooklatch.mjs');

import { findEntry, toModulePaths } from '../module-paths.ts';
import type { Choice, Scaffold } from '../scaffold.ts';
import { answerByRequest, renderTest } from './test-source.ts';
import { renderWebhook, webhookName } from './webhook-source.ts';

const port = 8787;
const entryNames = ['worker', 'index', 'main', 'server', 'app'];

/** The files of a Cloudflare Worker. */
export function render(choice: Choice): Scaffold {
  const { provider, project, isTypeScript } = choice;
  const route = `/webhooks/${provider.name}`;
  const paths = toModulePaths(choice, { isBundled: true, sourceDir: 'src' });
  const webhook = paths.file(`webhooks/${provider.name}`);
  const worker = paths.file('worker');
  const entry = findEntry(choice, entryNames);
  const hasConfig = ['jsonc', 'json', 'toml'].some((extension) => project.has(`wrangler.${extension}`));
  const call = `${provider.factory}Worker.fetch(request, env, ctx)`;
  const specifier = paths.specifier(entry ?? worker, webhook);
  const source = { adapter: '@hooklatch/workers', secrets: 'bindings', port, route } as const;
  return {
    files: [
      { path: webhook, text: renderWebhook(choice, source) },
      ...(entry === undefined ? [{ path: worker, text: renderWorker(choice, route, call, specifier) }] : []),
      ...(hasConfig ? [] : [{ path: 'wrangler.jsonc', text: renderConfig(choice, entry ?? worker) }]),
      { path: paths.test, text: renderRouteTest(choice, route, paths.specifier(paths.test, webhook)) },
    ],
    route,
    mount:
      entry === undefined
        ? []
        : [
            `import { toWorker } from '@hooklatch/workers';`,
            `import { ${webhookName(choice)} } from '${specifier}';`,
            `const ${provider.factory}Worker = toWorker(${webhookName(choice)});`,
            `if (new URL(request.url).pathname === '${route}') return ${call}; // first in fetch(request, env, ctx)`,
          ],
    start: [`npx wrangler dev --port ${port}`],
    port,
    packages: ['@hooklatch/workers', '@hooklatch/providers'],
    devPackages: ['wrangler', ...(isTypeScript ? ['@cloudflare/workers-types'] : [])],
    secretsFile: '.dev.vars',
  };
}

function renderWorker(choice: Choice, route: string, call: string, specifier: string): string {
  const { isTypeScript, provider } = choice;
  return `import { toWorker${isTypeScript ? ', type Worker' : ''} } from '@hooklatch/workers';
import { ${webhookName(choice)} } from '${specifier}';

const ${provider.factory}Worker = toWorker(${webhookName(choice)});

const worker${isTypeScript ? ': Worker' : ''} = {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (pathname === '${route}') return ${call};
    return new Response('Not found', { status: 404 });
  },
};

export default worker;
`;
}

function renderConfig({ provider }: Choice, main: string): string {
  const required = provider.variables.map((name) => `"${name}"`).join(', ');
  return `{
  "$schema": "./node_modules/wrangler/config-schema.json",
  "name": "${provider.name}-webhook",
  "main": "${main}",
  "compatibility_date": "2026-10-01",
  // Set each once for production: npx wrangler secret put ${provider.variables[0]}
  "secrets": { "required": [${required}] },
}
`;
}

function renderRouteTest(choice: Choice, route: string, specifier: string): string {
  return renderTest(choice, {
    imports: ["import { toWorker } from '@hooklatch/workers';"],
    usesSocket: false,
    environment: 'env',
    port,
    route,
    answer: `const { ${webhookName(choice)} } = await import('${specifier}');
const worker = toWorker(${webhookName(choice)});
const ctx = { waitUntil() {} };
${answerByRequest(choice, route, 'worker.fetch(request, env, ctx)')}`,
  });
}

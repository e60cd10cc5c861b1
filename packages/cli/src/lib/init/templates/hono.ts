import type { Choice, Scaffold } from '../scaffold.ts';
import { mountMethod, renderNodeApplication } from './node-application.ts';
import { answerByRequest } from './test-source.ts';
import { webhookName } from './webhook-source.ts';

/** The files of a Hono application on Node. */
export function render(choice: Choice): Scaffold {
  return renderNodeApplication(choice, {
    adapter: '@hooklatch/hono',
    mounter: 'toHono',
    packages: ['hono'],
    serverPackages: ['@hono/node-server'],
    mount: mountText,
    server: renderServer,
    test: (_, route) => ({
      usesSocket: false,
      imports: ["import { toHono } from '@hooklatch/hono';", "import { Hono } from 'hono';"],
      answer: `const app = new Hono();
${mountText(choice, route)}
${answerByRequest(choice, route, 'app.request(request)')}`,
    }),
  });
}

function mountText(choice: Choice, route: string): string {
  return `app.${mountMethod(choice)}('${route}', toHono(${webhookName(choice)}));`;
}

function renderServer(choice: Choice, mount: string, specifier: string): string {
  return `import { serve } from '@hono/node-server';
import { toHono } from '@hooklatch/hono';
import { Hono } from 'hono';
import { ${webhookName(choice)} } from '${specifier}';

const app = new Hono();

${mount}

const port = Number(process.env['PORT'] ?? 3000);
serve({ fetch: app.fetch, port }, () => console.log(\`listening on http://localhost:\${port}\`));
`;
}

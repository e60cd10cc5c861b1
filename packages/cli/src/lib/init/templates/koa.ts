import type { Choice, Scaffold } from '../scaffold.ts';
import { mountMethod, renderNodeApplication, type MountInPlace } from './node-application.ts';
import { answerBySocket, atTheEnd } from './test-source.ts';
import { webhookName } from './webhook-source.ts';

/** The files of a Koa application. */
export function render(choice: Choice): Scaffold {
  return renderNodeApplication(choice, {
    adapter: '@hooklatch/koa',
    mounter: 'toKoa',
    packages: ['koa', ...(hasRouter(choice) ? [] : ['@koa/router'])],
    typePackages: ['@types/koa'],
    mount: mountText,
    mountInPlace,
    server: renderServer,
    test: (_, route) => ({
      usesSocket: true,
      imports: [
        "import { toKoa } from '@hooklatch/koa';",
        "import Koa from 'koa';",
        "import { once } from 'node:events';",
        ...(choice.isTypeScript ? ["import type { AddressInfo } from 'node:net';"] : []),
      ],
      answer: `const app = new Koa().use(toKoa(${webhookName(choice)}));
const server = app.listen(0);
${atTheEnd(choice, 'void server.close()')}
await once(server, 'listening');
const { port } = server.address()${choice.isTypeScript ? ' as AddressInfo' : ''};
${answerBySocket(choice, `http://localhost:\${port}${route}`)}`,
    }),
  });
}

/** Whether the project has a router; the older one is as good. */
function hasRouter({ project }: Choice): boolean {
  return ['@koa/router', 'koa-router'].some((name) => project.dependencies.has(name));
}

function mountText(choice: Choice, route: string): string {
  return `router.${mountMethod(choice)}('${route}', toKoa(${webhookName(choice)}));`;
}

function mountInPlace(choice: Choice, route: string): MountInPlace {
  const line = mountText(choice, route);
  if (hasRouter(choice)) return { lines: [`${line} // in a router above app.use(bodyParser())`] };
  return {
    imports: [['Router', '@koa/router']],
    lines: ['const router = new Router();', line, 'app.use(router.routes()); // above app.use(bodyParser())'],
  };
}

function renderServer(choice: Choice, mount: string, specifier: string): string {
  return `import { toKoa } from '@hooklatch/koa';
import { Router } from '@koa/router';
import Koa from 'koa';
import { ${webhookName(choice)} } from '${specifier}';

const router = new Router();
${mount}

const app = new Koa();
// Above every body parser: the signature is over the bytes as they arrive.
app.use(router.routes());

const port = Number(process.env['PORT'] ?? 3000);
app.listen(port, () => console.log(\`listening on http://localhost:\${port}\`));
`;
}

import { posix } from 'node:path';
import { toModulePaths } from '../module-paths.ts';
import type { Choice, Scaffold } from '../scaffold.ts';
import { answerByRequest, answerBySocket, atTheEnd, renderTest } from './test-source.ts';
import { renderWebhook, webhookName } from './webhook-source.ts';

const port = 3000;
const adapter = '@hooklatch/next';

/** The files of a Next.js application: of the App Router, or of the Pages Router where it is the only one. */
export function render(choice: Choice): Scaffold {
  const { provider, isTypeScript, project } = choice;
  const route = `/api/webhooks/${provider.name}`;
  const paths = toModulePaths(choice, { isBundled: true, sourceDir: '' });
  const source = project.has('src/app') || project.has('src/pages') ? 'src' : '';
  const isPages = !project.has(posix.join(source, 'app')) && project.has(posix.join(source, 'pages'));
  const place = isPages ? `pages${route}` : `app${route}/route`;
  const file = paths.file(posix.join(source, place));
  const specifier = paths.specifier(paths.test, file);
  const text = isPages ? renderPage(choice, route) : renderRoute(choice, route);
  return {
    files: [
      { path: file, text },
      {
        path: paths.test,
        text: isPages ? pageTest(choice, route, specifier) : routeTest(choice, route, specifier),
      },
    ],
    route,
    mount: [],
    start: ['npx next dev'],
    port,
    packages: [adapter, '@hooklatch/providers', 'next', 'react', 'react-dom'],
    devPackages: isTypeScript ? ['typescript@6', '@types/node', '@types/react'] : [],
  };
}

function renderRoute(choice: Choice, route: string): string {
  const [first, ...others] = toHandlers(choice);
  return `${renderWebhook(choice, { adapter, imports: ['toNext'], isExported: false, port, route })}
export const ${first} = toNext(${webhookName(choice)});
${others.map((method) => `export const ${method} = ${first};\n`).join('')}`;
}

/** Next has a handler for a method where the file exports one. */
function toHandlers({ provider }: Choice): readonly string[] {
  return ['POST', ...provider.methods.filter((method) => method !== 'POST')];
}

function renderPage(choice: Choice, route: string): string {
  return `${renderWebhook(choice, { adapter, imports: ['toNext'], isExported: false, port, route })}
// The signature is over the bytes as they arrive.
export const config = { api: { bodyParser: false } };

export default toNext(${webhookName(choice)});
`;
}

function routeTest(choice: Choice, route: string, specifier: string): string {
  return renderTest(choice, {
    imports: [],
    usesSocket: false,
    port,
    route,
    answer: `const { POST } = await import('${specifier}');
${answerByRequest(choice, route, 'POST(request, { params: Promise.resolve({}) })')}`,
  });
}

function pageTest(choice: Choice, route: string, specifier: string): string {
  const { isTypeScript } = choice;
  const any = isTypeScript ? ' as never' : '';
  return renderTest(choice, {
    imports: [
      "import { once } from 'node:events';",
      "import { createServer } from 'node:http';",
      ...(isTypeScript ? ["import type { AddressInfo } from 'node:net';"] : []),
    ],
    usesSocket: true,
    closes: true,
    port,
    route,
    answer: `const { default: handler } = await import('${specifier}');
const server = createServer((request, response) => void handler(request${any}, response${any})).listen(0);
${atTheEnd(choice, 'void server.close()')}
await once(server, 'listening');
const { port } = server.address()${isTypeScript ? ' as AddressInfo' : ''};
${answerBySocket(choice, `http://localhost:\${port}${route}`)}`,
  });
}

import type { Choice, Scaffold } from '../scaffold.ts';
import { renderNodeApplication, type MountInPlace } from './node-application.ts';
import { answerBySocket, atTheEnd } from './test-source.ts';
import { webhookName } from './webhook-source.ts';

/** The files of an application on `node:http`. */
export function render(choice: Choice): Scaffold {
  return renderNodeApplication(choice, {
    adapter: '@hooklatch/node',
    mounter: 'toNode',
    packages: [],
    mount: mountText,
    mountInPlace,
    server: renderServer,
    test: (_, route) => ({
      usesSocket: true,
      imports: [
        "import { toNode } from '@hooklatch/node';",
        "import { once } from 'node:events';",
        "import { createServer } from 'node:http';",
        ...(choice.isTypeScript ? ["import type { AddressInfo } from 'node:net';"] : []),
      ],
      answer: `const server = createServer(toNode(${webhookName(choice)})).listen(0);
${atTheEnd(choice, 'void server.close()')}
await once(server, 'listening');
const { port } = server.address()${choice.isTypeScript ? ' as AddressInfo' : ''};
${answerBySocket(choice, `http://localhost:\${port}${route}`)}`,
    }),
  });
}

const listenerName = ({ provider }: Choice): string => `${provider.factory}Listener`;

const makeText = (choice: Choice): string =>
  `const ${listenerName(choice)} = toNode(${webhookName(choice)});`;

function mountText(choice: Choice, route: string): string {
  return `if (request.url?.split('?')[0] === '${route}') return ${listenerName(choice)}(request, response);`;
}

function mountInPlace(choice: Choice, route: string): MountInPlace {
  if (choice.project.dependencies.has('connect')) {
    return { lines: [`app.use('${route}', toNode(${webhookName(choice)})); // above every parser`] };
  }
  return {
    lines: [makeText(choice), `${mountText(choice, route)} // first in the listener of createServer`],
  };
}

function renderServer(choice: Choice, mount: string, specifier: string): string {
  return `import { toNode } from '@hooklatch/node';
import { createServer } from 'node:http';
import { ${webhookName(choice)} } from '${specifier}';

${makeText(choice)}

const server = createServer((request, response) => {
  ${mount}
  response.writeHead(404).end();
});

const port = Number(process.env['PORT'] ?? 3000);
server.listen(port, () => console.log(\`listening on http://localhost:\${port}\`));
`;
}

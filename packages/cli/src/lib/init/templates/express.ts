import type { Choice, Scaffold } from '../scaffold.ts';
import { mountMethod, renderNodeApplication } from './node-application.ts';
import { answerBySocket, atTheEnd } from './test-source.ts';
import { webhookName } from './webhook-source.ts';

/** The files of an Express application. */
export function render(choice: Choice): Scaffold {
  return renderNodeApplication(choice, {
    adapter: '@hooklatch/express',
    mounter: 'toExpress',
    packages: ['express'],
    typePackages: ['@types/express'],
    mount: mountText,
    mountInPlace: (_, route) => ({ lines: [`${mountText(choice, route)} // above express.json()`] }),
    server: renderServer,
    test: (_, route) => ({
      usesSocket: true,
      imports: [
        "import { toExpress } from '@hooklatch/express';",
        "import express from 'express';",
        "import { once } from 'node:events';",
        ...(choice.isTypeScript ? ["import type { AddressInfo } from 'node:net';"] : []),
      ],
      answer: `const app = express();
${mountText(choice, route)}
const server = app.listen(0);
${atTheEnd(choice, 'void server.close()')}
await once(server, 'listening');
const { port } = server.address()${choice.isTypeScript ? ' as AddressInfo' : ''};
${answerBySocket(choice, `http://localhost:\${port}${route}`)}`,
    }),
  });
}

function mountText(choice: Choice, route: string): string {
  return `app.${mountMethod(choice)}('${route}', toExpress(${webhookName(choice)}));`;
}

function renderServer(choice: Choice, mount: string, specifier: string): string {
  return `import { toExpress } from '@hooklatch/express';
import express from 'express';
import { ${webhookName(choice)} } from '${specifier}';

const app = express();

// Above express.json(): the signature is over the bytes as they arrive.
${mount}
app.use(express.json());

const port = Number(process.env['PORT'] ?? 3000);
app.listen(port, () => console.log(\`listening on http://localhost:\${port}\`));
`;
}

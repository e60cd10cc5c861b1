import type { Choice, Scaffold } from '../scaffold.ts';
import { renderNodeApplication } from './node-application.ts';
import { answerBySocket, atTheEnd } from './test-source.ts';
import { webhookName } from './webhook-source.ts';

/** The files of a Fastify application. */
export function render(choice: Choice): Scaffold {
  return renderNodeApplication(choice, {
    adapter: '@hooklatch/fastify',
    mounter: 'toFastify',
    packages: ['fastify'],
    mount: mountText,
    server: renderServer,
    test: (_, route) => ({
      usesSocket: true,
      imports: ["import { toFastify } from '@hooklatch/fastify';", "import fastify from 'fastify';"],
      answer: `const app = fastify();
${mountText(choice, route)}
const origin = await app.listen({ port: 0 });
${atTheEnd(choice, 'app.close()')}
${answerBySocket(choice, `\${origin}${route}`)}`,
    }),
  });
}

function mountText(choice: Choice, route: string): string {
  return `app.register(toFastify(${webhookName(choice)}), { url: '${route}' });`;
}

function renderServer(choice: Choice, mount: string, specifier: string): string {
  return `import { toFastify } from '@hooklatch/fastify';
import fastify from 'fastify';
import { ${webhookName(choice)} } from '${specifier}';

const app = fastify();

${mount}

// In a container: HOST=0.0.0.0
const { PORT = '3000', HOST = 'localhost' } = process.env;
console.log(\`listening on \${await app.listen({ port: Number(PORT), host: HOST })}\`);
`;
}

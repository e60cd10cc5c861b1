import { basename } from 'node:path';
import { toModulePaths } from '../module-paths.ts';
import type { Choice, Scaffold } from '../scaffold.ts';
import { renderTest } from './test-source.ts';
import { renderWebhook, webhookName } from './webhook-source.ts';

const port = 3000;

/** The files of a function in AWS Lambda. */
export function render(choice: Choice): Scaffold {
  const { provider } = choice;
  const route = `/webhooks/${provider.name}`;
  const paths = toModulePaths(choice);
  const file = paths.file(`webhooks/${provider.name}`);
  const bundle = `dist/${basename(file).replace(/\.\w+$/, '.mjs')}`;
  return {
    files: [
      { path: file, text: renderFunction(choice, route) },
      { path: paths.test, text: renderFunctionTest(choice, route, paths.specifier(paths.test, file)) },
    ],
    route,
    mount: [],
    start: [],
    port,
    deployed: {
      steps: [
        `npx esbuild ${file} --bundle --platform=node --target=node22 --format=esm --outfile=${bundle}`,
        `upload ${bundle} to a function: its handler is ${provider.name}.handler`,
        `set ${provider.variables.join(' and ')} in the function's environment`,
      ],
      origin: 'https://your-function.lambda-url.eu-central-1.on.aws',
    },
    packages: ['@hooklatch/aws-lambda', '@hooklatch/providers'],
    devPackages: ['esbuild'],
  };
}

function renderFunction(choice: Choice, route: string): string {
  const source = { adapter: '@hooklatch/aws-lambda', imports: ['toLambda'], isExported: false, port, route };
  return `${renderWebhook(choice, source)}
export const handler = toLambda(${webhookName(choice)});
`;
}

/** The test calls the handler with the event of a function URL. */
function renderFunctionTest(choice: Choice, route: string, specifier: string): string {
  const { usesQuery } = choice.provider;
  const query = usesQuery ? 'new URL(delivery.url).search.slice(1)' : "''";
  const type = choice.isTypeScript ? ': Awaited<ReturnType<typeof sign>>' : '';
  return renderTest(choice, {
    imports: [],
    usesSocket: false,
    port,
    route,
    answer: `const { handler } = await import('${specifier}');
const answer = async (delivery${type}) => {
  const event = {
    rawPath: '${route}',
    rawQueryString: ${query},
    headers: Object.fromEntries(delivery.headers.entries()),
    requestContext: { domainName: 'example.com', http: { method: delivery.method } },
    body: Buffer.from(delivery.body).toString('base64'),
    isBase64Encoded: true,
  };
  return (await handler(event, { getRemainingTimeInMillis: () => 10_000 })).statusCode;
};`,
  });
}

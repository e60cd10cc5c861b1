import { toModulePaths, type ModulePaths } from '../module-paths.ts';
import { toPascalCase } from '../provider-outline.ts';
import type { Choice, Scaffold, ScaffoldFile } from '../scaffold.ts';
import { answerBySocket, atTheEnd, renderTest } from './test-source.ts';
import { quoteKey, renderFactory, secretText, webhookName } from './webhook-source.ts';

const port = 3000;

/** The files of a NestJS application. */
export function render(choice: Choice): Scaffold {
  const { provider, project } = choice;
  const { name } = provider;
  const route = `/webhooks/${name}`;
  const paths = toModulePaths(choice, { isCompiled: true, sourceDir: 'src' });
  const controller = paths.file(`webhooks/${name}.controller`);
  const module = paths.file('webhooks/webhook-routes.module');
  const application = paths.file('app.module');
  const isNew = !project.has(application);
  const entry = { path: module, text: renderModule(choice, paths.specifier(module, controller)) };
  return {
    files: [
      { path: controller, text: renderController(choice, route) },
      ...(project.has(module) ? [] : [entry]),
      ...(isNew ? renderApplication(paths, application, module) : []),
      ...(isNew && !project.hasTsconfig ? [{ path: 'tsconfig.json', text: tsconfig }] : []),
      { path: paths.test, text: renderRouteTest(choice, route, paths.specifier(paths.test, controller)) },
    ],
    route,
    mount: project.has(module)
      ? [
          `${quoteKey(name)}: ${webhookName(choice)}, // in WebhooksModule.forRoot of ${module}, and ${controllerName(choice)} in controllers`,
        ]
      : isNew
        ? []
        : [
            `import { WebhookRoutesModule } from '${paths.specifier(application, module)}';`,
            'WebhookRoutesModule, // in the imports of AppModule',
          ],
    start: isNew ? ['npx tsc', 'node --env-file=.env dist/main.js'] : [],
    port,
    packages: [
      '@hooklatch/nestjs',
      '@hooklatch/providers',
      '@nestjs/common',
      '@nestjs/core',
      '@nestjs/platform-express',
      'reflect-metadata',
      'rxjs',
    ],
    devPackages: ['typescript', '@types/node'],
  };
}

const controllerName = ({ provider }: Choice): string => `${toPascalCase(provider.name)}Controller`;

function renderController(choice: Choice, route: string): string {
  const { name, factory, eventMap, types, methods } = choice.provider;
  const verb = methods.length === 1 && methods[0] === 'POST' ? 'Post' : 'All';
  const cases = types.map(
    (type) =>
      `      case '${type}':\n        this.#logger.log(\`\${event.type} \${event.id}\`);\n        break;`,
  );
  const body =
    cases.length === 0
      ? '    this.#logger.log(`${event.type} ${event.id}`);'
      : `    switch (event.type) {\n${cases.join('\n')}\n      default:\n        this.#logger.log(\`\${event.type} is not handled\`);\n    }`;
  const typed = eventMap === undefined ? '' : `<${eventMap}>`;
  return `import { createWebhook, memoryStore, Webhook, WebhookEvent } from '@hooklatch/nestjs';
import { ${factory}${eventMap === undefined ? '' : `, type ${eventMap}`} } from '@hooklatch/providers/${name}';
import { ${verb}, Controller, Logger } from '@nestjs/common';

/** ${secretText(choice, {})} Several processes need a store that they share. */
export const ${webhookName(choice)} = createWebhook(${renderFactory(choice, { port, route })}, { store: memoryStore() });

@Controller('webhooks')
export class ${controllerName(choice)} {
  readonly #logger = new Logger(${controllerName(choice)}.name);

  @${verb}('${name}')
  @Webhook('${name}')
  async handle(@WebhookEvent() event: WebhookEvent${typed}): Promise<void> {
${body}
  }
}
`;
}

function renderModule(choice: Choice, specifier: string): string {
  const { name } = choice.provider;
  const [controller, webhook] = [controllerName(choice), webhookName(choice)];
  return `import { WebhooksModule } from '@hooklatch/nestjs';
import { Module } from '@nestjs/common';
import { ${controller}, ${webhook} } from '${specifier}';

@Module({
  imports: [WebhooksModule.forRoot({ webhooks: { ${quoteKey(name)}: ${webhook} } })],
  controllers: [${controller}],
})
export class WebhookRoutesModule {}
`;
}

function renderApplication(paths: ModulePaths, application: string, module: string): readonly ScaffoldFile[] {
  const main = paths.file('main');
  return [
    {
      path: application,
      text: `import { Module } from '@nestjs/common';
import { WebhookRoutesModule } from '${paths.specifier(application, module)}';

@Module({ imports: [WebhookRoutesModule] })
export class AppModule {}
`,
    },
    {
      path: main,
      text: `import { NestFactory } from '@nestjs/core';
import 'reflect-metadata';
import { AppModule } from '${paths.specifier(main, application)}';

async function main(): Promise<void> {
  const app = await NestFactory.create(AppModule);
  await app.listen(process.env['PORT'] ?? ${port});
  console.log(\`listening on \${await app.getUrl()}\`);
}

void main();
`,
    },
  ];
}

const tsconfig = `{
  "compilerOptions": {
    "target": "es2023",
    "module": "nodenext",
    "types": ["node"],
    "strict": true,
    "skipLibCheck": true,
    "experimentalDecorators": true,
    "emitDecoratorMetadata": true,
    "rootDir": "src",
    "outDir": "dist"
  },
  "include": ["src"]
}
`;

function renderRouteTest(choice: Choice, route: string, specifier: string): string {
  const { provider } = choice;
  const [controller, webhook] = [controllerName(choice), webhookName(choice)];
  return renderTest(choice, {
    imports: [
      "import { WebhooksModule } from '@hooklatch/nestjs';",
      "import { NestFactory } from '@nestjs/core';",
      "import 'reflect-metadata';",
    ],
    usesSocket: true,
    closes: true,
    // The method answers, and has no Reply to give.
    handledStatus: 200,
    port,
    route,
    answer: `const { ${controller}, ${webhook} } = await import('${specifier}');
const module = {
  module: class Routes {},
  imports: [WebhooksModule.forRoot({ webhooks: { ${quoteKey(provider.name)}: ${webhook} } })],
  controllers: [${controller}],
};
const app = await NestFactory.create(module, { logger: false });
await app.listen(0);
${atTheEnd(choice, 'app.close()')}
const origin = await app.getUrl();
${answerBySocket(choice, `\${origin}${route}`)}`,
  });
}

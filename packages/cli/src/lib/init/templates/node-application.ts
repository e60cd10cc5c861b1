import { findEntry, toModulePaths } from '../module-paths.ts';
import type { Choice, Scaffold } from '../scaffold.ts';
import { mountLines } from './mount-lines.ts';
import { renderTest, type TestSource } from './test-source.ts';
import { renderWebhook, webhookName } from './webhook-source.ts';

/** How a framework that Node runs as it is differs from another. */
export interface NodeFramework {
  /** The adapter's package, and what mounts a webhook: `toExpress`. */
  readonly adapter: string;
  readonly mounter: string;
  /** What it needs beside the adapter and the providers; the last ones for a new application alone. */
  readonly packages: readonly string[];
  readonly serverPackages?: readonly string[];
  readonly typePackages?: readonly string[];
  /** The statement that mounts the webhook at a path. */
  mount(choice: Choice, route: string): string;
  /** What an application that is there is given in its place. (that statement) */
  mountInPlace?(choice: Choice, route: string): MountInPlace;
  /** A new application, with the statement in it. */
  server(choice: Choice, mount: string, specifier: string): string;
  /** What its test imports, and how it answers. */
  test(choice: Choice, route: string): Pick<TestSource, 'imports' | 'usesSocket' | 'answer'>;
}

/** Lines for an application that is there, and what they need beside the webhook and what mounts it. */
export interface MountInPlace {
  readonly imports?: readonly (readonly [name: string, specifier: string])[];
  readonly lines: readonly string[];
}

const port = 3000;

/** The files of an application that Node runs as it is: a new one where there is none. */
export function renderNodeApplication(choice: Choice, framework: NodeFramework): Scaffold {
  const { adapter, mounter, packages, serverPackages = [], typePackages = [] } = framework;
  const route = `/webhooks/${choice.provider.name}`;
  const paths = toModulePaths(choice);
  const webhook = paths.file(`webhooks/${choice.provider.name}`);
  const entry = findEntry(choice);
  const server = paths.file('server');
  const line = framework.mount(choice, route);
  const isNew = entry === undefined;
  const imports = (from: string): readonly (readonly [string, string])[] => [
    [mounter, adapter],
    [webhookName(choice), paths.specifier(from, webhook)],
  ];
  const { imports: needed = [], lines } = framework.mountInPlace?.(choice, route) ?? { lines: [line] };
  const { answer, ...test } = framework.test(choice, route);
  const load = `const { ${webhookName(choice)} } = await import('${paths.specifier(paths.test, webhook)}');`;
  return {
    files: [
      { path: webhook, text: renderWebhook(choice, { adapter, port, route }) },
      ...(isNew
        ? [{ path: server, text: framework.server(choice, line, paths.specifier(server, webhook)) }]
        : []),
      {
        path: paths.test,
        text: renderTest(choice, {
          ...test,
          closes: test.usesSocket,
          answer: `${load}\n${answer}`,
          port,
          route,
        }),
      },
    ],
    route,
    mount: isNew ? [] : mountLines(choice, { entry, imports: [...imports(entry), ...needed], lines }),
    start: isNew ? [`node --env-file=.env ${server}`] : [],
    port,
    packages: [adapter, '@hooklatch/providers', ...packages, ...(isNew ? serverPackages : [])],
    devPackages: choice.isTypeScript ? typePackages : [],
  };
}

/** The name of the method that mounts for every method that the provider uses: `post`, or `all`. */
export function mountMethod({ provider }: Choice): 'post' | 'all' {
  return provider.methods.length === 1 && provider.methods[0] === 'POST' ? 'post' : 'all';
}

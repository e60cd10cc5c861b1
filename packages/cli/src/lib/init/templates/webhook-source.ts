import type { Choice } from '../scaffold.ts';

/** How a template wants its webhook. */
export interface WebhookSource {
  /** Where it comes from: `@hooklatch/express`. */
  readonly adapter: string;
  /** What else is imported from there. */
  readonly imports?: readonly string[];
  /** Whether other modules import it. (true) */
  readonly isExported?: boolean;
  /** Where secrets are: `env` of the process, or the bindings of a worker. (`process`) */
  readonly secrets?: 'process' | 'bindings';
  readonly port: number;
  readonly route: string;
}

/** The variable that says what URL the provider calls, for providers that sign it. */
export const urlVariable = 'WEBHOOK_PUBLIC_URL';

/** The name of the webhook: `clerkWebhook`. */
export const webhookName = ({ provider }: Choice): string => `${provider.factory}Webhook`;

/** The imports and the webhook itself, with a handler for each of the provider's first common events. */
export function renderWebhook(choice: Choice, source: WebhookSource): string {
  const { adapter, imports = [], isExported = true } = source;
  const { name, factory, types } = choice.provider;
  const named = ['createWebhook', ...imports].join(', ');
  const known = types.map((type) => `    ${quoteKey(type)}: (event) => console.log(event.type, event.id),`);
  const handlers = [
    ...known,
    ...(known.length > 0 ? ['    // Every other type.'] : []),
    `    '*': (event) => console.log(event.type, event.id),`,
  ];
  return `import { ${named} } from '${adapter}';
import { ${factory} } from '@hooklatch/providers/${name}';

/** ${secretText(choice, source)} */
${isExported ? 'export ' : ''}const ${webhookName(choice)} = createWebhook(${renderFactory(choice, source)}, {
  on: {
${handlers.join('\n')}
  },
});
`;
}

/** What is said of the secret: where it comes from. */
export function secretText(
  { provider }: Choice,
  { secrets = 'process' }: Pick<WebhookSource, 'secrets'>,
): string {
  const names = provider.variables.join(' and ');
  if (secrets === 'process') return `Reads ${names}.`;
  return provider.variables.length > 1
    ? `The secret is the bindings ${names}.`
    : `The secret is the binding ${names}.`;
}

/** The call of the provider's factory: `clerk()`. */
export function renderFactory({ provider }: Choice, source: Omit<WebhookSource, 'adapter'>): string {
  const { factory, options, signsUrl } = provider;
  const local = `'http://localhost:${source.port}${source.route}'`;
  const url = source.secrets === 'bindings' ? local : `process.env['${urlVariable}'] ?? ${local}`;
  const lines = [
    ...options.map((option) => `  // Yours in its place.\n  ${option},\n`),
    ...(signsUrl ? [`  // The URL that the provider calls: it is signed.\n  publicUrl: ${url},\n`] : []),
  ];
  return lines.length === 0 ? `${factory}()` : `${factory}({\n${lines.join('')}})`;
}

/** A key of an object, with quotes where it needs them. */
export function quoteKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : `'${key}'`;
}

import type { Choice } from '../scaffold.ts';
import { urlVariable } from './webhook-source.ts';

/** What differs between the tests of the frameworks. */
export interface TestSource {
  /** Import lines beside those of the runner and of `@hooklatch/testing`. */
  readonly imports: readonly string[];
  /** Whether it is sent over a socket, by `deliver`. */
  readonly usesSocket: boolean;
  /** Statements that define `answer`, which gives the status for a delivery; they run once the secret is set. */
  readonly answer: string;
  /** Whether something is closed at the end, with `after`. (false) */
  readonly closes?: boolean;
  /** Where the secret is put: `process.env`, or an object that is called `env`. (`process.env`) */
  readonly environment?: 'process.env' | 'env';
  /** What an event that was handled is answered. (as the provider wants it) */
  readonly handledStatus?: number;
  readonly port: number;
  readonly route: string;
}

/** A test of the route: it takes what is genuine, and refuses what somebody else has signed. */
export function renderTest(choice: Choice, source: TestSource): string {
  const { provider, runner } = choice;
  const { name, types, refusalStatus } = provider;
  const { handledStatus = provider.handledStatus } = source;
  const options = signOptions(choice, source);
  const tools = source.usesSocket ? 'deliver, sign, throwAway' : 'sign, throwAway';
  const lines = [
    `import { ${tools} } from '@hooklatch/testing';`,
    ...runnerImports(choice, source),
    ...source.imports,
  ];
  const equal = (status: number): string =>
    runner === 'vitest'
      ? `expect(await answer(delivery)).toBe(${status});`
      : `assert.equal(await answer(delivery), ${status});`;
  return `${lines.toSorted(bySpecifier).join('\n')}

// Keys of this test alone: no account is needed, and nothing leaves this machine.
const { provider, secret } = await throwAway('${name}');
${renderEnvironment(choice, source)}

${source.answer}

test('handles ${types[0] ?? 'an event'} of ${name}', async () => {
  const delivery = await sign(provider, { secret${options} });
  ${equal(handledStatus)}
});

test('refuses what somebody else has signed', async () => {
  const other = await throwAway('${name}');
  const delivery = await sign(other.provider, { secret: other.secret${options} });
  ${equal(refusalStatus)}
});
`;
}

function signOptions({ provider }: Choice, { port, route }: TestSource): string {
  const type = provider.types[0] === undefined ? '' : `, type: '${provider.types[0]}'`;
  if (provider.signsUrl) return `${type}, url: 'http://localhost:${port}${route}'`;
  return provider.signsPath ? `${type}, url: 'https://example.com${route}'` : type;
}

function runnerImports({ runner }: Choice, { closes = false }: TestSource): readonly string[] {
  if (runner === 'vitest') return [`import { ${closes ? 'afterAll, ' : ''}expect, test } from 'vitest';`];
  return [
    "import assert from 'node:assert/strict';",
    `import { ${closes ? 'after, ' : ''}test } from 'node:test';`,
  ];
}

const specifierOf = (line: string): string => /'(.*)'/.exec(line)?.[1] ?? '';
const bySpecifier = (a: string, b: string): number => {
  const [left, right] = [specifierOf(a), specifierOf(b)];
  if (left.startsWith('.') !== right.startsWith('.')) return left.startsWith('.') ? 1 : -1;
  return left < right ? -1 : Number(left > right);
};

/** Puts the secret where the route looks for it; the key of who signs with a private one is the public one. */
function renderEnvironment({ provider }: Choice, source: TestSource): string {
  const { environment = 'process.env' } = source;
  const key = 'String(provider.secret())';
  if (environment === 'env') return `const env = { ${provider.testVariable}: ${key} };`;
  const url = `process.env['${urlVariable}'] = 'http://localhost:${source.port}${source.route}';`;
  const line = `process.env['${provider.testVariable}'] = ${key};`;
  return provider.signsUrl ? `${line}\n${url}` : line;
}

/** The type of what `sign` makes, where types are written. */
function deliveryType({ isTypeScript }: Choice): string {
  return isTypeScript ? ': Awaited<ReturnType<typeof sign>>' : '';
}

/** A statement that closes what the test has opened. */
export function atTheEnd({ runner }: Choice, close: string): string {
  return `${runner === 'vitest' ? 'afterAll' : 'after'}(() => ${close});`;
}

/** `answer` for what listens at a URL, which is the text of a template literal. */
export function answerBySocket(choice: Choice, url: string): string {
  const query = choice.provider.usesQuery ? '${new URL(delivery.url).search}' : '';
  return `const answer = async (delivery${deliveryType(choice)}) =>
  (await deliver(\`${url}${query}\`, delivery)).status;`;
}

/** `answer` for what takes a Request: `call` is an expression of `request`. */
export function answerByRequest(choice: Choice, route: string, call: string): string {
  const { usesQuery, hasBody } = choice.provider;
  const names = ['method', ...(usesQuery ? ['url'] : []), 'headers', ...(hasBody ? ['body'] : [])];
  const fields = ['method', 'headers: Object.fromEntries(headers.entries())'];
  if (hasBody) fields.push('body: new Uint8Array(body)');
  return `const answer = async ({ ${names.join(', ')} }${deliveryType(choice)}) => {
  const init = { ${fields.join(', ')} };
  const request = new Request('https://example.com${route}'${usesQuery ? ' + new URL(url).search' : ''}, init);
  return (await ${call}).status;
};`;
}

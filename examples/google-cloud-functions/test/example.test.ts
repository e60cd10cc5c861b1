import { describePlatform, platformSecrets } from '../../../test/examples/describe-platform.ts';
import { startExample } from '../../../test/examples/start-example.ts';
import { findPort } from '../../../test/servers/find-port.ts';

/** One function, as Google's framework runs it. */
async function startFunction(name: string) {
  const folder = new URL('../', import.meta.url);
  const example = { folder, ready: /^URL: (http:\S+)\/$/m, env: { PORT: String(await findPort()) } };
  return startExample(example, { ...platformSecrets, FUNCTION_TARGET: name });
}

async function start() {
  const [clerk, meta] = await Promise.all([startFunction('clerk'), startFunction('meta')]);
  return {
    urls: { clerk: clerk.url, meta: meta.url },
    lines: () => [...clerk.lines, ...meta.lines],
    close: () => Promise.all([clerk.close(), meta.close()]),
  };
}

// The framework parses what calls itself JSON, and answers what cannot be parsed without the function.
describePlatform("Cloud Run functions, Google's functions-framework", start, { brokenJson: 400 });

// What a platform has to do, and whether it does: `npm run test:platform -- stripe`, or all without a name.
import { platformManager } from '../src/index.ts';
import { platformFacts } from '../src/lib/platform-facts.ts';

const [, , ...names] = process.argv;
const supported = platformManager.getSupportedPlatforms();

async function show(platform: string): Promise<boolean> {
  const facts = await platformFacts(platform);
  if (facts.length === 0) {
    console.error(`${platform} is no platform. There are: ${supported.join(', ')}`);
    return false;
  }
  for (const { name, holds } of facts) console.log(`${holds ? 'ok    ' : 'FAILED'} ${platform}: ${name}`);
  return facts.every(({ holds }) => holds);
}

for (const platform of names.length > 0 ? names : supported) {
  if (!(await show(platform))) process.exitCode = 1;
}

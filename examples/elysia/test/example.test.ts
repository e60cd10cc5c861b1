import { describe } from 'vitest';
import { describeExample } from '../../../test/examples/describe-example.ts';
import { describeRequests } from '../../../test/examples/describe-requests.ts';
import { findPort } from '../../../test/servers/find-port.ts';

const folder = new URL('../', import.meta.url);
const differences = { guard: 'verify', others: [], also: describeRequests } as const;

describe('on Bun', () => {
  describeExample({ folder }, differences);
});

// Of a port 0 the adapter does not say which it became.
const env = { PORT: String(await findPort()) };
describe('on Node', () => {
  describeExample({ folder, script: ['start:node'], env }, differences);
});

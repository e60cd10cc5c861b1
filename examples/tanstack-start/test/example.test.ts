import { describeExample } from '../../../test/examples/describe-example.ts';
import { describeRequests } from '../../../test/examples/describe-requests.ts';

describeExample(
  {
    folder: new URL('../', import.meta.url),
    build: true,
    ready: /(http:\/\/localhost:[1-9]\d*)/,
    // srvx says nothing where Vitest's own TEST is set.
    env: { TEST: '' },
  },
  { guard: 'verify', others: [], also: describeRequests },
);

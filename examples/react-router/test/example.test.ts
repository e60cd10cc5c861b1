import { describeExample } from '../../../test/examples/describe-example.ts';
import { describeRequests } from '../../../test/examples/describe-requests.ts';
import { findPort } from '../../../test/servers/find-port.ts';

describeExample(
  {
    folder: new URL('../', import.meta.url),
    build: true,
    ready: /(http:\/\/localhost:[1-9]\d*)/,
    env: { PORT: String(await findPort()) },
  },
  { guard: 'verify', others: [], also: describeRequests },
);

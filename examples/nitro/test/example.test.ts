import { describeExample } from '../../../test/examples/describe-example.ts';
import { describeRequests } from '../../../test/examples/describe-requests.ts';

describeExample(
  {
    folder: new URL('../', import.meta.url),
    build: true,
    ready: /Listening on (http:\S+)/,
    env: { NITRO_HOST: '127.0.0.1' },
  },
  { others: [], also: describeRequests },
);

import { describeExample } from '../../../test/examples/describe-example.ts';
import { describeForms } from '../../../test/examples/describe-forms.ts';
import { describeRequests } from '../../../test/examples/describe-requests.ts';
import { findPort } from '../../../test/servers/find-port.ts';

describeExample(
  {
    folder: new URL('../', import.meta.url),
    build: true,
    ready: /(http:\/\/localhost:[1-9]\d*)/,
    env: { ASTRO_TELEMETRY_DISABLED: '1', PORT: String(await findPort()) },
  },
  {
    guard: 'verify',
    others: [],
    also: (server, secrets) => {
      describeRequests(server, secrets);
      describeForms(server, { own: 200 });
    },
  },
);

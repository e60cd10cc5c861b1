import { describeExample } from '../../../test/examples/describe-example.ts';

describeExample({
  folder: new URL('../', import.meta.url),
  build: true,
  ready: /(http:\/\/localhost:[1-9]\d*)/,
  env: { NEXT_TELEMETRY_DISABLED: '1' },
});

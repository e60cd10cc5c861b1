import { app } from '@azure/functions';
import { describeAdapter } from '@hooklatch/testing';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { startContract } from './fixture/register.ts';

const start = () => {
  app.setup({ enableHttpStream: true });
  return startContract();
};

// Such a sender may see a connection that broke.
const cut = 'the library ends the connection when it has answered, whatever of the body is still to come';
const except = {
  'a body one byte over the limit is refused as payload_too_large': cut,
  'a body over the limit in chunks is refused as payload_too_large': cut,
  'after a refusal the next delivery is handled': cut,
};

const adapter = { name: 'Azure Functions with HTTP streams, local gateway', start };
describeAdapter({ describe, test, beforeAll, afterAll }, adapter, { except });

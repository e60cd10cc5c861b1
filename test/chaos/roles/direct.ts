// Handles events in the request itself, each once: what was claimed is in a store. Prints `ready <port>`.
import { createWebhook } from '@hooklatch/core';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { chaosSecret, readConfig } from '../config.ts';
import { endWithParent } from '../end-with-parent.ts';
import { failpoints } from '../failpoint.ts';
import { writeLog } from '../logs.ts';
import { serve } from '../serve.ts';
import { openStore } from '../stores.ts';

endWithParent();
const config = readConfig();
const { dir, handlerMs } = config;
const { store, close } = await openStore(config);
const webhook = createWebhook(standardWebhooks({ secret: chaosSecret }), {
  name: 'chaos',
  onDelivery: false,
  store,
  on: {
    async '*'({ id }, { attempt }) {
      writeLog(dir, 'starts', { id: id as string, attempt });
      await new Promise((resolve) => setTimeout(resolve, handlerMs));
      writeLog(dir, 'ends', { id: id as string, attempt });
    },
  },
});
serve(webhook, { config, points: failpoints(dir), close });

// Verifies, keeps, answers. Prints `ready <port>`.
import { createWebhook } from '@hooklatch/core';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { chaosSecret, readConfig } from '../config.ts';
import { endWithParent } from '../end-with-parent.ts';
import { openEngine } from '../engines.ts';
import { failpoints } from '../failpoint.ts';
import { writeLog } from '../logs.ts';
import { serve } from '../serve.ts';

endWithParent();
const config = readConfig();
const { dir } = config;
const points = failpoints(dir);
const { inbox, close } = await openEngine(config, points);
const webhook = createWebhook(standardWebhooks({ secret: chaosSecret }), {
  name: 'chaos',
  onDelivery: false,
  inbox: {
    ...inbox,
    async put(message) {
      points.reach('before-keep');
      const note = await inbox.put(message);
      writeLog(dir, 'kept', { id: message.eventId ?? '', message: message.id, note });
      points.reach('after-keep');
      return note;
    },
  },
});
serve(webhook, { config, points, close });

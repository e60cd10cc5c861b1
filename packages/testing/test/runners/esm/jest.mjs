// oxlint-disable-next-line import/no-unassigned-import -- it registers the matchers.
import '@hooklatch/testing/jest';
import { createWebhook } from '@hooklatch/core';
import { clerk } from '@hooklatch/providers/clerk';
import { sign } from '@hooklatch/testing';
import { expect, test } from '@jest/globals';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const webhook = createWebhook(clerk({ secret }), { onDelivery: false });

test('Jest loads the modules', async () => {
  const delivery = await sign(clerk(), { secret, type: 'user.created' });
  await expect(delivery).toBeAcceptedBy(webhook);
  const forged = { ...delivery, body: new TextEncoder().encode('{}') };
  await expect(forged).toBeRejectedWith('signature_mismatch', { by: webhook });
  await expect(expect(forged).toBeAcceptedBy(webhook)).rejects.toThrow(/signature_mismatch/);
});

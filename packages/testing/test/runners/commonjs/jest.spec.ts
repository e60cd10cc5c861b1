// oxlint-disable-next-line import/no-unassigned-import -- it registers the matchers.
import '@hooklatch/testing/jest';
import { createWebhook } from '@hooklatch/core';
import { clerk } from '@hooklatch/providers/clerk';
import { fixtures, sign } from '@hooklatch/testing';
import { describe, expect, test } from '@jest/globals';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const other = 'whsec_c2VjcmV0IGZvciBwYWNrYWdpbmcgdGVzdHM=';
const webhook = createWebhook(clerk({ secret }), { on: { 'user.created': () => {} }, onDelivery: false });
const signed = async (key: string) => {
  const payload = await fixtures('clerk', 'user.created', { overrides: { data: { first_name: 'Ada' } } });
  return sign(clerk(), { secret: key, type: 'user.created', payload });
};

describe('Jest', () => {
  test('accepts', async () => {
    await expect(await signed(secret)).toBeAcceptedBy(webhook);
    await expect(signed(secret)).not.toBeRejectedWith('signature_mismatch', { by: webhook });
  });

  test('rejects', async () => {
    await expect(signed(other)).toBeRejectedWith('signature_mismatch', { by: webhook });
    await expect(webhook.handle(await signed(other))).toBeRejectedWith('signature_mismatch');
    await expect(webhook.verify(await signed(other))).toBeRejectedWith('signature_mismatch');
    await expect(signed(other)).not.toBeAcceptedBy(webhook);
  });

  test('says why', async () => {
    const failed = expect(signed(other)).toBeAcceptedBy(webhook);
    await expect(failed).rejects.toThrow(
      /^The delivery was refused with 400 signature_mismatch by the webhook "clerk"\.\n\S+/,
    );
    await expect(failed).rejects.not.toThrow(/whsec_/);
  });
});

/** Never called: the compiler reads it. */
export const wrong = async (): Promise<void> => {
  const delivery = await signed(secret);
  // @ts-expect-error there is no such code
  await expect(delivery).toBeRejectedWith('signature_mismatched', { by: webhook });
  // @ts-expect-error a delivery is refused by somebody
  await expect(delivery).toBeRejectedWith('signature_mismatch');
  // @ts-expect-error a reply is no delivery
  await expect(webhook.handle(delivery)).toBeAcceptedBy(webhook);
  // @ts-expect-error a provider is no webhook
  await expect(delivery).toBeAcceptedBy(clerk());
};

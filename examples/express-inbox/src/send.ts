// Sends events as Stripe does: each again until it is answered 2xx. `npm run send -- 30 cus_1`
import { stripe } from '@hooklatch/providers/stripe';
import { deliver, sign } from '@hooklatch/testing';
import { setTimeout as sleep } from 'node:timers/promises';

const [count = '30', customer = 'cus_1'] = process.argv.slice(2);
const url = `http://localhost:${process.env['PORT'] || 3000}/webhooks/stripe`;
const secret = process.env['STRIPE_WEBHOOK_SECRET'] ?? '';

/** One delivery, signed anew; 0 where nobody answers. */
async function attempt(id: string, number: number): Promise<number> {
  const invoice = {
    id: `in_${number}`,
    customer: customer === 'nobody' ? null : customer,
    amount_paid: 100 * number,
  };
  const delivery = await sign(stripe(), {
    secret,
    id,
    type: 'invoice.paid',
    payload: { data: { object: invoice } },
  });
  return deliver(url, delivery).then(
    ({ status }) => status,
    () => 0,
  );
}

for (let number = 1; number <= Number(count); number += 1) {
  const id = `evt_${crypto.randomUUID()}`;
  let status: number;
  while ((status = await attempt(id, number)) !== 200) {
    console.log(`${id} ${status === 0 ? 'nobody answers' : status}: sent again`);
    await sleep(200);
  }
  console.log(`${id} 200`);
  await sleep(50);
}
console.log(`${count} events were answered 200`);

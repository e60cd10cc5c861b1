// Started with `--conditions=workerd`: compares ours, over Web Crypto, with Web Crypto alone, and prints it as JSON.
import { compare } from './compare.mjs';
import { createContenders, services, sizes } from './contenders.mjs';

const short = process.argv.includes('--short');
const { key, before } = services.Stripe;
const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, [
  'sign',
]);
const found = [];
for (const { size, label, calls } of sizes) {
  const { verify, given } = createContenders('Stripe', size);
  const text = new TextEncoder().encode(before);
  const expected = given.headers['stripe-signature'].slice(-64);
  const floor = async () => {
    const message = new Uint8Array(text.length + size);
    message.set(text);
    message.set(given.body, text.length);
    const digest = await crypto.subtle.sign('HMAC', imported, message);
    return Buffer.from(digest).toString('hex') === expected;
  };
  if (!(await floor()) || (await verify()).body.length !== size)
    throw new Error('What is measured is wrong.');
  const count = Math.max(2, Math.ceil(calls / (short ? 40 : 8)));
  found.push({ label, size, ...(await compare(floor, verify, { rounds: short ? 7 : 41, calls: count })) });
}
console.log(JSON.stringify(found));

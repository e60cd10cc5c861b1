/** What Lambda finds in the bundle: `functions.clerk` and `functions.stripe`. */
export { handler as clerk } from './clerk.ts';
export { handler as stripe } from './stripe.ts';

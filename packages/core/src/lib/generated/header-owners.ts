// Written by `npm run exports` from the providers.
/** The signature headers, and the providers that send each. */
export const headerOwners: Readonly<Record<string, readonly string[]>> = {
  'stripe-signature': ['stripe'],
};

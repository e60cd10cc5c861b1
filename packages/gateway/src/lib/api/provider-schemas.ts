import { z } from 'zod';

/** An option that a provider takes beside its secret. */
export interface ProviderOption {
  readonly name: string;
  readonly isRequired: boolean;
  readonly hint: string;
}

/** A provider, and what somebody who connects it has to know. */
export interface ProviderEntry {
  readonly name: string;
  readonly title: string;
  readonly needsSecret: boolean;
  /** Where the secret is shown. */
  readonly secretHint: string;
  /** What its documentation calls the secret, in the environment of an application. */
  readonly variables: string[];
  /** What to do at the provider, one after the other. */
  readonly steps: string[];
  /** Types that are known; those that a test delivery has a realistic payload for come first. */
  readonly eventTypes: string[];
  readonly options: ProviderOption[];
}

export const providerSchema: z.ZodType<ProviderEntry> = z.object({
  name: z.string(),
  title: z.string(),
  needsSecret: z.boolean(),
  secretHint: z.string(),
  variables: z.array(z.string()),
  steps: z.array(z.string()),
  eventTypes: z.array(z.string()),
  options: z.array(z.object({ name: z.string(), isRequired: z.boolean(), hint: z.string() })),
});

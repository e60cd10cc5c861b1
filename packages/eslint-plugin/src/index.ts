import { fileRules } from './lib/all-rules.ts';
import { toEslintRule, type RuleContext, type WebhookRule } from './lib/to-eslint-rule.ts';

export type { RuleContext, WebhookRule };

/** The plugin's name, and the prefix of its rules. */
export const meta: { readonly name: string; readonly namespace: string } = {
  name: '@hooklatch/eslint-plugin',
  namespace: 'hooklatch',
};

/** Every rule by its name, as ESLint 9 and 10 take it. */
export const rules: Record<string, WebhookRule> = Object.fromEntries(
  fileRules.map((rule) => [rule.name, toEslintRule(rule)]),
);

/** A configuration for `eslint.config.js`. */
export interface WebhookConfig {
  readonly name: string;
  readonly plugins: { readonly hooklatch: { readonly meta: typeof meta; readonly rules: typeof rules } };
  readonly rules: Record<string, 'error'>;
}

/**
 * Configurations for `eslint.config.js`: `recommended` turns on every rule.
 *
 * @example
 * ```ts
 * import { configs } from '@hooklatch/eslint-plugin';
 *
 * export default [configs.recommended];
 * ```
 */
export const configs: { readonly recommended: WebhookConfig } = {
  recommended: {
    name: 'hooklatch/recommended',
    plugins: { hooklatch: { meta, rules } },
    rules: Object.fromEntries(Object.keys(rules).map((name) => [`hooklatch/${name}`, 'error'])),
  },
};

import { meta, rules } from './index.ts';

/**
 * The same rules for oxlint, which takes a plugin's default export (`jsPlugins` in `.oxlintrc.json`).
 *
 * @example
 * ```ts
 * import plugin from '@hooklatch/eslint-plugin/oxlint';
 *
 * console.log(Object.keys(plugin.rules));
 * ```
 */
const plugin: { readonly meta: typeof meta; readonly rules: typeof rules } = { meta, rules };

// oxlint-disable-next-line import/no-default-export -- oxlint reads no other
export default plugin;

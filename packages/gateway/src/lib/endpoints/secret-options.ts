import type { Vault } from '../vault.ts';
import type { ProviderSettings } from './to-provider.ts';

/** What an option that is a secret is shown as; given back so, it stays as it is. */
const hiddenOption = '(set)';

const sealedName = 'sealed:';

/** Whether an option of a provider's factory tells what only its owner knows. */
function isSecretOption(name: string): boolean {
  return name !== 'publicKey' && /(token|apiKey|apiSecret|privateKey|password)$/i.test(name);
}

/** Options as they are kept: those that are secrets encrypted, bound to the endpoint. */
export function writeOptions(options: ProviderSettings, vault: Vault, endpointId: string): string {
  const entries = Object.entries(options).map(([name, value]) => {
    if (!isSecretOption(name)) return [name, value];
    const sealed = vault.seal(JSON.stringify(value), `${endpointId}:${name}`);
    return [sealedName + name, Buffer.from(sealed).toString('base64')];
  });
  return JSON.stringify(Object.fromEntries(entries));
}

/**
 * Options as the factory takes them.
 *
 * @throws Error where they were encrypted with another key
 */
export function readOptions(text: string, vault: Vault, endpointId: string): ProviderSettings {
  const entries = Object.entries(JSON.parse(text) as ProviderSettings).map(([name, value]) => {
    if (!name.startsWith(sealedName)) return [name, value];
    const plain = name.slice(sealedName.length);
    return [plain, JSON.parse(vault.open(Buffer.from(String(value), 'base64'), `${endpointId}:${plain}`))];
  });
  return Object.fromEntries(entries) as ProviderSettings;
}

/** Options as they are shown. */
export function showOptions(text: string): ProviderSettings {
  const entries = Object.entries(JSON.parse(text) as ProviderSettings).map(([name, value]) =>
    name.startsWith(sealedName) ? [name.slice(sealedName.length), hiddenOption] : [name, value],
  );
  return Object.fromEntries(entries) as ProviderSettings;
}

/** Options that somebody gives for an endpoint that has some: what is hidden stays. */
export function mergeOptions(given: ProviderSettings, before: ProviderSettings): ProviderSettings {
  const entries = Object.entries(given).map(([name, value]) =>
    value === hiddenOption && isSecretOption(name) ? [name, before[name]] : [name, value],
  );
  return Object.fromEntries(entries) as ProviderSettings;
}

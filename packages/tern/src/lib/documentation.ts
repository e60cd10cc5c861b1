import type { Provider } from '@hooklatch/core/provider';
import { defaultTolerance } from './endpoint.ts';
import type { SignatureConfig } from './types.ts';

/**
 * A page about a platform, from what its provider's definition says.
 *
 * @param platform - its name here
 * @param provider - behind it
 * @param config - its scheme as data
 * @returns Markdown
 */
export function writeDocumentation(platform: string, provider: Provider, config: SignatureConfig): string {
  const { facts } = provider;
  const { algorithm, headerName, headerFormat, payloadFormat = 'raw', customConfig = {} } = config;
  const tolerance = defaultTolerance(platform, provider);
  const lines: readonly (string | false | undefined)[] = [
    `# ${platform}`,
    '',
    platform !== provider.name && `Provider: \`${provider.name}\` of \`@hooklatch/providers\`.`,
    '',
    `- Algorithm: ${algorithm === 'custom' ? 'a token' : algorithm}`,
    `- Header: \`${headerName}\`${headerFormat ? ` (${headerFormat})` : ''}`,
    algorithm !== 'custom' && `- Signed: ${customConfig.payloadFormat ?? payloadFormat}`,
    config.timestampFormat && `- Tolerance: ${tolerance} s (${config.timestampFormat})`,
    config.idHeader && `- Id: \`${config.idHeader}\``,
    facts.deadlineMs !== undefined && `- Waits ${facts.deadlineMs} ms for an answer`,
    `- Confirmed by an official source: ${facts.confirmed ? 'yes' : 'no'}, read on ${facts.checked}`,
    '',
    ...facts.sources.map((source) => `Source: ${source}`),
  ];
  return `${lines
    .filter((line) => typeof line === 'string')
    .join('\n')
    .trim()}\n`;
}

import type { Channel } from '@hooklatch/alerts';
import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import { toChannel, type ChannelConfigs, type ChannelKind } from './channel-config.ts';

/** Keeps channels open, until they are changed. */
export interface OpenChannels {
  /** @throws Error where the vault's key is another one; TypeError where it cannot be used any more */
  open(row: Row<'channels'>): Channel;
  close(): Promise<void>;
}

/** Makes what opens channels: each once for each change of it. */
export function createOpenChannels(context: GatewayContext): OpenChannels {
  const known = new Map<string, { readonly updatedAt: number; readonly channel: Channel }>();
  return {
    open(row) {
      const cached = known.get(row.id);
      if (cached?.updatedAt === row.updated_at) return cached.channel;
      const config = JSON.parse(context.vault.open(row.config, row.id)) as ChannelConfigs[ChannelKind];
      const channel = toChannel(row.kind, config, context.settings, context.now);
      known.set(row.id, { updatedAt: row.updated_at, channel });
      // Of what is on its way nothing is cut: a transport ends when it is idle.
      void cached?.channel.close?.();
      return channel;
    },
    async close() {
      await Promise.all([...known.values()].map(async ({ channel }) => channel.close?.()));
      known.clear();
    },
  };
}

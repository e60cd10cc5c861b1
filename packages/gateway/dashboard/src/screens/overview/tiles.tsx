import type { ReactNode } from 'react';
import type { Overview, Percentiles } from '../../api/types.ts';
import { formatDuration, formatNumber } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';

interface TileProps {
  readonly title: string;
  readonly value: ReactNode;
  readonly under: ReactNode;
}

function Tile({ title, value, under }: TileProps): ReactNode {
  return (
    <div className="tile">
      <dt>{title}</dt>
      <dd className="tile-value number">{value}</dd>
      <dd className="tile-under number">{under}</dd>
    </div>
  );
}

const toText = (ms: number | null): string => (ms === null ? '–' : formatDuration(ms));
const rest = ({ p50, p99 }: Percentiles): string => `p50 ${toText(p50)} · p99 ${toText(p99)}`;

/** The numbers that say whether all is well. */
export function Tiles({ overview }: { overview: Overview }): ReactNode {
  const { buckets, queue, ingest, forwarding, brokenChannels } = overview;
  const received = buckets.reduce((sum, bucket) => sum + bucket.received, 0);
  const rejected = buckets.reduce((sum, bucket) => sum + bucket.rejected, 0);
  const share = received === 0 ? 0 : (rejected / received) * 100;
  return (
    <dl className="tiles">
      <Tile
        title="Received"
        value={formatNumber(received)}
        under={`${Number(share.toFixed(share < 1 ? 2 : 1))} % rejected`}
      />
      <Tile title="Answered within (p95)" value={toText(ingest.p95)} under={rest(ingest)} />
      <Tile title="Forwarded within (p95)" value={toText(forwarding.p95)} under={rest(forwarding)} />
      <Tile
        title="Queue"
        value={formatNumber(queue.queued)}
        under={queue.oldestAgeMs === null ? 'nothing waits' : `oldest ${formatDuration(queue.oldestAgeMs)}`}
      />
      <Tile
        title="Dead"
        value={formatNumber(queue.dead)}
        under={
          brokenChannels > 0 ? (
            <Badge tone="bad" icon="warning" isBare>
              {brokenChannels === 1 ? '1 broken channel' : `${brokenChannels} broken channels`}
            </Badge>
          ) : (
            'all channels work'
          )
        }
      />
    </dl>
  );
}

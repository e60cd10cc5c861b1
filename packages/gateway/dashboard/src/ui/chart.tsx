import { useState, type ReactNode } from 'react';
import { formatNumber, formatTick, formatTime } from '../lib/format.ts';
import { Button } from './button.tsx';
import { DataTable } from './data-table.tsx';

export interface Series<Name extends string> {
  readonly name: Name;
  readonly title: string;
  readonly fill: 'good' | 'quiet' | 'bad' | 'warn';
}

export type Bucket<Name extends string> = Readonly<Record<Name | 'at', number>>;

interface Props<Name extends string> {
  readonly title: string;
  readonly buckets: readonly Bucket<Name>[];
  readonly series: readonly Series<Name>[];
  /** A bucket was chosen: from, and to where it ends. */
  readonly onPick?: (from: number, to: number) => void;
  /** Low, and without a head of its own: above a list. */
  readonly isSlim?: boolean;
}

const sum = <Name extends string>(bucket: Bucket<Name>, series: readonly Series<Name>[]): number =>
  series.reduce((total, { name }) => total + bucket[name], 0);

/** The next round number: what the top line of a chart says. */
function toTop(most: number): number {
  if (most <= 4) return 4;
  const size = 10 ** Math.floor(Math.log10(most));
  return ([1, 2, 4, 5, 10].find((step) => step * size >= most) ?? 10) * size;
}

/**
 * Stacked bars over time in SVG. The legend says the totals, and the bucket under the pointer; the same numbers are a table at the
 * press of a button. Pass `onPick` to zoom.
 */
export function BarChart<Name extends string>(props: Props<Name>): ReactNode {
  const { title, buckets, series, onPick, isSlim = false } = props;
  const [at, setAt] = useState<number>();
  const [isTable, setTable] = useState(false);
  const width = (buckets[1]?.at ?? 0) - (buckets[0]?.at ?? 0);
  const span = width * buckets.length;
  const top = toTop(Math.max(0, ...buckets.map((bucket) => sum(bucket, series))));
  const pointed = at === undefined ? undefined : buckets[at];
  const count = (name: Name): number =>
    pointed === undefined ? buckets.reduce((total, bucket) => total + bucket[name], 0) : pointed[name];
  const pick = (bucket: Bucket<Name>): void => onPick?.(bucket.at, bucket.at + width);
  const columns = [
    { name: 'at', title: 'From', cell: (bucket: Bucket<Name>) => formatTime(bucket.at) },
    ...series.map(({ name, title: heading }) => ({
      name,
      title: heading,
      isNumber: true,
      cell: (bucket: Bucket<Name>) => formatNumber(bucket[name]),
    })),
  ];
  return (
    <figure className={`chart${isSlim ? ' chart-slim' : ''}`}>
      <figcaption className="chart-head">
        {isSlim ? <span className="visually-hidden">{title}</span> : <h2>{title}</h2>}
        <span className="chart-moment faint number">
          {pointed === undefined
            ? ''
            : `${formatTick(pointed.at, span)} – ${formatTick(pointed.at + width, span)}`}
        </span>
        <Button look="quiet" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          {isTable ? 'Chart' : 'Table'}
        </Button>
        <ul className="chart-legend">
          {series.map((one) => (
            <li key={one.name}>
              <span className={`chart-swatch fill-${one.fill}`} />
              <span className="soft">{one.title}</span>{' '}
              <strong className="number">{formatNumber(count(one.name))}</strong>
            </li>
          ))}
        </ul>
      </figcaption>
      {isTable ? (
        <div className="chart-table">
          <DataTable
            caption={`${title}, as a table`}
            columns={columns}
            rows={buckets.filter((bucket) => sum(bucket, series) > 0)}
            toKey={(bucket) => String(bucket.at)}
          />
        </div>
      ) : (
        <div className="chart-plot">
          <span className="chart-top faint number" aria-hidden="true">
            {formatNumber(top)}
          </span>
          <svg
            viewBox={`0 0 ${Math.max(1, buckets.length)} 100`}
            preserveAspectRatio="none"
            role="img"
            aria-label={`${title}: ${series.map((one) => `${one.title} ${formatNumber(count(one.name))}`).join(', ')}`}
            onPointerLeave={() => setAt(undefined)}
          >
            {buckets.map((bucket, index) => (
              <g
                key={bucket.at}
                className={`chart-bar${onPick === undefined ? '' : ' chart-pick'}`}
                onPointerEnter={() => setAt(index)}
                onClick={() => pick(bucket)}
              >
                <rect className="chart-hit" x={index} y={0} width={1} height={100} />
                <Bars bucket={bucket} series={series} x={index} top={top} />
              </g>
            ))}
          </svg>
          <div className="chart-ticks faint number" aria-hidden="true">
            {[0, 0.5, 1].map((part) => {
              const bucket = buckets[Math.round(part * (buckets.length - 1))];
              return <span key={part}>{bucket === undefined ? '' : formatTick(bucket.at, span)}</span>;
            })}
          </div>
        </div>
      )}
    </figure>
  );
}

interface BarsProps<Name extends string> {
  readonly bucket: Bucket<Name>;
  readonly series: readonly Series<Name>[];
  readonly x: number;
  readonly top: number;
}

function Bars<Name extends string>({ bucket, series, x, top }: BarsProps<Name>): ReactNode {
  let below = 0;
  return series.map(({ name, fill }) => {
    const value = bucket[name];
    if (value === 0) return null;
    // One rejected event among thousands is still to be seen.
    const height = Math.max(1, (value / top) * 100);
    const y = 100 - below - height;
    below += height;
    return (
      <rect
        key={name}
        className={`fill-${fill}`}
        x={x + 0.12}
        y={Math.max(0, y)}
        width={0.76}
        height={height}
      />
    );
  });
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { alertQueries } from '../../api/alert-api.ts';
import { queries } from '../../api/queries.ts';
import { visibleLine } from '../../lib/visible.ts';
import { toChannelTitle } from '../channels/kinds.ts';

interface Props {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

interface BoxesProps extends Props {
  readonly legend: string;
  readonly items: readonly { readonly id: string; readonly name: string; readonly under: string }[];
}

function Boxes({ legend, items, chosen, onChange }: BoxesProps): ReactNode {
  const known = new Set(items.map(({ id }) => id));
  // A name with a * in it, or something that has gone since.
  const others = chosen.filter((id) => !known.has(id)).map((id) => ({ id, name: id, under: '' }));
  return (
    <fieldset>
      <legend className="legend">{legend}</legend>
      {[...items, ...others].map(({ id, name, under }) => (
        <label key={id} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
            }
          />
          <span className="words">
            {visibleLine(name)} <span className="faint">{visibleLine(under)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Of which endpoints: none chosen is all of them. */
export function EndpointChoice({ chosen, onChange }: Props): ReactNode {
  const items = useQuery(queries.endpoints()).data?.items ?? [];
  if (items.length === 0 && chosen.length === 0) return null;
  return (
    <Boxes
      legend="Endpoints (none chosen is all)"
      items={items.map(({ id, name, provider }) => ({ id, name, under: provider }))}
      chosen={chosen}
      onChange={onChange}
    />
  );
}

/** In which channels. */
export function ChannelChoice({ chosen, onChange }: Props): ReactNode {
  const channels = useQuery(alertQueries.channels());
  const items = channels.data?.items ?? [];
  if (channels.isSuccess && items.length === 0) {
    return (
      <p className="soft">
        There is no channel yet; alerts stand in the log alone.{' '}
        <Link to="/channels" search={{ act: 'new' }}>
          Create a channel
        </Link>
      </p>
    );
  }
  return (
    <Boxes
      legend="Channels"
      items={items.map(({ id, name, kind }) => ({ id, name, under: toChannelTitle(kind) }))}
      chosen={chosen}
      onChange={onChange}
    />
  );
}

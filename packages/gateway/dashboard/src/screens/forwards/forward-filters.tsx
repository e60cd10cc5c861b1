import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { queries } from '../../api/queries.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Select, TextInput } from '../../ui/field.tsx';
import { useLater } from '../common/use-later.ts';

interface Props {
  readonly search: { readonly destination?: string | undefined; readonly type?: string | undefined };
  readonly onChange: (patch: { destination?: string | undefined; type?: string | undefined }) => void;
}

/** Narrows the list: to a destination, and to types. The endpoint is chosen in the sidebar. */
export function ForwardFilters({ search, onChange }: Props): ReactNode {
  const destinations = useQuery(queries.destinations());
  const [typed, setTyped] = useState(search.type ?? '');
  const [known, setKnown] = useState(search.type);
  const later = useLater(typed);
  if (known !== search.type) {
    // The address was changed from elsewhere.
    setKnown(search.type);
    setTyped(search.type ?? '');
  }
  useEffect(() => {
    const type = later.trim() === '' ? undefined : later.trim();
    if (later === typed && type !== search.type) {
      setKnown(type);
      onChange({ type });
    }
    // Only what was typed changes the address.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [later]);
  return (
    <div className="row">
      <Select
        aria-label="Destination"
        value={search.destination ?? ''}
        options={[
          ['', 'Every destination'],
          ...(destinations.data?.items ?? []).map(({ id, name }) => [id, visibleLine(name)] as const),
        ]}
        onChange={(event) => onChange({ destination: event.target.value || undefined })}
      />
      <TextInput
        aria-label="Type, such as invoice.*"
        placeholder="Type, such as invoice.*"
        className="input-short"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </div>
  );
}

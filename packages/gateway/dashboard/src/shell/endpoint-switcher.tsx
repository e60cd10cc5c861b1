import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { queries } from '../api/queries.ts';
import { visibleLine } from '../lib/visible.ts';
import { Select } from '../ui/field.tsx';

/** Shows the overview and the events of one endpoint; the choice is in the URL, and goes along from screen to screen. */
export function EndpointSwitcher(): ReactNode {
  const { data } = useQuery(queries.endpoints());
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { endpoint } = useSearch({ strict: false });
  const choose = (id: string): void => {
    const chosen = id === '' ? undefined : id;
    const to = pathname === '/' ? '/' : '/events';
    void navigate({
      to,
      search: (previous) => ({ ...(pathname === to ? previous : {}), endpoint: chosen, event: undefined }),
    });
  };
  const options = (data?.items ?? []).map(({ id, name }) => [id, visibleLine(name)] as const);
  return (
    <Select
      className="switcher"
      aria-label="Endpoint"
      value={endpoint ?? ''}
      options={[['', 'All endpoints'], ...options]}
      onChange={(event) => choose(event.target.value)}
    />
  );
}

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { queries } from '../api/queries.ts';
import { useRights } from '../screens/common/use-rights.ts';
import { visibleLine } from '../lib/visible.ts';
import type { Command } from '../ui/command-menu.tsx';
import { useKeys } from '../ui/keys.ts';
import { screens } from './screens.ts';
import { chooseTheme } from './theme.ts';

interface Options {
  readonly onHelp: () => void;
  readonly onCommands: () => void;
}

/** What can be made from everywhere. */
const makes = [
  { name: 'Create an endpoint', to: '/endpoints/new' },
  { name: 'Create a destination', to: '/destinations/new' },
  { name: 'Create a rule', to: '/rules/new' },
] as const;

/** The keys of every screen, and what the command menu offers. */
export function useCommands({ onHelp, onCommands }: Options): Command[] {
  const navigate = useNavigate();
  const { endpoint } = useSearch({ strict: false });
  const { data } = useQuery(queries.endpoints());
  const { canWrite } = useRights();
  useKeys('Everywhere', [
    ...screens.map(({ to, title, keys }) => ({
      keys,
      name: `Go to ${title}`,
      run: () => void navigate({ to, search: { endpoint } }),
    })),
    { keys: '?', name: 'Keys', run: onHelp },
  ]);
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (
        event.key.toLowerCase() !== 'k' ||
        !(event.ctrlKey || event.metaKey) ||
        event.shiftKey ||
        event.altKey
      )
        return;
      if (document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      onCommands();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [onCommands]);
  return [
    ...screens.map(({ to, title, icon, keys }) => ({
      name: title,
      icon,
      keys,
      group: 'Go to',
      run: () => void navigate({ to, search: { endpoint } }),
    })),
    ...(canWrite ? makes : []).map(({ name, to }): Command => ({
      name,
      icon: 'plus',
      group: 'Do',
      run: () => void navigate({ to }),
    })),
    {
      name: 'Rejected events',
      icon: 'warning',
      group: 'Go to',
      run: () => void navigate({ to: '/events', search: { outcome: 'rejected' } }),
    },
    { name: 'Keys', icon: 'help', group: 'Show', keys: '?', run: onHelp },
    { name: 'Light theme', icon: 'sun', group: 'Show', run: () => chooseTheme('light') },
    { name: 'Dark theme', icon: 'moon', group: 'Show', run: () => chooseTheme('dark') },
    { name: 'Theme of the system', icon: 'system', group: 'Show', run: () => chooseTheme('system') },
    ...(data?.items ?? []).map(({ id, name }): Command => ({
      name: visibleLine(name),
      icon: 'endpoints',
      group: 'Endpoint',
      run: () => void navigate({ to: '/endpoints/$endpointId', params: { endpointId: id } }),
    })),
  ];
}

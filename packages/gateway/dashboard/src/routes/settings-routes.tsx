import { createRoute } from '@tanstack/react-router';
import { AuditScreen } from '../screens/settings/audit-screen.tsx';
import { SettingsScreen } from '../screens/settings/settings-screen.tsx';
import { TokensScreen } from '../screens/settings/tokens-screen.tsx';
import { UsersScreen } from '../screens/settings/users-screen.tsx';
import { only, shellRoute } from './shell-route.tsx';

const inShell = { getParentRoute: () => shellRoute } as const;

/** What is kept, and who may do what. */
export const settingsRoutes = [
  createRoute({
    ...inShell,
    path: '/settings',
    component: SettingsScreen,
    validateSearch: only('endpoint'),
  }),
  createRoute({
    ...inShell,
    path: '/settings/users',
    component: UsersScreen,
    validateSearch: only('act'),
  }),
  createRoute({
    ...inShell,
    path: '/settings/tokens',
    component: TokensScreen,
    validateSearch: only('act'),
  }),
  createRoute({
    ...inShell,
    path: '/settings/audit',
    component: AuditScreen,
    validateSearch: only('endpoint'),
  }),
] as const;

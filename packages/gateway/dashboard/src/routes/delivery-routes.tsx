import { createRoute } from '@tanstack/react-router';
import { BulkScreen } from '../screens/forwards/bulk-screen.tsx';
import { DestinationScreen } from '../screens/destinations/destination-screen.tsx';
import { DestinationsScreen } from '../screens/destinations/destinations-screen.tsx';
import { ForwardsScreen } from '../screens/forwards/forwards-screen.tsx';
import { NewDestinationScreen } from '../screens/destinations/new-destination-screen.tsx';
import { TunnelScreen } from '../screens/tunnel/tunnel-screen.tsx';
import { only, shellRoute } from './shell-route.tsx';

const inShell = { getParentRoute: () => shellRoute } as const;

/** Where events go, and what is on its way. */
export const deliveryRoutes = [
  createRoute({
    ...inShell,
    path: '/destinations',
    component: DestinationsScreen,
    validateSearch: only('endpoint'),
  }),
  createRoute({
    ...inShell,
    path: '/destinations/new',
    component: NewDestinationScreen,
    validateSearch: only('kind'),
  }),
  createRoute({
    ...inShell,
    path: '/destinations/$destinationId',
    component: DestinationScreen,
    validateSearch: only('endpoint', 'act', 'connection'),
  }),
  createRoute({
    ...inShell,
    path: '/forwards',
    component: ForwardsScreen,
    validateSearch: only('endpoint', 'state', 'destination', 'type', 'forward'),
  }),
  createRoute({
    ...inShell,
    path: '/bulk-retries',
    component: BulkScreen,
    validateSearch: only('endpoint', 'destination', 'type', 'status', 'from', 'to'),
  }),
  createRoute({
    ...inShell,
    path: '/tunnel',
    component: TunnelScreen,
    validateSearch: only('endpoint'),
  }),
] as const;

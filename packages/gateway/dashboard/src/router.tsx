import { createRoute, createRouter } from '@tanstack/react-router';
import { alertRoutes } from './routes/alert-routes.tsx';
import { deliveryRoutes } from './routes/delivery-routes.tsx';
import { settingsRoutes } from './routes/settings-routes.tsx';
import { only, rootRoute, shellRoute } from './routes/shell-route.tsx';
import { LoginScreen } from './screens/access/login-screen.tsx';
import { SetupScreen } from './screens/access/setup-screen.tsx';
import { ConnectScreen } from './screens/endpoints/connect-screen.tsx';
import { EndpointScreen } from './screens/endpoints/endpoint-screen.tsx';
import { EndpointsScreen } from './screens/endpoints/endpoints-screen.tsx';
import { NewEndpointScreen } from './screens/endpoints/new-endpoint-screen.tsx';
import { CompareScreen } from './screens/event/compare-screen.tsx';
import { EventScreen } from './screens/event/event-screen.tsx';
import { EventsScreen } from './screens/events/events-screen.tsx';
import { OverviewScreen } from './screens/overview/overview-screen.tsx';

const setupRoute = createRoute({ getParentRoute: () => rootRoute, path: '/setup', component: SetupScreen });
const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  component: LoginScreen,
  validateSearch: only('to'),
});
const inShell = { getParentRoute: () => shellRoute } as const;

const overviewRoute = createRoute({
  ...inShell,
  path: '/',
  component: OverviewScreen,
  validateSearch: only('endpoint', 'range'),
});
const eventsRoute = createRoute({
  ...inShell,
  path: '/events',
  component: EventsScreen,
  validateSearch: only(
    'endpoint',
    'provider',
    'type',
    'outcome',
    'code',
    'range',
    'from',
    'to',
    'q',
    'filter',
    'event',
    'tab',
    'body',
    'act',
    'compare',
  ),
});
const eventRoute = createRoute({
  ...inShell,
  path: '/events/$eventId',
  component: EventScreen,
  validateSearch: only('endpoint', 'tab', 'body', 'act'),
});
const compareRoute = createRoute({
  ...inShell,
  path: '/compare',
  component: CompareScreen,
  validateSearch: only('endpoint', 'left', 'right', 'all'),
});
const endpointsRoute = createRoute({
  ...inShell,
  path: '/endpoints',
  component: EndpointsScreen,
  validateSearch: only('endpoint'),
});
const newEndpointRoute = createRoute({
  ...inShell,
  path: '/endpoints/new',
  component: NewEndpointScreen,
  validateSearch: only('provider', 'find'),
});
const endpointRoute = createRoute({
  ...inShell,
  path: '/endpoints/$endpointId',
  component: EndpointScreen,
  validateSearch: only('endpoint'),
});
const connectRoute = createRoute({
  ...inShell,
  path: '/endpoints/$endpointId/connect',
  component: ConnectScreen,
  validateSearch: only('endpoint'),
});

const routeTree = rootRoute.addChildren([
  setupRoute,
  loginRoute,
  shellRoute.addChildren([
    overviewRoute,
    eventsRoute,
    eventRoute,
    compareRoute,
    endpointsRoute,
    newEndpointRoute,
    endpointRoute,
    connectRoute,
    ...deliveryRoutes,
    ...alertRoutes,
    ...settingsRoutes,
  ]),
]);

/** Every screen, and what its URL may hold. Values are plain texts, so that a URL reads as it was meant. */
export const router = createRouter({
  routeTree,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(search)) {
      if (typeof value === 'string' && value !== '') query.set(name, value);
    }
    const text = query.toString();
    return text === '' ? '' : `?${text}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

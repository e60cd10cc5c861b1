import { createRootRoute, createRoute, Outlet } from '@tanstack/react-router';
import { NotFound } from '../shell/not-found.tsx';
import { Shell } from '../shell/shell.tsx';
import { Announcer } from '../ui/announce.tsx';
import { Toasts } from '../ui/toast.tsx';

type Search<Name extends string> = { readonly [name in Name]?: string | undefined };

/** Takes the named values of a URL's query, and nothing else. */
export const only =
  <const Name extends string>(...names: Name[]) =>
  (search: Record<string, unknown>): Search<Name> =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = search[name];
        return typeof value === 'string' && value !== '' ? [[name, value]] : [];
      }),
    ) as Search<Name>;

/** What every page stands in. */
export const rootRoute = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <Announcer />
      <Toasts />
    </>
  ),
  notFoundComponent: NotFound,
});

/** What every page behind the login stands in. */
export const shellRoute = createRoute({ getParentRoute: () => rootRoute, id: 'shell', component: Shell });

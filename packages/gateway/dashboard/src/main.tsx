import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiProblem, onSignedOut } from './api/request.ts';
import type { Session } from './api/types.ts';
import { router } from './router.tsx';
import { listenToKeys } from './ui/keys.ts';
import { toastError } from './ui/toast.tsx';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      // What the gateway refused it refuses again.
      retry: (failures, error) =>
        failures < 3 && (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 500),
    },
  },
  mutationCache: new MutationCache({
    // A form that shows its own fault says so.
    onError: (error, _variables, _result, mutation) => {
      if (mutation.meta?.['isQuiet'] !== true) toastError(error);
    },
  }),
});

onSignedOut(() => {
  client.setQueryData<Session>(['session'], (session) =>
    session === undefined ? session : { ...session, user: null },
  );
});
listenToKeys();

const place = document.getElementById('root');
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}

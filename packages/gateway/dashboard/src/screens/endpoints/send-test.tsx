import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api } from '../../api/api.ts';
import type { Endpoint, Provider } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { toast } from '../../ui/toast.tsx';

/** Sends one signed test delivery to the endpoint, through its real door. */
export function SendTest({
  endpoint,
  provider,
}: {
  endpoint: Endpoint;
  provider: Provider | undefined;
}): ReactNode {
  const types = provider?.eventTypes ?? [];
  const [type, setType] = useState('');
  const send = useMutation({
    mutationFn: () => api.endpoints.test(endpoint.id, type === '' ? {} : { type }),
    onSuccess: ({ status }) => {
      const isGood = status >= 200 && status < 300;
      toast(`1 test event was sent and answered with ${status}.`, isGood ? 'good' : 'bad');
    },
  });
  return (
    <div className="row">
      {types.length === 0 ? null : (
        <Select
          aria-label="Type of the test"
          value={type}
          options={[['', 'Any type'], ...types.map((name) => [name, name] as const)]}
          onChange={(event) => setType(event.target.value)}
        />
      )}
      <Button icon="send" isBusy={send.isPending} onClick={() => send.mutate()}>
        Send 1 test event
      </Button>
    </div>
  );
}

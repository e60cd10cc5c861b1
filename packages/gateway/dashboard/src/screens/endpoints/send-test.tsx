import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api } from '../../api/api.ts';
import type { Endpoint, Provider } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { toast } from '../../ui/toast.tsx';
import { useRights } from '../common/use-rights.ts';

/** Sends one signed test delivery to the endpoint, through its real door. */
export function SendTest({
  endpoint,
  provider,
}: {
  endpoint: Endpoint;
  provider: Provider | undefined;
}): ReactNode {
  const { canWrite } = useRights();
  const types = provider?.eventTypes ?? [];
  const [type, setType] = useState('');
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: () => api.endpoints.test(endpoint.id, type === '' ? {} : { type }),
    onSuccess: ({ status }) => {
      const isGood = status >= 200 && status < 300;
      // Which secret has proved it is written behind the answer.
      setTimeout(() => void client.invalidateQueries({ queryKey: ['endpoints'] }), 1000);
      toast(`1 test event was sent and answered with ${status}.`, isGood ? 'good' : 'bad');
    },
  });
  if (!canWrite) return null;
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

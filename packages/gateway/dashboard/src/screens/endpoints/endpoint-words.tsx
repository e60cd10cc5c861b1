import type { ReactNode } from 'react';
import type { Endpoint } from '../../api/types.ts';
import { counted } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';

/** Whether an endpoint takes deliveries. */
export function EndpointState({ isEnabled }: { isEnabled: boolean }): ReactNode {
  return isEnabled ? (
    <Badge tone="good" icon="check">
      Enabled
    </Badge>
  ) : (
    <Badge tone="plain" icon="pause">
      Disabled
    </Badge>
  );
}

/** How many secrets an endpoint has, or that one is missing. */
export function SecretsSummary({ endpoint }: { endpoint: Endpoint }): ReactNode {
  const { length } = endpoint.secrets;
  if (length > 0) return counted(length, 'secret');
  return (
    <Badge tone="warn" icon="key" isBare>
      No secret
    </Badge>
  );
}

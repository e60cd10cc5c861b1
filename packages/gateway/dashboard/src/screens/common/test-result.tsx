import type { ReactNode } from 'react';
import { formatDuration } from '../../lib/format.ts';
import { visible } from '../../lib/visible.ts';
import { Badge } from '../../ui/badge.tsx';
import { Facts } from '../../ui/facts.tsx';

interface Result {
  readonly ok: boolean;
  readonly status: number | null;
  readonly milliseconds: number | null;
  readonly error: string | null;
}

/** What came of a test: the status, how long it took, and the other side’s own words. */
export function TestResultNote({ result }: { result: Result }): ReactNode {
  const { ok, status, milliseconds, error } = result;
  return (
    <div role="status">
      <Facts
        facts={[
          [
            'Result',
            <Badge key="result" tone={ok ? 'good' : 'bad'} icon={ok ? 'check' : 'cross'}>
              {ok ? 'It arrived' : 'It did not arrive'}
            </Badge>,
          ],
          ['Status', status === null ? 'no answer' : <span className="number">{status}</span>],
          ['Took', milliseconds === null ? undefined : formatDuration(milliseconds)],
          ['It says', error === null ? undefined : <span className="words">{visible(error)}</span>],
        ]}
      />
    </div>
  );
}

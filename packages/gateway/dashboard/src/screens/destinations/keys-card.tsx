import { useState, type ReactNode } from 'react';
import { delivery } from '../../api/delivery-api.ts';
import type { Destination } from '../../api/types.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../common/confirm.tsx';
import { ShownOnce } from '../common/shown-once.tsx';

/** A new signing secret, and a new token for `hooklatch listen`: each shown once. */
export function KeysCard({ destination }: { destination: Destination }): ReactNode {
  const [asked, setAsked] = useState<'secret' | 'token'>();
  const [made, setMade] = useState<{ label: string; value: string; help: string }>();
  const { id, kind } = destination;
  const name = visibleLine(destination.name);
  if (kind !== 'http' && kind !== 'listen') return null;
  const isToken = asked === 'token';
  const renew = async (): Promise<void> => {
    if (isToken) {
      const { token } = await delivery.destinations.renewToken(id);
      setMade({ label: 'Token', value: token, help: 'The one before is refused from now on.' });
    } else {
      const { signingSecret } = await delivery.destinations.renewSecret(id);
      setMade({
        label: 'Signing secret',
        value: signingSecret,
        help: 'Every request is signed with it from now on.',
      });
    }
  };
  return (
    <section className="card" aria-label="Keys">
      <h2>Keys</h2>
      <p className="soft">
        Requests are signed as Standard Webhooks say, so that your application can tell that they come from
        this gateway.
      </p>
      <div className="row">
        <Button icon="key" onClick={() => setAsked('secret')}>
          New signing secret …
        </Button>
        {kind === 'listen' ? (
          <Button icon="key" onClick={() => setAsked('token')}>
            New token …
          </Button>
        ) : null}
      </div>
      {asked === undefined ? null : (
        <Confirm
          title={isToken ? 'Replace 1 token' : 'Replace 1 signing secret'}
          confirm={isToken ? 'Make a new token' : 'Make a new secret'}
          icon="key"
          run={renew}
          keys={[['destinations']]}
          done={isToken ? 'The token is replaced.' : 'The signing secret is replaced.'}
          onClose={() => setAsked(undefined)}
        >
          <p>
            {isToken
              ? `Whoever listens to ${name} is cut off, and connects with the new token.`
              : `The old secret signs nothing any more: ${name} refuses requests until it has the new one. What it refuses is tried again.`}
          </p>
        </Confirm>
      )}
      {made === undefined ? null : (
        <ShownOnce
          title={`A new ${made.label.toLowerCase()} of ${name}`}
          secrets={[made]}
          onClose={() => setMade(undefined)}
        />
      )}
    </section>
  );
}

import { useState, type ReactNode } from 'react';
import { delivery, type DestinationTest } from '../../api/delivery-api.ts';
import type { Destination } from '../../api/types.ts';
import { counted } from '../../lib/format.ts';
import { shortLine, visibleLine } from '../../lib/visible.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TestResultNote } from '../common/test-result.tsx';
import { Confirm } from '../common/confirm.tsx';
import { useAct } from '../common/use-act.ts';

function TestDialog({
  result,
  name,
  onClose,
}: {
  result: DestinationTest;
  name: string;
  onClose: () => void;
}): ReactNode {
  return (
    <Dialog
      title={`Test of ${name}`}
      onClose={onClose}
      actions={
        <Button look="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <p className="soft">
        One request of the type of a test went there, marked as one. It is in no log of events.
      </p>
      <TestResultNote result={result} />
    </Dialog>
  );
}

/** Pause, resume and test. */
export function DestinationActions({ destination }: { destination: Destination }): ReactNode {
  const { id, state, queued, label } = destination;
  const name = visibleLine(destination.name);
  const [asked, setAsked] = useState<'pause' | 'resume'>();
  const [result, setResult] = useState<DestinationTest>();
  const test = useAct<void, DestinationTest>({
    run: () => delivery.destinations.test(id),
    keys: [],
    onDone: (answer) => setResult(answer),
  });
  const waiting = counted(queued, 'forward');
  return (
    <>
      <Button icon="send" isBusy={test.isPending} onClick={() => test.mutate()}>
        Send 1 test
      </Button>
      {state === 'paused' ? (
        <Button look="primary" icon="replay" onClick={() => setAsked('resume')}>
          Resume
        </Button>
      ) : (
        <Button icon="pause" onClick={() => setAsked('pause')}>
          Pause
        </Button>
      )}
      {asked === 'pause' ? (
        <Confirm
          title="Pause 1 destination"
          confirm={`Pause ${shortLine(name)}`}
          icon="pause"
          look="primary"
          run={() => delivery.destinations.pause(id)}
          keys={[['destinations']]}
          done={`${name} is paused.`}
          onClose={() => setAsked(undefined)}
        >
          <p>
            Nothing is sent to <code>{visibleLine(label)}</code> until it is resumed. The {waiting} in its
            queue and everything that comes meanwhile wait.
          </p>
        </Confirm>
      ) : null}
      {asked === 'resume' ? (
        <Confirm
          title="Resume 1 destination"
          confirm={`Send ${waiting} to ${shortLine(name)}`}
          icon="replay"
          look="primary"
          run={() => delivery.destinations.resume(id)}
          keys={[['destinations'], ['forwards']]}
          done={`${name} is resumed.`}
          onClose={() => setAsked(undefined)}
        >
          <p>
            The {waiting} that {queued === 1 ? 'waits' : 'wait'} {queued === 1 ? 'goes' : 'go'} to{' '}
            <code>{visibleLine(label)}</code> now, within its limits of rate and concurrency.
          </p>
        </Confirm>
      ) : null}
      {result === undefined ? null : (
        <TestDialog result={result} name={name} onClose={() => setResult(undefined)} />
      )}
    </>
  );
}

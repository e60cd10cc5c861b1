import { useState, type ReactNode } from 'react';
import { alerting, type ChannelView, type TestResult } from '../../api/alert-api.ts';
import { counted } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../common/confirm.tsx';
import { TestResultNote } from '../common/test-result.tsx';
import { useAct } from '../common/use-act.ts';
import { ChannelDialog } from './channel-dialog.tsx';

/** Tests a channel through the real path, changes it, deletes it. */
export function ChannelActions({ channel, rules }: { channel: ChannelView; rules: number }): ReactNode {
  const name = visibleLine(channel.name);
  const [result, setResult] = useState<TestResult>();
  const [open, setOpen] = useState<'edit' | 'remove'>();
  const close = (): void => setOpen(undefined);
  const test = useAct<void, TestResult>({
    run: () => alerting.channels.test(channel.id),
    keys: [['channels'], ['alerts']],
    onDone: (answer) => setResult(answer),
  });
  return (
    <>
      <div className="row">
        <Button
          icon="send"
          aria-label={`Send 1 test to ${name}`}
          isBusy={test.isPending}
          onClick={() => test.mutate()}
        >
          {test.isPending ? 'Sending …' : 'Send 1 test'}
        </Button>
        <Button aria-label={`Edit ${name}`} onClick={() => setOpen('edit')}>
          Edit
        </Button>
        <Button
          look="danger"
          icon="trash"
          className="push"
          aria-label={`Delete ${name}`}
          onClick={() => setOpen('remove')}
        />
      </div>
      {result === undefined ? null : <TestResultNote result={result} />}
      {open === 'edit' ? <ChannelDialog channel={channel} onClose={close} /> : null}
      {open === 'remove' ? (
        <Confirm
          title="Delete 1 channel"
          confirm={`Delete ${name}`}
          icon="trash"
          run={() => alerting.channels.remove(channel.id)}
          keys={[['channels'], ['rules']]}
          done={`${name} is deleted.`}
          onClose={close}
        >
          <p>
            {rules === 0
              ? 'No rule speaks there.'
              : `${counted(rules, 'rule')} no longer ${rules === 1 ? 'speaks' : 'speak'} there.`}{' '}
            What waits to be sent to it is not sent. The log of alerts stays.
          </p>
        </Confirm>
      ) : null}
    </>
  );
}

import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Note } from '../../ui/notes.tsx';
import { useAct } from './use-act.ts';

interface Props<Answer> {
  /** How many of what: `Delete 1 channel`. */
  readonly title: string;
  /** What becomes of it, and where. */
  readonly children: ReactNode;
  readonly confirm: string;
  /** What the button says that changes nothing. (`Keep it`, or `Cancel` where nothing is lost) */
  readonly keep?: string;
  readonly icon: IconName;
  readonly look?: 'primary' | 'danger';
  readonly run: () => Promise<Answer>;
  readonly keys: readonly (readonly string[])[];
  readonly done: string;
  readonly onDone?: () => void | Promise<void>;
  readonly onClose: () => void;
}

/** Asks before something is destroyed or sent again; a fault is told in its place. */
export function Confirm<Answer>(props: Props<Answer>): ReactNode {
  const { title, children, confirm, icon, look = 'danger', run, keys, done, onDone, onClose } = props;
  const { keep = look === 'danger' ? 'Keep it' : 'Cancel' } = props;
  const act = useAct<void, Answer>({
    run,
    keys,
    done: () => done,
    isQuiet: true,
    onDone: async () => {
      onClose();
      await onDone?.();
    },
  });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{keep}</Button>
          <Button look={look} icon={icon} isBusy={act.isPending} onClick={() => act.mutate()}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
      {act.error === null ? null : <Note tone="bad">{act.error.message}</Note>}
    </Dialog>
  );
}

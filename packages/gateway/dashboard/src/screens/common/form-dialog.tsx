import { useId, type ReactNode } from 'react';
import { readForm, type FormText } from '../../lib/read-form.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Note } from '../../ui/notes.tsx';

interface Props {
  readonly title: string;
  /** What the button says that sends the form. */
  readonly confirm: string;
  /** What sending it does. */
  readonly act: { readonly error: Error | null; readonly isPending: boolean };
  readonly onSubmit: (text: FormText) => void;
  readonly onClose: () => void;
  /** The fields. */
  readonly children: ReactNode;
  /** Nothing can be sent yet. */
  readonly isIncomplete?: boolean;
  readonly size?: 'small' | 'large';
}

/** A form above the page; what was wrong with it is told below its fields. */
export function FormDialog(props: Props): ReactNode {
  const { title, confirm, act, onSubmit, onClose, children, isIncomplete = false, size = 'small' } = props;
  const form = useId();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      size={size}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form={form} disabled={isIncomplete} isBusy={act.isPending}>
            {confirm}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={size === 'large' ? 'form form-wide' : 'form'}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(readForm(event.currentTarget));
        }}
      >
        {children}
        {act.error === null ? null : <Note tone="bad">{act.error.message}</Note>}
      </form>
    </Dialog>
  );
}

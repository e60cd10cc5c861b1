import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { CopyLine } from '../../ui/code.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Note } from '../../ui/notes.tsx';

interface Props {
  readonly title: string;
  readonly secrets: readonly { readonly label: string; readonly value: string; readonly help: string }[];
  readonly children?: ReactNode;
  readonly onClose: () => void;
}

/** A secret that the gateway shows this once: in memory alone, so that neither an address nor a reload has it. */
export function ShownOnce({ title, secrets, children, onClose }: Props): ReactNode {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <Button look="primary" icon="check" onClick={onClose}>
          I have kept it
        </Button>
      }
    >
      <Note tone="warn">It is shown this once. Keep it where secrets are kept.</Note>
      {secrets.map(({ label, value, help }) => (
        <div key={label} className="stack-tight">
          <h3>{label}</h3>
          <CopyLine label={`the ${label.toLowerCase()}`} text={value} />
          <p className="field-help">{help}</p>
        </div>
      ))}
      {children}
    </Dialog>
  );
}

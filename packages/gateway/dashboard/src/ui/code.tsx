import { useState, type ReactNode } from 'react';
import { visible } from '../lib/visible.ts';
import { announce } from './announce.tsx';
import { Button } from './button.tsx';
import { toastError } from './toast.tsx';

/** Copies a text and says so on the button. `label` names what is copied. */
export function CopyButton({
  text,
  label,
  children,
}: {
  text: string;
  label: string;
  children?: ReactNode;
}): ReactNode {
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      announce(`${label}: copied`);
      setTimeout(() => setCopied(false), 2000);
    } catch {
      toastError(new Error('The browser refused the clipboard. Select the text and copy it by hand.'));
    }
  };
  const icon = isCopied ? 'check' : 'copy';
  if (children === undefined) {
    return (
      <Button look="quiet" icon={icon} aria-label={isCopied ? 'Copied' : label} onClick={() => void copy()} />
    );
  }
  return (
    <Button icon={icon} onClick={() => void copy()}>
      {isCopied ? 'Copied' : children}
    </Button>
  );
}

interface Props {
  readonly label: string;
  readonly text: string;
  readonly isWrapped?: boolean;
  /** What is copied, where it is not what is shown. */
  readonly copied?: string;
}

/**
 * Text as it is, in a box that scrolls, with a button that copies it. What has no shape (controls, marks of direction) is
 * shown as an escape; the copy has the original.
 */
export function CodeBlock({ label, text, isWrapped = false, copied = text }: Props): ReactNode {
  return (
    <div className="code">
      <pre
        tabIndex={0}
        role="region"
        aria-label={label}
        className={isWrapped ? 'code-wrapped' : undefined}
        dir="ltr"
      >
        {visible(text)}
      </pre>
      <div className="code-copy">
        <CopyButton text={copied} label={`Copy ${label}`} />
      </div>
    </div>
  );
}

/** One line to hand on, such as an address, with its copy button. */
export function CopyLine({ label, text }: { label: string; text: string }): ReactNode {
  return (
    <div className="copy-line">
      <code dir="ltr">{visible(text)}</code>
      <CopyButton text={text} label={`Copy ${label}`}>
        Copy
      </CopyButton>
    </div>
  );
}

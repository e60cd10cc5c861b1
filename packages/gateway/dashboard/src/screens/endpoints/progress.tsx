import type { ReactNode } from 'react';

const steps = ['Provider', 'Name and secret', 'Connect'];

/** Where one is on the way to the first event. */
export function Progress({ at }: { at: 0 | 1 | 2 }): ReactNode {
  return (
    <ol className="progress" aria-label="Steps">
      {steps.map((name, index) => (
        <li key={name} aria-current={index === at ? 'step' : undefined}>
          {index + 1}. {name}
        </li>
      ))}
    </ol>
  );
}

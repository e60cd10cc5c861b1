import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

const settingsTabs = [
  ['/settings', 'Storage and backup'],
  ['/settings/users', 'Users'],
  ['/settings/tokens', 'API tokens'],
  ['/settings/audit', 'Audit log'],
] as const;

/** The pages of the settings: links, each with an address of its own. */
export function SettingsTabs(): ReactNode {
  return (
    <nav aria-label="Settings" className="screen-tabs">
      {settingsTabs.map(([to, title]) => (
        <Link key={to} to={to} className="tab" activeOptions={{ exact: true, includeSearch: false }}>
          {title}
        </Link>
      ))}
    </nav>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly choices: readonly {
    readonly value: string;
    readonly title: string;
    readonly count?: number | undefined;
  }[];
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
}

/** A choice of a few views of one list: pressed or not. */
export function Views({ label, choices, chosen, onChoose }: ChoiceProps): ReactNode {
  return (
    <div className="screen-tabs" role="group" aria-label={label}>
      {choices.map(({ value, title, count }) => (
        <button
          key={value}
          type="button"
          className="tab"
          aria-pressed={value === chosen}
          onClick={() => onChoose(value)}
        >
          {title}
          {count === undefined || count === 0 ? null : <span className="tab-count number">{count}</span>}
        </button>
      ))}
    </div>
  );
}

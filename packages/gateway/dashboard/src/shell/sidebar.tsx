import { Link, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { Session } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { EndpointSwitcher } from './endpoint-switcher.tsx';
import { LiveIndicator } from './live-indicator.tsx';
import { screens } from './screens.ts';
import { UserMenu } from './user-menu.tsx';

// What is looked at, where it goes, what is said of it, and how it is kept.
const groupStarts = new Set<string>(['/endpoints', '/issues', '/settings']);

interface Props {
  readonly session: Session;
  readonly onHelp: () => void;
  readonly onCommands: () => void;
  readonly onPassword: () => void;
}

/** Where one can go, which endpoint is looked at, and who looks. A bar with a menu where it is narrow. */
export function Sidebar({ session, onHelp, onCommands, onPassword }: Props): ReactNode {
  const { endpoint } = useSearch({ strict: false });
  const [isOpen, setOpen] = useState(false);
  return (
    <header className={`sidebar${isOpen ? ' sidebar-open' : ''}`}>
      <div className="brand">
        <Link to="/" search={{ endpoint }} className="brand-name">
          <Icon name="endpoints" size={18} /> Hooklatch
        </Link>
        <LiveIndicator />
        <Button
          look="quiet"
          icon="menu"
          className="sidebar-toggle"
          aria-label="Menu"
          aria-expanded={isOpen}
          aria-controls="sidebar-content"
          onClick={() => setOpen(!isOpen)}
        />
      </div>
      <div className="sidebar-content" id="sidebar-content">
        <EndpointSwitcher />
        <nav aria-label="Screens">
          <ul>
            {screens.map(({ to, title, icon, keys }) => (
              <li key={to} className={groupStarts.has(to) ? 'nav-first' : undefined}>
                <Link
                  to={to}
                  search={{ endpoint }}
                  activeOptions={{ exact: to === '/', includeSearch: false }}
                  className="nav-link"
                  onClick={() => setOpen(false)}
                >
                  <Icon name={icon} />
                  {title}
                  <Kbd keys={keys} isQuiet />
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="sidebar-foot">
          <Button look="quiet" icon="search" hint="Ctrl K" onClick={onCommands}>
            Commands
          </Button>
          <Button look="quiet" icon="help" hint="?" onClick={onHelp}>
            Keys
          </Button>
          <UserMenu session={session} onPassword={onPassword} />
        </div>
      </div>
    </header>
  );
}

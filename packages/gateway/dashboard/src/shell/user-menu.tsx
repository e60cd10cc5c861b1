import { useQueryClient } from '@tanstack/react-query';
import { useRef, type ReactNode } from 'react';
import { api } from '../api/api.ts';
import type { Session } from '../api/types.ts';
import { visibleLine } from '../lib/visible.ts';
import { Button } from '../ui/button.tsx';
import { Select, Switch } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { toastError } from '../ui/toast.tsx';
import { keysState } from './key-switch.ts';
import { chooseTheme, themeState } from './theme.ts';

const themes = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;

interface Props {
  readonly session: Session;
  /** Asks for another password. */
  readonly onPassword: () => void;
}

/** Who is signed in; the theme; whether single keys act; another password; signing out. */
export function UserMenu({ session, onPassword }: Props): ReactNode {
  const client = useQueryClient();
  const theme = themeState.use();
  const keys = keysState.use();
  const menu = useRef<HTMLDivElement>(null);
  const { user } = session;
  if (user === null) return null;
  const signOut = async (): Promise<void> => {
    try {
      await api.session.signOut();
      // The screens go first: what they read is not asked again.
      client.setQueryData(['session'], { ...session, user: null });
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    } catch (error) {
      toastError(error);
    }
  };
  const changePassword = (): void => {
    // The focus goes to the menu's button first, and comes back there.
    menu.current?.hidePopover();
    onPassword();
  };
  const name = visibleLine(user.name === '' ? user.email : user.name);
  return (
    <>
      <button
        type="button"
        className="button button-quiet user"
        popoverTarget="user-menu"
        aria-haspopup="dialog"
      >
        <Icon name="user" />
        <span className="clip">{name}</span>
      </button>
      <div
        ref={menu}
        id="user-menu"
        popover="auto"
        role="dialog"
        aria-label="You and this page"
        className="menu"
      >
        <div>
          <strong>{name}</strong>
          <div className="faint">{visibleLine(user.email)}</div>
          <div className="faint">Role: {user.role}</div>
        </div>
        <div className="menu-line">
          <span>Theme</span>
          <Select
            aria-label="Theme"
            options={themes}
            value={theme}
            onChange={(event) => chooseTheme(event.target.value)}
          />
        </div>
        <Switch
          label="Single keys act"
          isOn={keys === 'on'}
          onChange={(isOn) => keysState.write(isOn ? 'on' : 'off')}
        />
        <Button icon="key" onClick={changePassword}>
          Change your password …
        </Button>
        <Button onClick={() => void signOut()}>Sign out</Button>
        <div className="faint">Hooklatch {session.version}</div>
      </div>
    </>
  );
}

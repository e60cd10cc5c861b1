import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { LiveContext } from '../api/live-context.ts';
import { openLive, refreshFromLive, type Live } from '../api/live.ts';
import { queries } from '../api/queries.ts';
import type { Session } from '../api/types.ts';
import { CommandMenu } from '../ui/command-menu.tsx';
import { Failure, Loading, Note } from '../ui/notes.tsx';
import { KeyHelp } from './key-help.tsx';
import { OwnPasswordDialog } from './own-password-dialog.tsx';
import { Redirect } from './redirect.tsx';
import { Sidebar } from './sidebar.tsx';
import { useCommands } from './use-commands.ts';

/** The frame of every screen behind the login. */
export function Shell(): ReactNode {
  const session = useQuery(queries.session());
  const location = useLocation();
  if (session.data === undefined) {
    return (
      <main className="gate">
        {session.error === null ? (
          <Loading />
        ) : (
          <Failure error={session.error} onRetry={() => void session.refetch()} />
        )}
      </main>
    );
  }
  if (!session.data.isSetUp) return <Redirect to="/setup" hash={location.hash} />;
  if (session.data.user === null) return <Redirect to="/login" search={{ to: location.href }} />;
  return <Frame session={session.data} />;
}

function useLive(): Live | undefined {
  const client = useQueryClient();
  const [live, setLive] = useState<Live>();
  useEffect(() => {
    const opened = openLive();
    const stop = refreshFromLive(opened, client);
    setLive(opened);
    return () => {
      stop();
      opened.close();
    };
  }, [client]);
  return live;
}

function Frame({ session }: { session: Session }): ReactNode {
  const live = useLive();
  const [open, setOpen] = useState<'help' | 'commands' | 'password'>();
  const close = (): void => setOpen(undefined);
  const commands = useCommands({
    onHelp: () => setOpen('help'),
    onCommands: () => setOpen('commands'),
  });
  return (
    <LiveContext value={live}>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <div className="shell">
        <Sidebar
          session={session}
          onHelp={() => setOpen('help')}
          onCommands={() => setOpen('commands')}
          onPassword={() => setOpen('password')}
        />
        <main id="main" tabIndex={-1}>
          {session.warnings.length === 0 ? null : (
            <div className="warnings">
              {session.warnings.map((warning) => (
                <Note key={warning} tone="warn">
                  {warning}
                </Note>
              ))}
            </div>
          )}
          <Outlet />
        </main>
      </div>
      {open === 'help' ? <KeyHelp onClose={close} /> : null}
      {open === 'password' ? <OwnPasswordDialog email={session.user?.email ?? ''} onClose={close} /> : null}
      {open === 'commands' ? <CommandMenu commands={commands} onClose={close} /> : null}
    </LiveContext>
  );
}

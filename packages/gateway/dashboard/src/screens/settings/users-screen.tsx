import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { admin, adminQueries, type User } from '../../api/admin-api.ts';
import { visibleLine } from '../../lib/visible.ts';
import { useTitle } from '../../shell/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Select } from '../../ui/field.tsx';
import { Time } from '../../ui/time.tsx';
import { Confirm } from '../common/confirm.tsx';
import { Listed } from '../common/listed.tsx';
import { useAct } from '../common/use-act.ts';
import { useRights } from '../common/use-rights.ts';
import { OwnerPage } from './only-owners.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { roles, UserDialog } from './user-dialog.tsx';

type Open = { readonly what: 'disable' | 'remove' | 'password'; readonly user: User };

function Acts({ user, onOpen }: { user: User; onOpen: (open: Open) => void }): ReactNode {
  const name = visibleLine(user.name);
  const enable = useAct<void>({
    run: () => admin.users.change(user.id, { isDisabled: false }),
    keys: [['users']],
    done: () => `${name} can sign in again.`,
  });
  return (
    <span className="row">
      <Button
        aria-label={`New password for ${name}`}
        icon="key"
        onClick={() => onOpen({ what: 'password', user })}
      />
      {user.isDisabled ? (
        <Button aria-label={`Let ${name} in again`} icon="check" onClick={() => enable.mutate()} />
      ) : (
        <Button
          aria-label={`Disable ${name}`}
          icon="pause"
          onClick={() => onOpen({ what: 'disable', user })}
        />
      )}
      <Button
        look="danger"
        icon="trash"
        aria-label={`Delete ${name}`}
        onClick={() => onOpen({ what: 'remove', user })}
      />
    </span>
  );
}

function Users(): ReactNode {
  const users = useQuery(adminQueries.users());
  const { act } = useSearch({ from: '/shell/settings/users' });
  const navigate = useNavigate({ from: '/settings/users' });
  const { userId } = useRights();
  const [open, setOpen] = useState<Open>();
  const setRole = useAct({
    run: ({ id, role }: { id: string; role: User['role'] }) => admin.users.change(id, { role }),
    keys: [['users']],
    done: (user) => `${visibleLine(user.name)} is ${roles[user.role].title.toLowerCase()} now.`,
  });
  const close = (): void => setOpen(undefined);
  const name = visibleLine(open?.user.name ?? '');
  const items = users.data?.items ?? [];
  const owners = items.filter(({ role, isDisabled }) => role === 'owner' && !isDisabled).length;
  return (
    <>
      <div className="page-head">
        <h2>Users</h2>
        <Button
          look="primary"
          icon="plus"
          className="push"
          onClick={() => void navigate({ search: { act: 'new' } })}
        >
          Add a user
        </Button>
      </div>
      <Listed query={users} items={items} lines={4}>
        <div className="stacks">
          <DataTable
            caption="Users"
            columns={[
              {
                name: 'name',
                title: 'Name',
                cell: (user) => (
                  <div className="stack-tight alert-cell">
                    <span className="words">
                      {visibleLine(user.name)}{' '}
                      {user.id === userId ? <span className="faint">you</span> : null}{' '}
                      {user.isDisabled ? (
                        <Badge tone="plain" icon="pause">
                          Disabled
                        </Badge>
                      ) : null}
                    </span>
                    <span className="soft words">{visibleLine(user.email)}</span>
                  </div>
                ),
              },
              {
                name: 'role',
                title: 'Role',
                cell: ({ id, name: called, role }) => (
                  <Select
                    aria-label={`Role of ${visibleLine(called)}`}
                    value={role}
                    disabled={id === userId}
                    options={Object.entries(roles).map(([value, { title }]) => [value, title] as const)}
                    onChange={(event) => setRole.mutate({ id, role: event.target.value as User['role'] })}
                  />
                ),
              },
              {
                name: 'since',
                title: 'Since',
                from: 'medium',
                cell: ({ createdAt }) => <Time at={createdAt} />,
              },
              {
                name: 'do',
                title: 'Actions',
                cell: (user) => (user.id === userId ? null : <Acts user={user} onOpen={setOpen} />),
              },
            ]}
            rows={items}
            toKey={({ id }) => id}
          />
        </div>
      </Listed>
      {/* The gateway keeps an owner, and nobody shuts himself out. */}
      <p className="soft">
        {owners === 1
          ? 'You are the last owner: make somebody else an owner first, who can then change or delete you.'
          : 'Another owner changes or deletes you.'}{' '}
        Your password is in your own menu.
      </p>
      <ul className="role-list soft">
        {Object.values(roles).map(({ title, says }) => (
          <li key={title}>
            <strong>{title}</strong> {says}
          </li>
        ))}
      </ul>
      {act === 'new' ? <UserDialog onClose={() => void navigate({ search: {} })} /> : null}
      {open?.what === 'password' ? <PasswordDialog user={open.user} onClose={close} /> : null}
      {open?.what === 'disable' ? (
        <Confirm
          title="Disable 1 user"
          confirm={`Disable ${name}`}
          keep="Cancel"
          icon="pause"
          run={() => admin.users.change(open.user.id, { isDisabled: true })}
          keys={[['users']]}
          done={`${name} is disabled.`}
          onClose={close}
        >
          <p>{name} is signed out everywhere, and cannot sign in until you allow it again.</p>
        </Confirm>
      ) : null}
      {open?.what === 'remove' ? (
        <Confirm
          title="Delete 1 user"
          confirm={`Delete ${name}`}
          keep="Cancel"
          icon="trash"
          run={() => admin.users.remove(open.user.id)}
          keys={[['users']]}
          done={`${name} is deleted.`}
          onClose={close}
        >
          <p>{name} is signed out everywhere. What was done stays in the audit log.</p>
        </Confirm>
      ) : null}
    </>
  );
}

/** Who may sign in, and as what. */
export function UsersScreen(): ReactNode {
  useTitle('Users');
  return (
    <OwnerPage>
      <Users />
    </OwnerPage>
  );
}

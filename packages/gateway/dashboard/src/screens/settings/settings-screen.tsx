import { useQuery } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { admin, adminQueries } from '../../api/admin-api.ts';
import { queries } from '../../api/queries.ts';
import { formatBytes, formatNumber } from '../../lib/format.ts';
import { readForm } from '../../lib/read-form.ts';
import { useTitle } from '../../shell/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Failure, Loading, Note } from '../../ui/notes.tsx';
import { SettingsTabs } from '../common/screen-tabs.tsx';
import { useAct } from '../common/use-act.ts';
import { useRights } from '../common/use-rights.ts';

const gigabyte = 1e9;

interface Kept {
  readonly retentionDays: number;
  readonly maxLogBytes: number | null;
}

function Retention({ kept }: { kept: Kept }): ReactNode {
  const { isOwner } = useRights();
  const save = useAct({
    run: admin.settings.change,
    keys: [['settings']],
    isQuiet: true,
    done: () => 'The settings are changed.',
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const text = readForm(event.currentTarget);
    const size = text('size').trim();
    save.mutate({
      retentionDays: Number(text('days')),
      maxLogBytes: size === '' ? null : Math.round(Number(size) * gigabyte),
    });
  };
  if (!isOwner) {
    return (
      <Facts
        facts={[
          ['Kept', `${formatNumber(kept.retentionDays)} days`],
          ['At most', kept.maxLogBytes === null ? 'no limit' : formatBytes(kept.maxLogBytes)],
        ]}
      />
    );
  }
  return (
    <form className="form" onSubmit={submit} key={`${kept.retentionDays} ${kept.maxLogBytes}`}>
      <Field
        label="Days that a finished event is kept"
        help="Fewer days delete what is older within the hour, for good. What is still on its way stays."
      >
        {(ids) => (
          <TextInput
            {...ids}
            name="days"
            type="number"
            min={1}
            max={3650}
            defaultValue={kept.retentionDays}
            required
          />
        )}
      </Field>
      <Field
        label="The most that the log takes, in GB"
        isOptional
        help="The oldest goes first; empty is no limit."
      >
        {(ids) => (
          <TextInput
            {...ids}
            name="size"
            type="number"
            min={0.01}
            step="any"
            defaultValue={kept.maxLogBytes === null ? '' : kept.maxLogBytes / gigabyte}
          />
        )}
      </Field>
      {save.error === null ? null : <Note tone="bad">{save.error.message}</Note>}
      <div>
        <Button type="submit" look="primary" isBusy={save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}

/** What is kept, for how long, how much of it there is, and how to have a copy. */
export function SettingsScreen(): ReactNode {
  useTitle('Settings');
  const { data, error, isPending, refetch } = useQuery(adminQueries.settings());
  const session = useQuery(queries.session()).data;
  return (
    <div className="page">
      <h1>Settings</h1>
      <SettingsTabs />
      {error === null ? null : <Failure error={error} onRetry={() => void refetch()} />}
      {isPending ? <Loading lines={6} /> : null}
      {data === undefined ? null : (
        <>
          <section className="card" aria-label="Storage">
            <h2>Storage</h2>
            <ul className="counts" aria-label="What there is">
              <li>
                <span className="soft">Events</span>
                <strong className="number">{formatNumber(data.storage.events)}</strong>
              </li>
              <li>
                <span className="soft">Size of the log</span>
                <strong className="number">{formatBytes(data.storage.bytes)}</strong>
              </li>
            </ul>
            {data.maxLogBytes === null ? null : (
              <progress
                className="meter"
                max={data.maxLogBytes}
                value={Math.min(data.storage.bytes, data.maxLogBytes)}
                aria-label="How full the log is"
              />
            )}
          </section>
          <section className="card" aria-label="Retention">
            <h2>Retention</h2>
            <Retention kept={data} />
          </section>
          <section className="card" aria-label="Backup">
            <h2>Backup</h2>
            <p className="soft">
              A copy of the whole database while the gateway is at work, where its data is in a file. The key
              of the vault stands beside the data: without it a copy cannot open the secrets, so keep it too,
              in another place.
            </p>
            <CodeBlock
              label="the backup command"
              isWrapped
              text="npx hooklatch gateway backup hooklatch-backup.db"
            />
            <p className="soft">To put it back, stop the gateway first:</p>
            <CodeBlock
              label="the restore command"
              isWrapped
              text="npx hooklatch gateway restore hooklatch-backup.db"
            />
            <p className="soft">On PostgreSQL its own tools do that: pg_dump, or a copy by your provider.</p>
          </section>
          <section className="card" aria-label="This gateway">
            <h2>This gateway</h2>
            <Facts
              facts={[
                ['Version', session?.version],
                ['Door', <code key="door">{session?.ingestUrl}</code>],
                [
                  'API',
                  <a key="api" href="/api/v1/openapi.json">
                    OpenAPI document
                  </a>,
                ],
              ]}
            />
          </section>
        </>
      )}
    </div>
  );
}

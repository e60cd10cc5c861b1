import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { adminQueries } from '../../api/admin-api.ts';
import { queries } from '../../api/queries.ts';
import { counted, formatBytes, formatNumber } from '../../lib/format.ts';
import { useTitle } from '../../shell/use-title.ts';
import { CodeBlock } from '../../ui/code.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Failure, Loading } from '../../ui/notes.tsx';
import { SettingsTabs } from '../common/screen-tabs.tsx';
import { useRights } from '../common/use-rights.ts';
import { RetentionForm, type Kept } from './retention-form.tsx';

function Retention({ kept }: { kept: Kept }): ReactNode {
  const { isOwner } = useRights();
  if (isOwner) return <RetentionForm kept={kept} />;
  return (
    <Facts
      facts={[
        ['Kept', counted(kept.retentionDays, 'day')],
        ['At most', kept.maxLogBytes === null ? 'no limit' : formatBytes(kept.maxLogBytes)],
      ]}
    />
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
              text="npx @hooklatch/cli gateway backup hooklatch-backup.db"
            />
            <p className="soft">To put it back, stop the gateway first:</p>
            <CodeBlock
              label="the restore command"
              isWrapped
              text="npx @hooklatch/cli gateway restore hooklatch-backup.db"
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

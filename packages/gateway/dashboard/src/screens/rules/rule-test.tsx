import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { alerting, alertQueries, type RuleTest, type RuleView } from '../../api/alert-api.ts';
import { counted } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Button } from '../../ui/button.tsx';
import { TestResultNote } from '../common/test-result.tsx';
import { useAct } from '../common/use-act.ts';

/** Sends a marked sample to each of the rule's channels, and says what each answered. */
export function RuleTestButton({ rule }: { rule: RuleView }): ReactNode {
  const channels = useQuery(alertQueries.channels()).data?.items ?? [];
  const [tested, setTested] = useState<RuleTest>();
  const test = useAct<void, RuleTest>({
    run: () => alerting.rules.test(rule.id),
    keys: [['alerts'], ['channels']],
    onDone: (answer) => setTested(answer),
  });
  const count = rule.channelIds.length;
  return (
    <section className="card" aria-label="Test">
      <div className="page-head">
        <h2>Test</h2>
        <span className="soft">
          {count === 0
            ? 'It speaks in no channel yet: choose one below.'
            : 'A marked sample goes the same way as every alert.'}
        </span>
        <Button
          className="push"
          icon="send"
          disabled={count === 0}
          isBusy={test.isPending}
          onClick={() => test.mutate()}
        >
          {test.isPending ? 'Sending …' : `Send 1 test to ${counted(count, 'channel')}`}
        </Button>
      </div>
      {tested?.results.map((result) => (
        <div key={result.channelId} className="stack-tight">
          <h3>{visibleLine(channels.find(({ id }) => id === result.channelId)?.name ?? result.channelId)}</h3>
          <TestResultNote result={result} />
        </div>
      ))}
    </section>
  );
}

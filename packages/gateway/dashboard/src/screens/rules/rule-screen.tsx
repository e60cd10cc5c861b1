import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { alerting, alertQueries, type RuleView } from '../../api/alert-api.ts';
import { counted } from '../../lib/format.ts';
import { visibleLine } from '../../lib/visible.ts';
import { BackLink } from '../../shell/back-link.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Failure, Loading } from '../../ui/notes.tsx';
import { Confirm } from '../common/confirm.tsx';
import { ForMembers } from '../common/for-members.tsx';
import { useRights } from '../common/use-rights.ts';
import { DigestCard } from './digest-card.tsx';
import { newDraft, toDraft } from './rule-draft.ts';
import { RuleEditor } from './rule-editor.tsx';
import { RuleFacts } from './rule-facts.tsx';
import { RuleTestButton } from './rule-test.tsx';
import { describeRule } from './rule-words.ts';

function Remove({ rule }: { rule: RuleView }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
  const name = visibleLine(rule.name);
  return (
    <>
      <Button look="danger" icon="trash" onClick={() => setOpen(true)}>
        Delete …
      </Button>
      {isOpen ? (
        <Confirm
          title="Delete 1 rule"
          confirm={`Delete ${name}`}
          icon="trash"
          run={() => alerting.rules.remove(rule.id)}
          keys={[['channels']]}
          done={`${name} is deleted.`}
          onDone={() => navigate({ to: '/rules' })}
          onClose={() => setOpen(false)}
        >
          <p>
            It no longer speaks in its {counted(rule.channelIds.length, 'channel')}. What it said stays in the
            log of alerts.
          </p>
        </Confirm>
      ) : null}
    </>
  );
}

/** One rule: what it says, a test, its next digest, and its fields. */
export function RuleScreen(): ReactNode {
  useTitle('Rule');
  const { ruleId } = useParams({ from: '/shell/rules/$ruleId' });
  const { data, error, isPending, refetch } = useQuery(alertQueries.rule(ruleId));
  const { canWrite } = useRights();
  const draft = data === undefined ? undefined : toDraft(data);
  return (
    <div className="page">
      <BackLink to="/rules">Rules</BackLink>
      {error === null ? null : <Failure error={error} onRetry={() => void refetch()} />}
      {isPending ? <Loading lines={8} /> : null}
      {data === undefined || draft === undefined ? null : (
        <>
          <div className="page-head">
            <h1>{visibleLine(data.name)}</h1>
            <Badge tone={data.isEnabled ? 'good' : 'plain'} icon={data.isEnabled ? 'check' : 'pause'}>
              {data.isEnabled ? 'On' : 'Off'}
            </Badge>
            <span className="push" />
            <Link className="button button-plain" to="/alerts" search={{ rule: data.id }}>
              Its alerts
            </Link>
            {canWrite ? <Remove rule={data} /> : null}
          </div>
          <p className="soft">{describeRule(data)}</p>
          {canWrite ? <RuleTestButton rule={data} /> : null}
          {draft.mode === 'digest' ? <DigestCard id={data.id} timeZone={draft.timeZone} /> : null}
          {canWrite ? (
            <RuleEditor key={JSON.stringify(data.rule)} rule={data} start={draft} />
          ) : (
            <RuleFacts draft={draft} />
          )}
        </>
      )}
    </div>
  );
}

/** A new rule, beside what it would have said. */
export function NewRuleScreen(): ReactNode {
  useTitle('New rule');
  const [start] = useState(newDraft);
  return (
    <div className="page">
      <BackLink to="/rules">Rules</BackLink>
      <h1>New rule</h1>
      <ForMembers what="rules">
        <RuleEditor start={start} />
      </ForMembers>
    </div>
  );
}

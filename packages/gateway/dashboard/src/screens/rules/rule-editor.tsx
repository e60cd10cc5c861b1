import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { alerting, type RuleView } from '../../api/alert-api.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { Note } from '../../ui/notes.tsx';
import { FilterEditor } from '../common/filter-editor.tsx';
import { useAct } from '../common/use-act.ts';
import { ChannelChoice, EndpointChoice } from './choices.tsx';
import { ModeFields } from './mode-fields.tsx';
import { toRule, type RuleDraft } from './rule-draft.ts';
import { RulePreview } from './rule-preview.tsx';
import { severities, triggers } from './rule-words.ts';
import { TemplateFields } from './template-fields.tsx';
import { TriggerFields } from './trigger-fields.tsx';

interface Props {
  /** The one that is changed; a new one without it. */
  readonly rule?: RuleView;
  readonly start: RuleDraft;
}

/** Every field of a rule, and beside them what it would have said of the last events. */
export function RuleEditor({ rule, start }: Props): ReactNode {
  const [draft, setDraft] = useState(start);
  const navigate = useNavigate();
  const change = (patch: Partial<RuleDraft>): void => setDraft((before) => ({ ...before, ...patch }));
  const isOfEvents = draft.on === 'event';
  const save = useAct<void, RuleView>({
    run: () => {
      const { name, isEnabled, channelIds } = draft;
      const body = {
        name: name.trim(),
        isEnabled,
        channelIds: [...channelIds],
        rule: toRule(draft, rule?.rule),
      };
      return rule === undefined ? alerting.rules.create(body) : alerting.rules.change(rule.id, body);
    },
    keys: [['rules'], ['channels']],
    isQuiet: true,
    done: () => (rule === undefined ? 'The rule is made.' : 'The rule is changed.'),
    onDone: async ({ id }) => {
      if (rule === undefined) await navigate({ to: '/rules/$ruleId', params: { ruleId: id } });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <div className="beside beside-wide">
      <form className="stack" onSubmit={submit} aria-label="Rule">
        <section className="card" aria-label="What it speaks of">
          <h2>What it speaks of</h2>
          <Field label="Name">
            {(ids) => (
              <TextInput
                {...ids}
                value={draft.name}
                maxLength={100}
                required
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
          <Field label="When">
            {(ids) => (
              <Select
                {...ids}
                value={draft.on}
                options={triggers}
                onChange={(event) => change({ on: event.target.value as RuleDraft['on'] })}
              />
            )}
          </Field>
          <TriggerFields draft={draft} onChange={change} />
          <EndpointChoice chosen={draft.endpoints} onChange={(endpoints) => change({ endpoints })} />
          {isOfEvents || draft.on === 'silence' ? (
            <Field
              label="Types"
              isOptional
              help="With spaces between them; * is any text: invoice.* charge.failed"
            >
              {(ids) => (
                <TextInput
                  {...ids}
                  className="mono"
                  value={draft.types}
                  onChange={(event) => change({ types: event.target.value })}
                />
              )}
            </Field>
          ) : null}
          {isOfEvents ? (
            <FilterEditor
              value={draft.filter}
              onChange={(filter) => change({ filter })}
              endpointId={draft.endpoints.length === 1 ? draft.endpoints[0] : undefined}
            />
          ) : null}
        </section>
        {isOfEvents ? (
          <section className="card" aria-label="How often">
            <h2>How often</h2>
            <ModeFields draft={draft} onChange={change} />
          </section>
        ) : null}
        <section className="card" aria-label="Where">
          <h2>Where</h2>
          <ChannelChoice chosen={draft.channelIds} onChange={(channelIds) => change({ channelIds })} />
        </section>
        <section className="card" aria-label="What it says">
          <h2>What it says</h2>
          <Field label="Severity">
            {(ids) => (
              <Select
                {...ids}
                value={draft.severity}
                options={severities}
                onChange={(event) => change({ severity: event.target.value })}
              />
            )}
          </Field>
          {isOfEvents ? <TemplateFields draft={draft} onChange={change} /> : null}
        </section>
        {save.error === null ? null : <Note tone="bad">{save.error.message}</Note>}
        <div>
          <Button type="submit" look="primary" isBusy={save.isPending}>
            {rule === undefined ? 'Create the rule' : 'Save the rule'}
          </Button>
        </div>
      </form>
      {isOfEvents ? (
        <RulePreview rule={toRule(draft, rule?.rule)} isDigest={draft.mode === 'digest'} />
      ) : null}
    </div>
  );
}

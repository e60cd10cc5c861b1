import { useState, type ReactNode } from 'react';
import { alerting, type ChannelView, type CreatedChannel } from '../../api/alert-api.ts';
import { visibleLine } from '../../lib/visible.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { FormDialog } from '../common/form-dialog.tsx';
import { ShownOnce } from '../common/shown-once.tsx';
import { useAct } from '../common/use-act.ts';
import { channelKinds, toChannelConfig, type ChannelKindEntry } from './kinds.ts';

function ConfigFields({ entry }: { entry: ChannelKindEntry }): ReactNode {
  return entry.fields.map(({ name, label, help, placeholder, isOptional = false, type }) => (
    <Field key={name} label={label} help={help} isOptional={isOptional}>
      {(ids) => (
        <TextInput
          {...ids}
          name={`config ${name}`}
          className="mono"
          placeholder={placeholder}
          required={!isOptional}
          {...(type !== undefined && { type, autoComplete: 'new-password' })}
        />
      )}
    </Field>
  ));
}

interface Props {
  /** The one that is changed; a new one without it. */
  readonly channel?: ChannelView;
  readonly onClose: () => void;
}

/** A new channel, or another name or configuration of one. */
export function ChannelDialog({ channel, onClose }: Props): ReactNode {
  const [kind, setKind] = useState<string>(channel?.kind ?? 'slack');
  const [isMoving, setMoving] = useState(channel === undefined);
  const [made, setMade] = useState<CreatedChannel>();
  const entry = channelKinds.find((each) => each.kind === kind);
  const save = useAct<(name: string) => string, ChannelView | CreatedChannel>({
    run: async (text) => {
      const name = text('name').trim();
      const config = entry === undefined ? {} : toChannelConfig(entry, text);
      if (channel === undefined) {
        return alerting.channels.create({ name, kind: entry?.kind ?? 'webhook', config });
      }
      return alerting.channels.change(channel.id, { name, ...(isMoving && { config }) });
    },
    keys: [['channels']],
    isQuiet: true,
    done: (answer) => `${visibleLine(answer.name)} is ${channel === undefined ? 'made' : 'changed'}.`,
    onDone: (answer) => {
      if ('secret' in answer && answer.secret !== null) setMade(answer);
      else onClose();
    },
  });
  if (made !== undefined) {
    return (
      <ShownOnce
        title={`${visibleLine(made.name)} is made`}
        secrets={[
          {
            label: 'Secret',
            value: made.secret ?? '',
            help: 'With it your server verifies that an alert comes from this gateway.',
          },
        ]}
        onClose={onClose}
      />
    );
  }
  return (
    <FormDialog
      title={channel === undefined ? 'New channel' : `Edit ${visibleLine(channel.name)}`}
      confirm={channel === undefined ? 'Create the channel' : 'Save the channel'}
      act={save}
      onSubmit={(text) => save.mutate(text)}
      onClose={onClose}
    >
      <Field label="Name" help="Such as “#payments” or “On call”.">
        {(ids) => (
          <TextInput {...ids} name="name" defaultValue={channel?.name ?? ''} maxLength={100} required />
        )}
      </Field>
      {channel === undefined ? (
        <Field label="Kind" help={entry?.says}>
          {(ids) => (
            <Select
              {...ids}
              value={kind}
              options={channelKinds.map((each) => [each.kind, each.title] as const)}
              onChange={(event) => setKind(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      {entry !== undefined && isMoving ? (
        <ConfigFields key={kind} entry={entry} />
      ) : (
        <div>
          <Button onClick={() => setMoving(true)}>Change where it sends …</Button>
        </div>
      )}
    </FormDialog>
  );
}

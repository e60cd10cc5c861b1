import { useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { Icon, type IconName } from './icon.tsx';
import { Kbd } from './kbd.tsx';

export interface Command {
  readonly name: string;
  readonly icon: IconName;
  /** What kind of thing it is: `Go to`, `Endpoint`. */
  readonly group: string;
  readonly keys?: string;
  readonly run: () => void;
}

const most = 12;

/** Letters in their order, so that `goev` finds `Go to Events`. */
function isMatch(command: Command, typed: string): boolean {
  const text = `${command.group} ${command.name}`.toLowerCase();
  let at = 0;
  for (const letter of typed.toLowerCase().replaceAll(' ', '')) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Everything that can be done or opened, by typing a part of its name: Ctrl or Command with `K`. */
export function CommandMenu({
  commands,
  onClose,
}: {
  commands: readonly Command[];
  onClose: () => void;
}): ReactNode {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = useMemo(
    () => commands.filter((command) => isMatch(command, typed)).slice(0, most),
    [commands, typed],
  );
  const run = (command: Command | undefined): void => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') run(found[chosen]);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || found.length === 0) return;
    event.preventDefault();
    setChosen((chosen + step + found.length) % found.length);
  };
  return (
    <Dialog title="Commands" onClose={onClose}>
      <div className="command-input">
        <Icon name="search" />
        <input
          role="combobox"
          aria-label="Command"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={found.length === 0 ? undefined : `${id}-${chosen}`}
          aria-autocomplete="list"
          placeholder="Type a command or the name of an endpoint"
          autoComplete="off"
          spellCheck={false}
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setChosen(0);
          }}
          onKeyDown={press}
        />
      </div>
      <div role="listbox" id={`${id}-list`} aria-label="Commands" className="command-list">
        {found.map((command, at) => (
          <div
            key={`${command.group} ${command.name}`}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === chosen}
            tabIndex={-1}
            className="command"
            onPointerMove={() => setChosen(at)}
            onClick={() => run(command)}
            onKeyDown={press}
          >
            <Icon name={command.icon} />
            <span className="clip">{command.name}</span>
            <span className="faint push">{command.group}</span>
            {command.keys === undefined ? null : <Kbd keys={command.keys} />}
          </div>
        ))}
      </div>
      {found.length === 0 ? <p className="soft">Nothing is called that.</p> : null}
    </Dialog>
  );
}

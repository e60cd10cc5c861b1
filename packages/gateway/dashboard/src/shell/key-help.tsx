import type { ReactNode } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { Switch } from '../ui/field.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { listKeys } from '../ui/keys.ts';
import { keysState } from './key-switch.ts';

/** What the keys do on this screen, and the switch that silences them. */
export function KeyHelp({ onClose }: { onClose: () => void }): ReactNode {
  const state = keysState.use();
  return (
    <Dialog title="Keys" onClose={onClose}>
      <Switch
        label="Single keys act (the command menu always does)"
        isOn={state === 'on'}
        onChange={(isOn) => keysState.write(isOn ? 'on' : 'off')}
      />
      <div className="key-groups">
        {listKeys()
          .filter(({ commands }) => commands.length > 0)
          .map(({ title, commands }) => (
            <section key={title}>
              <h3>{title}</h3>
              <dl>
                {commands.map(({ keys, name }) => (
                  <div key={keys}>
                    <dt>{name}</dt>
                    <dd>
                      <span className="visually-hidden">{keys}</span>
                      <Kbd keys={keys === 'Escape' ? 'Esc' : keys} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        <section>
          <h3>Always</h3>
          <dl>
            <div>
              <dt>Commands</dt>
              <dd>
                <Kbd keys="Ctrl K" />
              </dd>
            </div>
          </dl>
        </section>
      </div>
    </Dialog>
  );
}

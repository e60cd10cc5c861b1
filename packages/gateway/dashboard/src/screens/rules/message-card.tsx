import type { ReactNode } from 'react';
import type { MessageView } from '../../api/alert-api.ts';
import { formatNumber } from '../../lib/format.ts';
import { visible, visibleLine } from '../../lib/visible.ts';

function Change({ count, before }: { count: number; before: number | undefined }): ReactNode {
  if (before === undefined) return null;
  const by = count - before;
  if (by === 0) return <span className="faint">as before</span>;
  return (
    <span className="faint number">
      {by > 0 ? '+' : '−'}
      {formatNumber(Math.abs(by))}
    </span>
  );
}

/** A message as a channel would show it. */
export function MessageCard({ message }: { message: MessageView }): ReactNode {
  const { severity, title, summary, fields, rows } = message;
  const tone = ['info', 'warning', 'error', 'critical'].includes(severity) ? severity : 'info';
  return (
    <article className={`message message-${tone}`} aria-label={visibleLine(title)}>
      <p className="message-from faint">Hooklatch · {visibleLine(severity)}</p>
      <p className="message-title" dir="auto">
        {visibleLine(title)}
      </p>
      {summary === '' ? null : <p className="soft words">{visible(summary)}</p>}
      {fields.length === 0 ? null : (
        <dl className="message-fields">
          {fields.map(({ name, value }, at) => (
            <div key={`${at} ${name}`}>
              <dt className="faint">{visibleLine(name)}</dt>
              <dd className="words" dir="auto">
                {visibleLine(value)}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {rows.length === 0 ? null : (
        <ul className="message-rows">
          {rows.map(({ name, count, before, isFailure }, at) => (
            <li key={`${at} ${name}`}>
              <span className={`words${isFailure ? ' count-bad' : ''}`}>
                {isFailure ? '✕ ' : ''}
                {visibleLine(name)}
              </span>
              <strong className="number">{formatNumber(count)}</strong>
              <Change count={count} before={before} />
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

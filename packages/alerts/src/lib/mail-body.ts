import type { AlertMessage } from './alert-message.ts';
import { formatTime } from './format.ts';
import { footOf, lookOf, toLines } from './present.ts';
import { escapeBy, fit, toClean, toLine, toLink } from './text.ts';

const escape = escapeBy({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' });
const longest = { title: 300, summary: 4000, name: 100, value: 2000, table: 8000 };

/**
 * A message as plain text.
 *
 * @param message - what is said
 * @returns lines
 */
export function renderText(message: AlertMessage): string {
  const { fields, rows } = message;
  const link = toLink(message.link);
  const parts = [
    fit(toLine(message.title), longest.title),
    fit(toClean(message.summary).trim(), longest.summary),
    fields
      .map(({ name, value }) => `${fit(toLine(name), longest.name)}: ${fit(toLine(value), longest.value)}`)
      .join('\n'),
    fit(toLines(rows).join('\n'), longest.table),
    link ?? '',
    `-- \n${footOf(message)} · ${formatTime(message.occurredAt)}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/**
 * A message as HTML: escaped text in markup of its own, with nothing that is loaded from elsewhere.
 *
 * @param message - what is said
 * @returns a whole document
 */
export function renderHtml(message: AlertMessage): string {
  const { fields, rows, severity, kind } = message;
  const color = `#${lookOf(message).color.toString(16).padStart(6, '0')}`;
  const html = (text: string, most: number): string => fit(text, most * 5, escape);
  const cut = (text: string, most: number): string => html(fit(text, most), most + 1);
  const summary = cut(toClean(message.summary).trim(), longest.summary).replaceAll('\n', '<br>');
  const link = toLink(message.link);
  const cells = fields
    .map(
      ({ name, value }) =>
        `<tr><td style="padding:2px 16px 2px 0;color:#667085;vertical-align:top">${cut(toLine(name), longest.name)}</td>` +
        `<td style="padding:2px 0;font-family:monospace;word-break:break-all">${cut(toLine(value), longest.value)}</td></tr>`,
    )
    .join('\n');
  const table = cut(toLines(rows).join('\n'), longest.table);
  const parts = [
    `<p style="margin:0;color:${color};font-weight:600">${escapeText(kind === 'recovery' ? 'resolved' : severity)}</p>`,
    `<h1 style="margin:4px 0 12px;font-size:20px">${cut(toLine(message.title), longest.title)}</h1>`,
    summary === '' ? '' : `<p>${summary}</p>`,
    cells === '' ? '' : `<table role="presentation" style="border-collapse:collapse">\n${cells}\n</table>`,
    table === '' ? '' : `<pre style="font-family:monospace">${table}</pre>`,
    link === undefined ? '' : `<p><a href="${escapeText(link)}">Open</a></p>`,
    `<p style="color:#667085;font-size:12px">${cut(footOf(message), 400)} · ${formatTime(message.occurredAt)}</p>`,
  ];
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><title>Alert</title></head>',
    '<body style="font-family:sans-serif;font-size:14px;color:#101828">',
    ...parts.filter((part) => part !== ''),
    '</body></html>',
    '',
  ].join('\n');
}

function escapeText(text: string): string {
  return Array.from(text, escape).join('');
}

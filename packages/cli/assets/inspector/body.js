import { bodyUrl } from './api.js';
import { counted, element, visible } from './dom.js';
import { toTree } from './tree.js';

// More text than this makes a browser slow; the hex view and the download have all of what came.
const maxText = 512 * 1024;
const bytesInRow = 16;

/** @param {string} base64 @returns {Uint8Array} */
function toBytes(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** @param {Uint8Array} bytes @returns {string | undefined} undefined where it is no UTF-8 */
function toText(bytes, isCut) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isCut });
  } catch {
    return undefined;
  }
}

/** Sixteen bytes in a line: where, which, and as ASCII. */
function toHex(bytes) {
  const lines = [];
  for (let at = 0; at < bytes.length; at += bytesInRow) {
    const row = [...bytes.subarray(at, at + bytesInRow)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0'));
    const left = hex.slice(0, 8).join(' ').padEnd(23);
    const right = hex.slice(8).join(' ').padEnd(23);
    const text = row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·')).join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${left}  ${right}  ${text}`);
  }
  return lines.join('\n');
}

/**
 * A body in one of three forms; where it has not the form, in the next that fits.
 * @param {{ base64: string, size: number }} body
 * @param {string} form `tree`, `text` or `hex`
 * @param {string} [id] of the capture whose body it is, for a download
 */
export function toBodyView(body, form, id) {
  if (body.size === 0) return element('p', { class: 'faint' }, 'No body.');
  const bytes = toBytes(body.base64);
  const isCut = bytes.length < body.size;
  const text =
    form === 'hex' ? undefined : toText(bytes.subarray(0, maxText), isCut || bytes.length > maxText);
  const isWhole = !isCut && bytes.length <= maxText;
  const shown =
    text === undefined
      ? undefined
      : (form === 'tree' && isWhole && toTree(text)) || toPre(visible(text, maxText));
  const note =
    (text === undefined ? isCut : !isWhole) &&
    element('p', { class: 'faint' }, `Only the beginning is shown of ${counted(body.size, 'byte')}.`);
  const download =
    id !== undefined &&
    element(
      'p',
      {},
      element('a', { href: bodyUrl(id), download: true }, `Save all ${counted(body.size, 'byte')}`),
    );
  return element('div', {}, shown ?? toPre(toHex(bytes)), note, download);
}

function toPre(text) {
  return element('pre', { tabindex: 0 }, text);
}

// Everything on the page is made here, as elements and text: no string ever becomes markup.

/**
 * @param {string} name of the element
 * @param {Readonly<Record<string, string | number | boolean | undefined | ((event: any) => unknown)>>} [properties] attributes; functions are listeners, `false` is left out
 * @param {...(Node | string | undefined | false)} children
 * @returns {HTMLElement}
 */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === 'function') made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, '');
    else if (value !== false && value !== undefined) made.setAttribute(key, String(value));
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  return document.querySelector(`#${id}`);
}

// Control characters but tab and line feed, what has no width or changes the direction, and other line ends.
const hidden = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Text of a stranger: what hides, or changes the direction, becomes visible; a very long one is cut.
 * @param {unknown} given
 * @param {number} [limit] characters
 */
export function visible(given, limit = 2000) {
  const text = String(given);
  if (text.length > limit) return `${visible(text.slice(0, limit))}… (${counted(text.length, 'character')})`;
  return text.replace(hidden, (character) => {
    if (character === '\r') return '';
    return `\\u{${character.codePointAt(0).toString(16)}}`;
  });
}

/** @param {number} time Unix milliseconds, shown in the zone of whoever reads */
export function toClock(time) {
  return new Date(time).toLocaleTimeString([], { hour12: false });
}

/** @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

let fading = 0;

/**
 * Says in a line what has come of something.
 * @param {string} text
 * @param {boolean} [isBad]
 */
export function tell(text, isBad = false) {
  const line = byId('message');
  line.textContent = visible(text);
  line.classList.toggle('bad', isBad);
  clearTimeout(fading);
  fading = setTimeout(() => {
    line.textContent = '';
  }, 8000);
}

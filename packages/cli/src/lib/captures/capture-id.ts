import { randomInt } from 'node:crypto';

// Crockford's: no letter that is taken for a digit, and in the order of ASCII.
const letters = '0123456789abcdefghjkmnpqrstvwxyz';
const timeLength = 9;
const restLength = 7;
const largestRest = letters.length ** restLength;

/**
 * Makes ids that sort by time, and within a millisecond in the order in which they were made.
 *
 * @returns what makes one from a time in Unix milliseconds
 */
export function captureIds(): (time: number) => string {
  let lastTime = -1;
  let lastRest = 0;
  return (time) => {
    // Room above, so that the next ones of the same millisecond can count on.
    lastRest = time === lastTime ? lastRest + 1 : randomInt(largestRest / 2);
    lastTime = time;
    return `cap_${toLetters(time, timeLength)}${toLetters(lastRest, restLength)}`;
  };
}

function toLetters(value: number, length: number): string {
  let text = '';
  for (let left = value; text.length < length; left = Math.floor(left / letters.length)) {
    text = `${letters[left % letters.length]}${text}`;
  }
  return text;
}

import { boundText, groupsOf, isHeld, spreadText, toText } from './figure.mjs';

/** How many times a bound is drawn; what is longer is cut, and its number says by how much. */
const longest = 4;

const row = { height: 22, bar: 12, heading: 30 };
const width = { page: 860, bars: 330, letter: 6.8, margin: 20 };
const color = {
  page: '#ffffff',
  frame: '#d0d7de',
  text: '#1f2328',
  quiet: '#59636e',
  ours: '#2f6fde',
  past: '#cf222e',
  other: '#b6bfc9',
  bound: '#b35900',
};

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Text of Markdown, as an SVG can have it. */
const escape = (text) => text.replaceAll('`', '').replaceAll(/[&<>"]/g, (letter) => escapes[letter]);
const at = (number) => Number(number.toFixed(1));

const text = (x, y, content, { fill = color.text, size = 12, weight = 400, anchor = 'start' } = {}) =>
  `<text x="${at(x)}" y="${at(y)}" fill="${fill}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}">${escape(content)}</text>`;
const line = (x1, y1, x2, y2, stroke, thick = 1) =>
  `<path d="M${at(x1)} ${at(y1)}L${at(x2)} ${at(y2)}" stroke="${stroke}" stroke-width="${thick}"/>`;

/** What a full bar stands for. */
function limitOf(figures) {
  const ends = figures.flatMap(({ ratio, spread = [], bound = 0 }) => [ratio, bound, ...spread]);
  const bounds = figures.flatMap(({ bound = [] }) => bound);
  const end = Math.max(...ends.filter(Number.isFinite));
  return bounds.length === 0 ? end : Math.min(end, longest * Math.max(...bounds));
}

const isNamed = ({ label }) => label.startsWith('@hooklatch');

/** Others are told apart where they stand beside a package of this repository. */
function fillOf(figure, group) {
  if (!isHeld(figure)) return color.past;
  return group.some(isNamed) && !isNamed(figure) ? color.other : color.ours;
}

function drawBar(figure, { x, y, limit, group }) {
  const { label, ratio, spread, bound } = figure;
  const end = (value) => x + (width.bars * Math.max(0, Math.min(value, limit))) / limit;
  const middle = y + row.height / 2;
  const [top, bottom] = [middle - row.bar / 2, middle + row.bar / 2];
  const drawn = [
    text(x - 8, middle + 4, label, { anchor: 'end' }),
    `<rect x="${at(x)}" y="${at(top)}" width="${at(Math.max(1, end(ratio) - x))}" height="${row.bar}" rx="2" fill="${fillOf(figure, group)}"/>`,
  ];
  if (ratio > limit) {
    const cut = x + width.bars - 14;
    drawn.push(line(cut, bottom + 2, cut + 6, top - 2, color.page, 3));
  } else if (spread !== undefined) {
    const [low, high] = spread.map(end);
    drawn.push(line(low, middle, high, middle, color.text));
    for (const edge of [low, high]) drawn.push(line(edge, middle - 3, edge, middle + 3, color.text));
  }
  if (bound !== undefined) drawn.push(line(end(bound), top - 4, end(bound), bottom + 4, color.bound, 2));
  const said = `${toText(ratio)}${spread === undefined ? '' : ` (${spreadText(spread)})`}`;
  const numbers = x + width.bars + 10;
  drawn.push(text(numbers, middle + 4, said, { weight: 600 }));
  drawn.push(
    text(numbers + 7.2 * said.length + 10, middle + 4, boundText(figure), { fill: color.quiet, size: 11 }),
  );
  return drawn;
}

/**
 * Draws horizontal bars with their spread and their bound, on a background of its own.
 * @param {{ question: string, unit: string, figures: readonly import('./figure.mjs').Figure[], scale?: 'one' | 'group' }} result
 * @returns {string} an SVG
 */
export function toPlot({ question, unit, figures, scale = 'one' }) {
  const labels = Math.max(...figures.map(({ label }) => label.length)) * width.letter;
  const x = width.margin + labels + 8;
  const page = Math.max(width.page, Math.ceil(x + width.bars + 260));
  const drawn = [
    text(width.margin, 30, question, { size: 15, weight: 600 }),
    text(
      width.margin,
      49,
      `${figures.some(({ spread }) => spread) ? 'median, ' : ''}${unit}${scale === 'group' ? '; each group has a scale of its own' : ''}`,
      { fill: color.quiet },
    ),
  ];
  let y = 58;
  for (const [group, members] of groupsOf(figures)) {
    drawn.push(text(width.margin, y + 21, group, { size: 13, weight: 600 }));
    y += row.heading;
    const limit = limitOf(scale === 'group' ? members : figures);
    for (const figure of members) {
      drawn.push(...drawBar(figure, { x, y, limit, group: members }));
      y += row.height;
    }
    drawn.push(line(x, y - members.length * row.height, x, y, color.frame));
  }
  const legend = 'Thin line: middle half of the rounds. Upright line: the bound. Red: past it. Cut: longer.';
  drawn.push(text(width.margin, y + 24, legend, { fill: color.quiet, size: 11 }));
  const height = y + 40;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${page}" height="${height}" viewBox="0 0 ${page} ${height}" role="img" font-family="system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif">`,
    `<title>${escape(question)}</title>`,
    `<rect x="0.5" y="0.5" width="${page - 1}" height="${height - 1}" rx="6" fill="${color.page}" stroke="${color.frame}"/>`,
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

const escape = '\u001B';

/** What strangers may send to a terminal or a page, by what it tries. */
export const hostileTexts: readonly (readonly [name: string, text: string])[] = [
  ['a title (OSC 0 and 2)', `${escape}]0;OWNED\u0007${escape}]2;OWNED${escape}\\`],
  ['the clipboard (OSC 52)', `${escape}]52;c;T1dORUQ=\u0007`],
  ['a link (OSC 8)', `${escape}]8;;http://evil.example\u0007click${escape}]8;;\u0007`],
  [
    'CSI: clear, move, leave the alternate screen',
    `${escape}[2J${escape}[1;1HOWNED${escape}[?1049l${escape}[?25h`,
  ],
  ['C1 bytes', '\u009B2J\u009D0;OWNED\u009C\u0090q\u009C\u0085'],
  [
    'what asks the terminal to answer',
    `${escape}[6n${escape}[c${escape}P$q"p${escape}\\${escape}]11;?\u0007`,
  ],
  ['a device control string', `${escape}Ptmux;${escape}${escape}]0;OWNED\u0007${escape}\\`],
  ['carriage returns, backspaces, bells', 'good\rOWNED\b\b\b\u0007\u000B\u000C'],
  ['direction marks', '\u202Egnp.exe\u202C \u2066user\u2069 \u061C\u200F'],
  ['zero width', 'pay\u200Bpal\u200D\u2060\uFEFF.com\u00AD'],
  ['marks without end', `Z${'\u0301\u0489'.repeat(200)}algo`],
  ['a huge line', 'A'.repeat(300_000)],
  ['a huge wide line', '訂'.repeat(50_000)],
  ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>"\'><svg/onload=alert(1)>'],
  ['tags that nobody sees', 'a\u{E0041}\u{E0042}b'],
];

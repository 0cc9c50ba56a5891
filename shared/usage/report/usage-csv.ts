import type { Amount } from '../prices.ts';
import { SUM_NAMES } from '../usage-sums.ts';
import type { UsageGroup, UsageRow } from './read-usage.ts';

const NAMES = {
  day: ['day'],
  app: ['app'],
  x: ['app', 'x'],
  reference: ['app', 'reference'],
} as const satisfies Readonly<Record<UsageGroup, readonly (keyof UsageRow)[]>>;

const MONEY = ['currency', 'callAmount', 'messageAmount', 'numberAmount', 'totalAmount'];

/** Excel reads a file in the code page of the machine, unless it begins so. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The rows as a sheet: RFC 4180 in UTF-8 with a byte order mark, one line of names first. */
export const usageSheet = (by: UsageGroup, rows: readonly UsageRow[]): string =>
  BYTE_ORDER_MARK +
  [
    [...NAMES[by], ...SUM_NAMES, ...MONEY],
    ...rows.map((row) => [
      ...NAMES[by].map((name) => cell(row[name] ?? '')),
      ...SUM_NAMES.map((name) => String(row.sums[name])),
      ...moneyOf(row.amounts),
    ]),
  ]
    .map((line) => `${line.join(',')}\r\n`)
    .join('');

/** A row in several currencies has no amount that could be summed. */
const moneyOf = ([amount, ...others]: readonly Amount[]): readonly string[] => {
  if (amount === undefined) return ['', '', '', '', ''];
  if (others.length > 0) return ['several', '', '', '', ''];
  return [amount.currency, amount.calls, amount.messages, amount.numbers, amount.total];
};

/** Spreadsheets of East Asia take the wide forms of `=`, `+`, `-` and `@` for the narrow ones. */
const FORMULA = /^\s*[=+\-@\t\r|%\uFF1D\uFF0B\uFF0D\uFF20]/;

/** A text that a spreadsheet could take for a formula stands behind an apostrophe (OWASP, CSV Injection). */
const cell = (text: string): string => {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

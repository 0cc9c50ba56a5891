import { asciiForm, type E164, isShapedAsFixedLine, parsePrivateNumber } from '../../kernel/e164.ts';

/** The value of a cell, or the fault in it, with the name that it has in answers; a fault never quotes the cell. */
export type Cell<Value> = Readonly<{ value: Value }> | Readonly<{ fault: string; code?: string }>;

/** Marks of the writing direction and the like, which phones and chats copy along with a number. */
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

/** The text of a cell without what keeps a spreadsheet from reading it as a number: `="…"`, `'…`, blanks, tabs. */
export const plainCell = (cell: string): string => {
  const text = asciiForm(cell).replace(INVISIBLE, '').trim();
  return (/^=\s*"?([^"]*)"?$/.exec(text)?.[1] ?? text.replace(/^['"]/, '').replace(/"$/, '')).trim();
};

/** A number that a program kept as a fraction: `17000000001.0`. */
const withoutFraction = (text: string): string =>
  /^\+?\d+\.0+$/.test(text) ? text.replace(/\.0+$/, '') : text;

/** Reads a private number for the pool as spreadsheets write it. */
export const numberCell = (cell: string): Cell<E164> => {
  const text = plainCell(cell);
  if (text === '') return { fault: 'the number is missing', code: 'number-missing' };
  if (/^[+-]?\d+(?:\.\d+)?e[+-]?\d+$/i.test(text))
    return {
      fault: 'the number has lost digits (scientific notation): format its column as text',
      code: 'digits-lost',
    };
  // A fraction or a comma would be read as a longer number.
  const x = /[.,]/.test(withoutFraction(text)) ? undefined : parsePrivateNumber(withoutFraction(text));
  if (x === undefined) return { fault: 'the number must be a private number', code: 'no-private-number' };
  return isShapedAsFixedLine(x)
    ? { fault: 'the number is a fixed line and not a private number', code: 'fixed-line' }
    : { value: x };
};

/**
 * Reads an area code, with its 0 or without the 0 that spreadsheets drop: `755` is `0755`, `10` is `010`. `undefined` for
 * everything else. Without the 0 only what can be an area code is one: 10, 2x and three digits from 300 on.
 */
export const readAreaCode = (written: string): string | undefined => {
  const digits = withoutFraction(
    plainCell(written)
      .replace(/^\((.*)\)$/, '$1')
      .trim(),
  ).replace(/^(?:\+|00)86[\s-]*/, '');
  if (/^0\d{2,3}$/.test(digits)) return digits;
  return /^(?:10|2\d|[3-9]\d{2})$/.test(digits) ? `0${digits}` : undefined;
};

/** Reads an area code; `null` for an empty cell. */
export const areaCodeCell = (cell: string): Cell<string | null> => {
  if (plainCell(cell) === '') return { value: null };
  const value = readAreaCode(cell);
  return value === undefined
    ? { fault: 'the area code must be one such as 0755', code: 'no-area-code' }
    : { value };
};

const YES =
  'true 1 yes y on t enabled supported 是 有 对 真 支持 可 可以 开 开通 已开通 启用 已启用 开启 已开启 √ ✓ ✔';
const NO =
  'false 0 no n off f disabled unsupported 否 无 没有 错 假 不支持 不可 不可以 关 未开通 不开通 未启用 停用 禁用 关闭 已关闭 未开启 × ✗ ✘ - --';

const FLAGS = new Map([
  ['', false],
  ...YES.split(' ').map((word) => [word, true] as const),
  ...NO.split(' ').map((word) => [word, false] as const),
]);

/** Reads yes or no, in English or Chinese; an empty cell is no. */
export const flagCell = (cell: string): Cell<boolean> => {
  const value = FLAGS.get(withoutFraction(plainCell(cell).toLowerCase()));
  return value === undefined ? { fault: 'SMS must be yes or no (是 or 否)', code: 'no-flag' } : { value };
};

import type { Language } from '../../kit/state/languages.ts';
import type { FieldFault } from '../api-shapes.ts';

type Say = (values: NonNullable<FieldFault['values']>) => string;

const en = {
  'number-missing': () => 'The number is missing.',
  'digits-lost': () => 'The number has lost digits (scientific notation): format its column as text.',
  'no-private-number': () => 'This is not a private number.',
  'fixed-line': () => 'This is a fixed line and not a private number.',
  'no-area-code': () => 'The area code must be one such as 0755.',
  'no-flag': () => 'SMS must be yes or no (是 or 否).',
  'open-quote': () => 'A quote does not end where its cell ends.',
  'field-count': ({ fields }) => `The row must have ${fields} fields.`,
  repeated: ({ row }) => `This is the number of row ${row} again.`,
  'too-many-numbers': ({ most }) => `The table has more than ${most} numbers.`,
  'column-twice': ({ column }) => `The column ${column} is there more than once.`,
  'no-header': ({ names }) =>
    names === ''
      ? 'This must be a header with the column of the numbers (x or 号码); no column of it is known.'
      : `This must be a header with the column of the numbers (x or 号码); it names ${names}.`,
  'of-app': ({ app }) => `The number belongs to the app ${app}.`,
  'of-another-app': () => 'The number belongs to another app.',
} satisfies Readonly<Record<string, Say>>;

const zh: Readonly<Record<keyof typeof en, Say>> = {
  'number-missing': () => '缺少号码。',
  'digits-lost': () => '号码丢失了位数（科学计数法），请将该列设为文本格式。',
  'no-private-number': () => '不是隐私号码。',
  'fixed-line': () => '这是固定电话，不是隐私号码。',
  'no-area-code': () => '区号应形如 0755。',
  'no-flag': () => '短信应为 是 或 否（yes 或 no）。',
  'open-quote': () => '引号没有在单元格末尾结束。',
  'field-count': ({ fields }) => `该行应有 ${fields} 个字段。`,
  repeated: ({ row }) => `与第 ${row} 行的号码重复。`,
  'too-many-numbers': ({ most }) => `表格超过 ${most} 个号码。`,
  'column-twice': ({ column }) => `列 ${column} 出现多次。`,
  'no-header': ({ names }) =>
    names === ''
      ? '此行应为表头，包含号码列（x 或 号码），未识别到任何列名。'
      : `此行应为表头，包含号码列（x 或 号码），目前的列名为 ${names}。`,
  'of-app': ({ app }) => `号码属于应用 ${app}。`,
  'of-another-app': () => '号码属于其他应用。',
};

/** The words for each code, in both languages. */
export const FAULT_WORDS: Readonly<Record<Language, Readonly<Record<string, Say>>>> = { en, zh };

/** A fault of a table in words; one whose code is not known here as the API says it. */
export const faultText = ({ code, values = {}, message }: FieldFault, language: Language): string =>
  (code === undefined ? undefined : FAULT_WORDS[language][code])?.(values) ?? message;

import { plainText } from '../../kit/format/numbers.ts';
import type { Binding } from '../api-shapes.ts';
import type { FieldName, FormField } from './form-fields.ts';

/** The entered texts. A life time is "3 hour", or "never". */
export type FormValues = Readonly<Partial<Record<FieldName, string>>>;

export const LIFE_UNITS = { minute: 60, hour: 3600, day: 86_400 } as const;
export type LifeUnit = keyof typeof LIFE_UNITS;
export const NEVER = 'never';

/** The seconds of a life time; an unreadable count stays as it is, so that the API names the field. */
export const secondsOf = (life: string): number | string | null => {
  if (life === NEVER) return null;
  const [count = '', unit = ''] = plainText(life).split(' ');
  const length = Object.entries(LIFE_UNITS).find(([name]) => name === unit)?.[1] ?? 1;
  return count === '' || Number.isNaN(Number(count)) ? count : Math.round(Number(count) * length);
};

/** The least count of a unit that does not end a binding before its time; none where it never ends. */
const leastCount = (unit: string, leftSeconds: number | null): string => {
  if (leftSeconds === null) return '';
  const length = Object.entries(LIFE_UNITS).find(([name]) => name === unit)?.[1] ?? 1;
  return String(Math.max(1, Math.ceil(leftSeconds / length)));
};

/**
 * A life time in another unit. A typed count stays, unless it would end a binding before its time in that unit: a shorter life is
 * only ever typed.
 *
 * @param leftSeconds of the life that it has; `null`: it never ends, and no count is put there
 */
export const lifeIn = (life: string, unit: string, leftSeconds: number | null = 0): string => {
  if (unit === '' || unit === NEVER) return unit;
  const [count = '', before = ''] = life === NEVER ? [] : plainText(life).split(' ');
  const least = leastCount(unit, leftSeconds);
  const isTyped = count !== '' && count !== leastCount(before, leftSeconds);
  const isTooShort = leftSeconds === null || Number(count) < Number(least);
  return `${isTyped && !isTooShort ? count : least} ${unit}`;
};

/** The text of a field as it counts; only free text stays as it was typed. */
const enteredText = ({ name, kind }: FormField, values: FormValues): string => {
  const typed = values[name] ?? '';
  return (kind === 'text' ? typed : plainText(typed)).trim();
};

const enteredValue = ({ kind }: FormField, text: string): unknown => {
  switch (kind) {
    case 'life':
      return secondsOf(text);
    case 'flag':
      return text === 'true';
    case 'count':
      return Number.isNaN(Number(text)) ? text : Number(text);
    default:
      return text;
  }
};

/** Puts fields with a dot in their name where they belong. */
const nested = (entries: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> => {
  const body: Record<string, Record<string, unknown> | unknown> = {};
  const inner: Record<string, Record<string, unknown>> = {};
  for (const [name, value] of entries) {
    const [outer = name, field] = name.split('.');
    if (field === undefined) body[outer] = value;
    else inner[outer] = { ...inner[outer], [field]: value };
  }
  return { ...body, ...inner };
};

/** The body of a bind: what was entered, and nothing of what was left empty. */
export const bodyToMake = (
  fields: readonly FormField[],
  values: FormValues,
): Readonly<Record<string, unknown>> =>
  nested(
    fields.flatMap((field) => {
      const text = enteredText(field, values);
      return text === '' ? [] : [[field.name, enteredValue(field, text)] as const];
    }),
  );

/** The texts of a form that changes a binding. A life time counts anew from a change, so none is there until one is entered. */
export const valuesOf = ({
  a,
  b,
  callDirection,
  record,
  recordTone,
  maxCallMinutes,
  lastMinuteTone,
  sms,
  waitingTones,
  userData,
  callback,
}: Binding): FormValues => ({
  a,
  b: b ?? '',
  callDirection,
  record: String(record),
  recordTone: recordTone ?? '',
  maxCallMinutes: maxCallMinutes === undefined ? '' : String(maxCallMinutes),
  lastMinuteTone: lastMinuteTone ?? '',
  sms: sms === undefined ? '' : String(sms),
  'waitingTones.a': waitingTones?.a ?? '',
  'waitingTones.b': waitingTones?.b ?? '',
  'waitingTones.others': waitingTones?.others ?? '',
  'waitingTones.x': waitingTones?.x ?? '',
  'waitingTones.y': waitingTones?.y ?? '',
  userData: userData ?? '',
  'callback.number': callback !== undefined && 'number' in callback ? callback.number : '',
  'callback.tone': callback !== undefined && 'tone' in callback ? callback.tone : '',
});

/** The body of a change: the fields whose text is another one now. An emptied B is nobody in particular, an emptied limit none. */
export const bodyToChange = (
  fields: readonly FormField[],
  before: FormValues,
  values: FormValues,
): Readonly<Record<string, unknown>> => {
  const changed = fields.filter((field) => enteredText(field, before) !== enteredText(field, values));
  return nested(
    changed.flatMap((field): readonly (readonly [string, unknown])[] => {
      const text = enteredText(field, values);
      if (text !== '') return [[field.name, enteredValue(field, text)]];
      if (field.name === 'b') return [['b', null]];
      // The other kind of call-back takes its place.
      if (field.name.startsWith('callback.') || field.kind === 'flag') return [];
      return [[field.name, field.kind === 'count' ? 0 : text]];
    }),
  );
};

/** The texts of a form whose binding somebody else has changed: what was typed here stays, and the rest is as it is now. */
export const withNewest = (
  fields: readonly FormField[],
  before: FormValues,
  values: FormValues,
  newest: FormValues,
): FormValues => {
  const typed = fields.filter(({ name }) => (values[name] ?? '') !== (before[name] ?? ''));
  return { ...newest, ...Object.fromEntries(typed.map(({ name }) => [name, values[name]])) };
};

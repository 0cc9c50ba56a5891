import { WAITING_TONES } from '../../../shared/bindings/model/binding-limits.ts';
import { rulesOfMode } from '../../../shared/bindings/model/mode-rules.ts';
import type { Mode } from '../api-shapes.ts';

/** The names of all fields, as the API has them; with a dot: a field within one. */
export const FIELD_NAMES = [
  'a',
  'b',
  'x',
  'extension',
  'areaCode',
  'areaMatch',
  'reference',
  'ttlSeconds',
  'callDirection',
  'record',
  'recordTone',
  'sms',
  'maxCallMinutes',
  'lastMinuteTone',
  'waitingTones.a',
  'waitingTones.b',
  'waitingTones.others',
  'waitingTones.x',
  'waitingTones.y',
  'callback.number',
  'callback.tone',
  'callbackTtlSeconds',
  'ybTtlSeconds',
  'userData',
] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

/** `life`: a count and its unit; `flag`: yes, no or as the app has it. */
export type FieldKind = 'number' | 'text' | 'count' | 'life' | 'flag' | 'direction' | 'area-match';

/** How a field is entered. */
export const FIELD_KINDS: Readonly<Partial<Record<FieldName, FieldKind>>> = {
  a: 'number',
  b: 'number',
  x: 'number',
  'callback.number': 'number',
  extension: 'number',
  areaCode: 'number',
  areaMatch: 'area-match',
  ttlSeconds: 'life',
  callbackTtlSeconds: 'life',
  ybTtlSeconds: 'life',
  callDirection: 'direction',
  record: 'flag',
  sms: 'flag',
  maxCallMinutes: 'count',
};

/** A field of a form. `isMore`: seldom needed. */
export type FormField = Readonly<{ name: FieldName; kind: FieldKind; isNeeded: boolean; isMore: boolean }>;

const PEOPLE: Readonly<Record<Mode, readonly FieldName[]>> = {
  AX: ['a', 'x'],
  AXB: ['a', 'b', 'x'],
  AXE: ['a', 'x', 'extension', 'callback.number', 'callback.tone', 'callbackTtlSeconds'],
  AXYB: ['a', 'b', 'ybTtlSeconds'],
  X: ['a', 'b', 'x'],
};

const FIRST: readonly FieldName[] = ['a', 'b', 'x', 'areaCode', 'reference', 'ttlSeconds'];

const tonesOf = (mode: Mode): readonly string[] => WAITING_TONES[mode].map((side) => `waitingTones.${side}`);

const neededOf = (mode: Mode): readonly FieldName[] => {
  if (mode === 'X') return ['a', 'b', 'x'];
  return mode === 'AXB' ? ['a', 'b'] : ['a'];
};

const inOrder = (names: ReadonlySet<string>, needed: readonly FieldName[] = []): readonly FormField[] =>
  FIELD_NAMES.filter((name) => names.has(name)).map((name) => ({
    name,
    kind: FIELD_KINDS[name] ?? 'text',
    isNeeded: needed.includes(name),
    isMore: !FIRST.includes(name),
  }));

/** The fields of a binding that is to be made: those that the mode has. */
export const fieldsToMake = (mode: Mode): readonly FormField[] => {
  const names = ['areaCode', 'areaMatch', 'reference', 'ttlSeconds', 'record', 'recordTone', 'userData'];
  const ofCalls = mode === 'AXE' ? [] : ['callDirection'];
  const limits = mode === 'AXE' || mode === 'AXYB' ? [] : ['maxCallMinutes', 'lastMinuteTone'];
  const sms = mode === 'AX' || mode === 'AXB' ? ['sms'] : [];
  const all = [...PEOPLE[mode], ...names, ...ofCalls, ...limits, ...sms, ...tonesOf(mode)];
  return inOrder(new Set(all), neededOf(mode));
};

/** The fields of a live binding that its mode can change. */
export const fieldsToChange = (mode: Mode): readonly FormField[] => {
  const names = rulesOfMode(mode).changeable.flatMap((name): readonly string[] => {
    if (name === 'waitingTones') return tonesOf(mode);
    return name === 'callback' ? ['callback.number', 'callback.tone'] : [name];
  });
  return inOrder(new Set(names));
};

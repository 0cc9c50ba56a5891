import { describe, expect, test } from 'vitest';
import { BIND_BODIES } from '../../../functions/bind/schema.ts';
import {
  type FormField,
  fieldsToChange,
  fieldsToMake,
} from '../../../web/operator/binding-form/form-fields.ts';
import {
  bodyToChange,
  bodyToMake,
  type FormValues,
  lifeIn,
  secondsOf,
  valuesOf,
  withNewest,
} from '../../../web/operator/binding-form/form-values.ts';

const MODES = ['AX', 'AXB', 'AXE', 'AXYB', 'X'] as const;

const namesOf = (fields: readonly FormField[]): readonly string[] => fields.map(({ name }) => name);

const BINDING = {
  bindingId: 'kdhqbncgfmpaeirhjdkcbgqnmfpeaihr',
  app: 'rides',
  mode: 'AXB',
  status: 'active',
  a: '+8613800000001',
  b: '+8613900000002',
  x: '+8617000000001',
  callDirection: 'both',
  record: true,
  recordTone: 'notice.wav',
  maxCallMinutes: 30,
  waitingTones: { a: 'wait-a.wav' },
  createdAt: '2026-03-01T08:00:00.000Z',
  expiresAt: '2026-03-01T10:00:00.000Z',
  version: 3,
} as const;

describe('a life time whose unit is chosen', () => {
  test.each([
    ['nothing yet, of a new binding', '', 'minute', 0, '1 minute'],
    ['a typed count', '3 hour', 'day', 0, '3 day'],
    ['nothing yet, with 90 minutes left', '', 'minute', 5400, '90 minute'],
    ['nothing yet, with a part of an hour left', '', 'hour', 5400, '2 hour'],
    ['a typed count that is shorter in that unit', '3 hour', 'minute', 5400, '90 minute'],
    ['a count that nobody typed', '90 minute', 'day', 5400, '1 day'],
    ['a binding that never ends', '', 'minute', null, ' minute'],
    ['no length of time', '3 hour', 'never', 5400, 'never'],
    ['as it was', '3 hour', '', 5400, ''],
  ] as const)('%s', (_name, life, unit, left, expected) => {
    expect(lifeIn(life, unit, left)).toBe(expected);
  });
});

describe('what a Chinese input method writes in full width', () => {
  test('counts as plain in numbers and codes, and stays in free text', () => {
    const values: FormValues = {
      ...{
        a: '＋８６ １３８００００００２１',
        areaCode: '０７５５',
        ttlSeconds: '２ hour',
        maxCallMinutes: '３０',
      },
      reference: '订单７',
    };

    expect(bodyToMake(fieldsToMake('AX'), values)).toEqual({
      ...{ a: '+86 13800000021', areaCode: '0755', ttlSeconds: 7200, maxCallMinutes: 30 },
      reference: '订单７',
    });
    expect(
      bodyToChange(fieldsToChange('AX'), { a: '+8613800000021' }, { a: '＋８６１３８００００００２１' }),
    ).toEqual({});
  });
});

describe('the form of a bind', () => {
  test.each(MODES)('has the fields that %s has, and no other', (mode) => {
    const shown = new Set(namesOf(fieldsToMake(mode)).map((name) => name.split('.')[0]));

    const taken = Object.keys(BIND_BODIES[mode].entries).filter((name) => name !== 'app' && name !== 'mode');

    expect([...shown].toSorted()).toEqual(taken.toSorted());
  });

  test('asks for both people of AXB, and for X where nobody chooses it', () => {
    const needed = MODES.map((mode) => [
      mode,
      fieldsToMake(mode)
        .filter(({ isNeeded }) => isNeeded)
        .map(({ name }) => name),
    ]);

    expect(Object.fromEntries(needed)).toEqual({
      AX: ['a'],
      AXB: ['a', 'b'],
      AXE: ['a'],
      AXYB: ['a'],
      X: ['a', 'b', 'x'],
    });
  });

  test('sends what was entered in the units of the API, and nothing that was left empty', () => {
    const values: FormValues = {
      a: ' 138 0000 0001 ',
      b: '13900000002',
      x: '',
      ttlSeconds: '1.5 hour',
      record: 'false',
      sms: '',
      maxCallMinutes: '30',
      'waitingTones.a': 'wait-a.wav',
      'waitingTones.b': 'wait-b.wav',
    };

    expect(bodyToMake(fieldsToMake('AXB'), values)).toEqual({
      a: '138 0000 0001',
      b: '13900000002',
      ttlSeconds: 5400,
      record: false,
      maxCallMinutes: 30,
      waitingTones: { a: 'wait-a.wav', b: 'wait-b.wav' },
    });
  });

  test('leaves out the fields of another mode that were entered before', () => {
    const body = bodyToMake(fieldsToMake('AX'), { a: '13800000001', b: '13900000002', extension: '12' });

    expect(body).toEqual({ a: '13800000001' });
  });

  test.each([
    ['never', null],
    ['30 minute', 1800],
    ['2 day', 172_800],
    ['0.5 hour', 1800],
    ['two hour', 'two'],
    [' hour', ''],
  ])('reads the life time "%s" as %s', (life, seconds) => {
    expect(secondsOf(life)).toBe(seconds);
  });
});

describe('the form of a change', () => {
  test.each([
    ['AXYB', ['b']],
    [
      'AXE',
      [
        'ttlSeconds',
        'record',
        'recordTone',
        'callback.number',
        'callback.tone',
        'callbackTtlSeconds',
        'userData',
      ],
    ],
    [
      'AX',
      [
        'a',
        'ttlSeconds',
        'callDirection',
        'record',
        'recordTone',
        'sms',
        'maxCallMinutes',
        'lastMinuteTone',
        'userData',
      ],
    ],
  ] as const)('has what %s can change', (mode, names) => {
    expect(namesOf(fieldsToChange(mode))).toEqual(names);
  });

  test('sends only the fields that were changed', () => {
    const before = valuesOf(BINDING);

    const body = bodyToChange(fieldsToChange('AXB'), before, {
      ...before,
      b: '13900000003',
      ttlSeconds: '2 hour',
      'waitingTones.b': 'wait-b.wav',
    });

    expect(body).toEqual({ b: '13900000003', ttlSeconds: 7200, waitingTones: { b: 'wait-b.wav' } });
  });

  test('takes an emptied limit for none, and an emptied text for a fault that the API tells', () => {
    const before = valuesOf(BINDING);

    const body = bodyToChange(fieldsToChange('AXB'), before, {
      ...before,
      maxCallMinutes: '',
      recordTone: '',
    });

    expect(body).toEqual({ maxCallMinutes: 0, recordTone: '' });
  });

  test('takes an emptied B of AXYB for nobody in particular', () => {
    const before = valuesOf({ ...BINDING, mode: 'AXYB' });

    expect(bodyToChange(fieldsToChange('AXYB'), before, { ...before, b: '' })).toEqual({ b: null });
  });

  test('keeps what was typed when somebody else has changed the binding, and takes the rest of it', () => {
    const fields = fieldsToChange('AXB');
    const before = valuesOf(BINDING);
    const newest = valuesOf({ ...BINDING, userData: 'other', b: '+8613900000009', version: 4 });

    const values = withNewest(fields, before, { ...before, b: '13900000003', ttlSeconds: '1 day' }, newest);

    expect(bodyToChange(fields, newest, values)).toEqual({ b: '13900000003', ttlSeconds: 86_400 });
  });

  test('sends nothing where nothing was changed', () => {
    const before = valuesOf(BINDING);

    expect(bodyToChange(fieldsToChange('AXB'), before, before)).toEqual({});
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_KEY, person, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const BIND = { mode: 'AXB', a: person(1), b: person(2) };
const LARGEST = 64 * 1024;

const invalid = (path: string, message: string) => ({
  type: '/problems/invalid-request',
  title: 'The request is not valid',
  status: 400,
  detail: `the request is not valid: ${path}`,
  code: 'invalid-request',
  errors: [{ path, message }],
});

const NOT_A_PARTY = 'must be a mainland mobile or fixed-line number';
const NOT_USER_DATA = 'must be 1 to 256 printable ASCII characters without { } ^; encode others in Base64';
const NO_PHONE = 'must hold no phone number: put an id of yours there';
const NOT_A_REFERENCE = 'must be 1 to 64 characters without control characters';
const NOT_A_KEY = 'must be 1 to 128 visible ASCII characters';

describe('what the API refuses', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ startAt: new Date('2026-03-01T08:00:00.000Z') });
  });
  afterAll(async () => {
    const requests = await stack.control.journal({ kind: 'request', operation: 'bind' });
    await stack.close();
    // Nothing that is refused reaches the platform; the one is the body of exactly 64 KiB.
    expect(requests.length).toBeLessThanOrEqual(1);
  });

  const bind = (body: unknown, headers: Record<string, string> = {}) =>
    stack.request('POST', '/bindings', { body, headers });

  it.each([
    ['a missing key', ''],
    ['a wrong key', 'Bearer wrong-api-key-0001'],
    ['a key in another scheme', `Basic ${API_KEY}`],
    ['a bare key', API_KEY],
    ['an empty key', 'Bearer '],
    ['a key with more behind it', `Bearer ${API_KEY} more`],
    ['a key cut short', `Bearer ${API_KEY.slice(0, -1)}`],
    ['a longer key', `Bearer ${API_KEY}1`],
    ['another case of the key', `Bearer ${API_KEY.toUpperCase()}`],
  ])('%s is 401', async (_case, authorization) => {
    const answer = await stack.request('GET', `/bindings?reference=order-1`, { headers: { authorization } });

    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body).toEqual({
      type: '/problems/unauthorized',
      title: 'Authentication required',
      status: 401,
      detail: 'send a valid API key: Authorization: Bearer <api key>',
      code: 'unauthorized',
    });
  });

  it('a body of 64 KiB is read, one byte more is 413', async () => {
    const padded = (size: number) => {
      const text = JSON.stringify(BIND);
      return `${text}${' '.repeat(size - text.length)}`;
    };

    const largest = await bind(padded(LARGEST));
    const larger = await bind(padded(LARGEST + 1));

    expect(largest.status).toBe(201);
    expect(larger.status).toBe(413);
    expect(larger.body).toEqual({
      type: '/problems/payload-too-large',
      title: 'The request is too large',
      status: 413,
      detail: 'the body is larger than 64 KiB',
      code: 'payload-too-large',
    });
  });

  it('the size of a body is counted in bytes, not in letters', async () => {
    const answer = await bind({ ...BIND, reference: '汉'.repeat(LARGEST / 2) });

    expect(answer.status).toBe(413);
  });

  it.each([
    ['no JSON', '{'],
    ['nothing', undefined],
  ])('a body that is %s is 400 and not quoted', async (_case, body) => {
    const answer = await bind(body);

    expect(answer.body).toEqual({
      type: '/problems/invalid-request',
      title: 'The request is not valid',
      status: 400,
      detail: 'the body is not JSON in UTF-8',
      code: 'invalid-request',
    });
  });

  it.each([
    // Unknown fields are named.
    [{ colour: 'red' }, 'colour', 'is not a known field'],
    [{ waitingTones: { c: 'x.wav' } }, 'waitingTones.c', 'is not a known field'],
    [{ constructor: 1 }, 'constructor', 'is not a known field'],
    [{ '13800000001': 1 }, '(unreadable name)', 'is not a known field'],
    // The lives of a binding: 60 s to 90 days.
    [{ ttlSeconds: 59 }, 'ttlSeconds', 'must be at least 60 seconds'],
    [{ ttlSeconds: 7_776_001 }, 'ttlSeconds', 'must be at most 90 days in seconds'],
    // Ten years: a count of seconds in the message would have the digits of a phone number.
    [
      { mode: 'AX', b: undefined, ttlSeconds: 315_360_001 },
      'ttlSeconds',
      'must be at most 3650 days in seconds',
    ],
    [{ ttlSeconds: 60.5 }, 'ttlSeconds', 'must be whole seconds'],
    [{ ttlSeconds: '3600' }, 'ttlSeconds', 'must be a number'],
    [{ ttlSeconds: null }, 'ttlSeconds', 'must be given: the app allows no permanent bindings'],
    // Recordings.
    [
      { record: true },
      'recordTone',
      'is required with record, because carriers block recorded calls without one',
    ],
    [{ record: 'yes' }, 'record', 'must be true or false'],
    [{ recordTone: 'no tone.wav' }, 'recordTone', 'must be the name of an uploaded voice file'],
    // Parties.
    [{ b: BIND.a }, 'b', 'must be another number than a'],
    [{ b: '138 0000 0001' }, 'b', 'must be another number than a'],
    [{ b: '4008001234' }, 'b', NOT_A_PARTY],
    [{ b: '95588' }, 'b', NOT_A_PARTY],
    [{ b: '+12025550100' }, 'b', NOT_A_PARTY],
    [{ b: '' }, 'b', NOT_A_PARTY],
    [{ b: 13900000002 }, 'b', 'must be a string'],
    [{ b: null }, 'b', 'must be a string'],
    [{ b: undefined }, 'b', 'is required'],
    [{ b: '1'.repeat(65) }, 'b', 'is too long for a number'],
    [{ x: '12' }, 'x', 'must be a private number'],
    [{ x: person(1) }, 'x', 'must be another number than a and b'],
    // Fixed lines can be called through a private number and cannot call one.
    [
      { a: '075500000001', b: '01000000001' },
      'callDirection',
      'leaves only a fixed line to call, which cannot call a private number',
    ],
    [
      { a: '075500000001', callDirection: 'from-a' },
      'callDirection',
      'leaves only a fixed line to call, which cannot call a private number',
    ],
    // The rest.
    [{ areaCode: '755' }, 'areaCode', 'must be an area code such as 0755'],
    [{ areaMatch: 'exact' }, 'areaMatch', 'must be "strict" or "loose"'],
    [{ callDirection: 'none' }, 'callDirection', 'must be "both", "from-a" or "to-a"'],
    [{ reference: '' }, 'reference', NOT_A_REFERENCE],
    [{ reference: 'r'.repeat(65) }, 'reference', NOT_A_REFERENCE],
    [{ reference: 'a\nb' }, 'reference', NOT_A_REFERENCE],
    [{ userData: '' }, 'userData', NOT_USER_DATA],
    [{ userData: 'a{b' }, 'userData', NOT_USER_DATA],
    [{ userData: 'a}b' }, 'userData', NOT_USER_DATA],
    [{ userData: 'a^b' }, 'userData', NOT_USER_DATA],
    [{ userData: '订单' }, 'userData', NOT_USER_DATA],
    [{ userData: '13812399678' }, 'userData', NO_PHONE],
    [{ userData: 'call +86 138-1239-9678' }, 'userData', NO_PHONE],
    [{ userData: '0755-26123456' }, 'userData', NO_PHONE],
    [{ userData: 'u'.repeat(257) }, 'userData', NOT_USER_DATA],
    [{ maxCallMinutes: -1 }, 'maxCallMinutes', 'must be from 0 to 1440'],
    [{ maxCallMinutes: 1441 }, 'maxCallMinutes', 'must be from 0 to 1440'],
    [{ maxCallMinutes: 1.5 }, 'maxCallMinutes', 'must be whole minutes'],
    [{ sms: 1 }, 'sms', 'must be true or false'],
    [{ app: 'other' }, 'app', 'is not an app of this mode'],
  ])('a bind with %j is 400 that names the field', async (change, path, message) => {
    const answer = await bind({ ...BIND, ...change });

    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body).toEqual(invalid(path, message));
  });

  it.each<[string, string, object]>([
    ['POST', '/bindings', { mode: 'AX', a: person(1) }],
    ['POST', '/bindings', { mode: 'AXB', a: person(1), b: person(2) }],
    ['POST', '/bindings', { mode: 'AXE', a: person(1) }],
    ['POST', '/bindings', { mode: 'AXYB', a: person(1), b: person(2) }],
    ['POST', '/bindings', { mode: 'X', a: person(1), b: person(2), x: xNumber(1) }],
    ['PATCH', '/bindings/abcdefabcdefabcdefabcdefabcdefab', {}],
    [
      'PUT',
      '/bindings/abcdefabcdefabcdefabcdefabcdefab/temporary-callee',
      { callee: person(3), ttlSeconds: 60 },
    ],
  ])('%s %s %j with a phone number in its userData is 400', async (method, path, fields) => {
    const body = { ...fields, userData: 'ring 138-1239-9678' };

    const answer = await stack.request(method, path, { body });

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(invalid('userData', NO_PHONE));
  });

  it('an X that does not belong to the app is 400 that names x', async () => {
    const answer = await bind({ ...BIND, a: person(3), x: xNumber(99) });

    expect(answer.body).toEqual({
      ...invalid('x', 'is not a number of the app'),
      detail: 'the private number asked for does not belong to the app',
    });
  });

  it.each(['AXBY', 'axb', '', 1, null, undefined])(
    'a bind in mode %j is 400 that names the mode',
    async (mode) => {
      const answer = await bind({ ...BIND, mode });

      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ code: 'invalid-request', errors: [{ path: 'mode' }] });
    },
  );

  it('every fault is named at once', async () => {
    const answer = await bind({ ...BIND, ttlSeconds: 1, colour: 'red', size: 1, userData: '^' });

    expect((answer.body as { errors: { path: string }[] }).errors.map(({ path }) => path).sort()).toEqual([
      'colour',
      'size',
      'ttlSeconds',
      'userData',
    ]);
  });

  it.each(['k'.repeat(129), 'a b', ''])('an idempotency key %j is 400', async (key) => {
    const answer = await bind(BIND, { 'idempotency-key': key });

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      type: '/problems/invalid-request',
      title: 'The request is not valid',
      status: 400,
      detail: 'the Idempotency-Key header is not valid',
      code: 'invalid-request',
      errors: [{ path: '', message: NOT_A_KEY }],
    });
  });
});

describe('what the API accepts at its limits', () => {
  let stack: Stack;
  let people = 10;
  beforeAll(async () => {
    stack = await startStack({
      startAt: new Date('2026-03-01T08:00:00.000Z'),
      apps: [
        {
          ...RIDES,
          numbers: [{ x: xNumber(1), areaCode: '0755', sms: true }],
          defaults: { allowPermanent: true },
        },
      ],
    });
  });
  afterAll(() => stack.close());

  const bind = (body: object, headers: Record<string, string> = {}) => {
    people += 2;
    const pair = { mode: 'AXB', a: person(people), b: person(people + 1) };
    return stack.request('POST', '/bindings', { body: { ...pair, ...body }, headers });
  };

  it.each([
    [{ ttlSeconds: 60 }, { expiresAt: '2026-03-01T08:01:00.000Z' }],
    [{ ttlSeconds: 7_776_000 }, { expiresAt: '2026-05-30T08:00:00.000Z' }],
    [{ ttlSeconds: null }, { expiresAt: null }],
    [{}, { expiresAt: '2026-03-01T10:00:00.000Z' }],
    [{ reference: 'r'.repeat(64) }, { reference: 'r'.repeat(64) }],
    [{ reference: '订单 42 🚗' }, { reference: '订单 42 🚗' }],
    [{ userData: '20261127000012345' }, { userData: '20261127000012345' }],
    [{ userData: 'u'.repeat(256) }, { userData: 'u'.repeat(256) }],
    [{ userData: ' !"~|z]_' }, { userData: ' !"~|z]_' }],
    [{ maxCallMinutes: 0 }, { maxCallMinutes: 0 }],
    [{ maxCallMinutes: 1440 }, { maxCallMinutes: 1440 }],
    [
      { record: true, recordTone: 'notice.wav' },
      { record: true, recordTone: 'notice.wav' },
    ],
    [{ b: '075500000009' }, { b: '+8675500000009' }],
    [{ b: '０１０-００００-０００９' }, { b: '+861000000009' }],
    [{ a: '0086 139 0000 0077' }, { a: '+8613900000077' }],
    [{ a: '86 (139) 0000-0078' }, { a: '+8613900000078' }],
    [{ waitingTones: { a: 'a.wav', b: 'b.wav' } }, { waitingTones: { a: 'a.wav', b: 'b.wav' } }],
    [{ callDirection: 'to-a' }, { callDirection: 'to-a' }],
  ])('a bind with %j', async (body, expected) => {
    const answer = await bind(body);

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject(expected);
  });

  it('an idempotency key of 128 characters', async () => {
    const answer = await bind({}, { 'idempotency-key': 'k'.repeat(128) });

    expect(answer.status).toBe(201);
  });
});

import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/bind/handler.ts';
import type { Identity } from '../../../shared/bindings/bind/lock-place.ts';
import type { BindingRequest } from '../../../shared/bindings/model/binding-request.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { aContext, anApiEvent, testChain } from '../../builders/api-event.ts';
import { A, B, X } from '../../builders/bind-request.ts';

const NOW = new Date('2026-03-01T08:00:00.000Z');

const anApp = (changes: object = {}, defaults: object = {}) => ({
  name: 'rides',
  mode: 'AXB',
  defaults: { ttlSeconds: 7200, allowPermanent: false, record: false, areaMatch: 'loose', ...defaults },
  ...changes,
});

const BODY = { mode: 'AXB', a: '13800000001', b: '13900000002' };

/** Everything that goes in, and what the making of bindings was asked for. */
const logger = createLogger({ clock: () => NOW, write: () => undefined });

const send = async (
  body: object,
  {
    apps = [anApp()],
    headers = {},
    kind = 'created',
  }: { apps?: object[]; headers?: Record<string, string>; kind?: string } = {},
) => {
  const asked: { request: BindingRequest; identity: Identity }[] = [];
  const handle = createHandler({
    apps,
    create: async (request: BindingRequest, identity: Identity) => {
      asked.push({ request, identity });
      const binding = {
        ...request,
        bindingId: 'id',
        status: 'active',
        x: X,
        createdAt: NOW.toISOString(),
        version: 1,
      };
      return { kind, binding };
    },
    clock: () => NOW,
    logger,
  } as never);
  const handler = testChain(logger, handle);
  const event = anApiEvent({ route: 'POST /bindings', headers, body: JSON.stringify({ ...BODY, ...body }) });
  const answer = await handler(event, aContext());
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '{}'), asked: asked[0] };
};

describe('a request for a binding', () => {
  it('has the defaults of the app and of the API where it says nothing', async () => {
    const { asked } = await send({});

    expect(asked?.request).toMatchObject({ app: 'rides', mode: 'AXB', a: A, b: B, areaMatch: 'loose' });
    expect([asked?.request.x, asked?.request.areaCode, asked?.request.reference]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(asked?.request.terms).toEqual({ callDirection: 'both', ttlSeconds: 7200, record: false });
  });

  it.each<[string, object, object, object]>([
    ['ttlSeconds', { ttlSeconds: 60 }, {}, { ttlSeconds: 60 }],
    [
      'the tone of the app',
      { record: true },
      { recordTone: 'app.wav' },
      { record: true, recordTone: 'app.wav' },
    ],
    [
      'its own tone',
      { recordTone: 'own.wav' },
      { record: true, recordTone: 'app.wav' },
      { record: true, recordTone: 'own.wav' },
    ],
    [
      'no recording, against the default',
      { record: false },
      { record: true, recordTone: 'app.wav' },
      { record: false },
    ],
    ['no tone without a recording', { recordTone: 'own.wav' }, {}, { record: false }],
    ['sms', { sms: false }, {}, { sms: false }],
    [
      'a limit',
      { maxCallMinutes: 7, lastMinuteTone: 'end.wav' },
      {},
      { maxCallMinutes: 7, lastMinuteTone: 'end.wav' },
    ],
    ['waiting tones', { waitingTones: { b: 'b.wav' } }, {}, { waitingTones: { b: 'b.wav' } }],
    ['user data', { userData: 'abc' }, {}, { userData: 'abc' }],
    ['a direction', { callDirection: 'to-a' }, {}, { callDirection: 'to-a' }],
  ])('carries %s', async (_case, body, defaults, terms) => {
    const { asked, status } = await send(body, { apps: [anApp({}, defaults)] });

    expect(status).toBe(201);
    expect(asked?.request.terms).toEqual({
      callDirection: 'both',
      ttlSeconds: 7200,
      record: false,
      ...terms,
    });
  });

  it('never ends when it says so and the app allows it', async () => {
    const { asked } = await send({ ttlSeconds: null }, { apps: [anApp({}, { allowPermanent: true })] });

    expect(asked?.request.terms).toEqual({ callDirection: 'both', record: false });
  });

  it.each([
    ['needs an app among several', {}, [anApp(), anApp({ name: 'couriers' })], 'app'],
    ['needs an app of the mode', { app: 'rides' }, [anApp({ mode: 'AX' })], 'mode'],
    ['needs a known app', { app: 'others' }, [anApp()], 'app'],
    [
      'needs an app of that mode under that name',
      { app: 'axrides' },
      [anApp(), anApp({ name: 'axrides', mode: 'AX' })],
      'app',
    ],
    ['needs a tone where the app records by default', {}, [anApp({}, { record: true })], 'recordTone'],
    ['needs an end where the app wants one', { ttlSeconds: null }, [anApp()], 'ttlSeconds'],
  ])('%s', async (_case, body, apps, path) => {
    const { status, body: problem, asked } = await send(body, { apps });

    expect(status).toBe(400);
    expect(problem.errors.map((error: { path: string }) => error.path)).toEqual([path]);
    expect(asked).toBeUndefined();
  });

  it('goes to the app that it names', async () => {
    const { asked } = await send({ app: 'couriers' }, { apps: [anApp(), anApp({ name: 'couriers' })] });

    expect(asked?.request.app).toBe('couriers');
  });

  it('is the same request however its numbers are written and its fields are ordered', async () => {
    const one = await send({ x: '170 0000 0001', userData: 'u', sms: true });
    const other = await send({
      sms: true,
      userData: 'u',
      x: '+86-17000000001',
      b: '0086 139-0000-0002',
      a: '+8613800000001',
    });

    expect(JSON.stringify(other.asked?.request)).toBe(JSON.stringify(one.asked?.request));
  });

  it.each<[Record<string, string>, string | undefined]>([
    [{}, undefined],
    [{ 'Idempotency-Key': 'key-1' }, 'key-1'],
    [{ 'idempotency-key': '!~' }, '!~'],
  ])('with headers %j has the idempotency key %s of its caller', async (headers, idempotencyKey) => {
    const { asked } = await send({}, { headers });

    expect(asked?.identity).toEqual({ apiKeyName: 'shop', idempotencyKey });
  });

  it('is answered 201 when it made the binding and 200 when it found it', async () => {
    expect((await send({})).status).toBe(201);
    expect((await send({}, { kind: 'existing' })).status).toBe(200);
  });

  it('is answered with what stopped it', async () => {
    const handle = createHandler({
      apps: [anApp()],
      create: async () => {
        throw new AppError('binding-in-progress', 'another request is making this binding', {
          retryAfterSeconds: 2,
        });
      },
      clock: () => NOW,
      logger,
    } as never);
    const handler = testChain(logger, handle);

    const answer = await handler(
      anApiEvent({ route: 'POST /bindings', body: JSON.stringify(BODY) }),
      aContext(),
    );

    expect([answer.statusCode, answer.headers?.['retry-after']]).toEqual([409, '2']);
  });
});

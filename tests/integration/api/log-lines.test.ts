import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const A = '+8613800000001';
const CALLEE = '+8613900000003';
const X = '+8617000000001';

type Line = Record<string, unknown>;

describe('the line that a request leaves in the log', () => {
  let mode: ModeStack;
  beforeAll(async () => {
    mode = await startModeStack('AX', { store: 'memory' });
  });
  afterAll(() => mode.stack.close());

  /** The lines of one event that this request left, without the id of the request, which it must have. */
  const linesOf = async (event: string, request: () => Promise<unknown>): Promise<readonly Line[]> => {
    const before = mode.stack.logs.length;
    await request();
    return mode.stack.logs
      .slice(before)
      .map((line) => JSON.parse(line) as Line)
      .filter((line) => line['event'] === event)
      .map(({ requestId, ...line }) => ({ ...line, hasRequest: typeof requestId === 'string' }));
  };

  const common = (functionName: string) => ({
    time: '2026-03-01T08:00:00.000Z',
    level: 'info',
    stage: 'local',
    functionName: `privatenumber-test-${functionName}`,
    hasRequest: true,
  });

  it('names binding, app and outcome, and nobody, through the life of a binding', async () => {
    const body = { a: A, x: X, ttlSeconds: 3600 };
    const made = await linesOf('binding-created', () => mode.bind(body));
    const { bindingId } = (await mode.bind(body)).body;
    const path = `/bindings/${bindingId}`;

    expect(made).toEqual([
      { ...common('bind'), event: 'binding-created', bindingId, app: 'journey', mode: 'AX' },
    ]);
    expect(await linesOf('binding-found', () => mode.bind(body))).toEqual([
      { ...common('bind'), event: 'binding-found', bindingId, app: 'journey', mode: 'AX' },
    ]);
    expect(await linesOf('binding-changed', () => mode.ask('PATCH', path, { maxCallMinutes: 5 }))).toEqual([
      { ...common('modify-binding'), event: 'binding-changed', bindingId, app: 'journey', version: 2 },
    ]);
    expect(
      await linesOf('temporary-callee-set', () =>
        mode.ask('PUT', `${path}/temporary-callee`, { callee: CALLEE, ttlSeconds: 120 }),
      ),
    ).toEqual([
      {
        ...common('set-temporary-callee'),
        event: 'temporary-callee-set',
        bindingId,
        app: 'journey',
        ttlSeconds: 120,
      },
    ]);
    await mode.stack.control.faults.add({
      on: 'unbind',
      kind: 'result-code',
      httpStatus: 403,
      code: '1010029',
      times: 1,
    });
    expect(await linesOf('binding-releasing', () => mode.ask('DELETE', path))).toEqual([
      { ...common('unbind'), event: 'binding-releasing', bindingId, app: 'journey' },
    ]);
    expect(await linesOf('binding-ended', () => mode.ask('DELETE', path))).toEqual([
      { ...common('unbind'), event: 'binding-ended', bindingId, app: 'journey' },
    ]);
    for (const number of [A, CALLEE, X]) expect(mode.stack.logs.join()).not.toContain(number.slice(3));
  });

  it('names the app, the state and its cause when a number is taken out by hand', async () => {
    const order = { state: 'suspended', cause: 'reported-by-callers' };

    expect(await linesOf('number-state-set', () => mode.ask('PATCH', `/numbers/${X}`, order))).toEqual([
      { ...common('manage-numbers'), event: 'number-state-set', app: 'journey', ...order, reserved: false },
    ]);
  });

  it.each<[string, object, Line]>([
    [
      'a field that is wrong',
      { a: '110' },
      { code: 'invalid-request', detail: 'the request is not valid: a', errors: [{ path: 'a' }] },
    ],
    [
      'a number of ours as a person',
      { a: X },
      { code: 'invalid-request', detail: 'the request is not valid: a', errors: [{ path: 'a' }] },
    ],
  ])('tells why a request was refused: %s', async (_case, fields, expected) => {
    const [line, ...more] = await linesOf('request-refused', () => mode.bind(fields));

    expect(more).toEqual([]);
    expect(line).toMatchObject({ ...common('bind'), event: 'request-refused', ...expected });
    expect(JSON.stringify(line)).not.toContain(X.slice(3));
  });
});

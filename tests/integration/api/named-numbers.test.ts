import { describe, expect, it } from 'vitest';
import { startModeStack } from '../modes/mode-stack.ts';

const A = '+8613800000001';
const B = '+8613900000002';
const X = '+8617000000001';
const PLATFORM_CHOOSES = { settings: { allocation: 'platform' } };

describe('a bind that names its X', () => {
  it.each([
    ['full', '1012009', 503, 'pool-exhausted'],
    ['without a free extension', '1020167', 503, 'pool-exhausted'],
    ['not to be its own', '1012001', 502, 'platform-rejected'],
    ['taken', '1012010', 409, 'number-taken'],
  ])('which the platform finds %s', async (_case, code, status, problem) => {
    const mode = await startModeStack('AXE');
    await mode.stack.control.faults.add({ on: 'bind', kind: 'result-code', httpStatus: 403, code });

    const refused = await mode.bind({ a: A, x: X });

    await mode.stack.close();
    expect([refused.status, refused.body.code]).toEqual([status, problem]);
    expect(refused.body).toMatchObject({ platform: { httpStatus: 403, code } });
  });

  it('may ask for an extension, and is told when somebody has it', async () => {
    const mode = await startModeStack('AXE');
    const first = await mode.bind({ a: A, x: X, extension: '0042' });

    const second = await mode.bind({ a: B, x: X, extension: '0042' });
    // One that only the platform knows of.
    await mode.stack.control.faults.add({
      on: 'bind',
      kind: 'result-code',
      httpStatus: 403,
      code: '1020167',
    });
    const third = await mode.bind({ a: B, x: X, extension: '0043' });

    await mode.stack.close();
    expect([first.status, second.status, third.status]).toEqual([201, 409, 409]);
    const refusal = { code: 'number-taken', detail: 'the extension asked for is taken' };
    expect(second.body).toMatchObject(refusal);
    expect(third.body).toMatchObject({ ...refusal, platform: { code: '1020167' } });
  });
});

describe('where the platform chooses X', () => {
  it.each(['AX', 'AXE'] as const)(
    'a bind in mode %s without an area is refused before it is asked',
    async (name) => {
      const mode = await startModeStack(name, PLATFORM_CHOOSES);

      const refused = await mode.bind({ a: A });

      const sent = await mode.sent();
      const withArea = await mode.bind({ a: A, areaCode: '0755' });
      const withX = await mode.bind({ a: B, x: '+8617000000006' });
      await mode.stack.close();
      expect([refused.status, refused.body.errors]).toEqual([
        400,
        [{ path: 'areaCode', message: 'is required, because the platform chooses the number of this app' }],
      ]);
      expect(sent).toEqual([]);
      expect([withArea.status, withX.status]).toEqual([201, 201]);
    },
  );

  it('a bind in mode AXB needs none, because the platform takes the city of A', async () => {
    const mode = await startModeStack('AXB', PLATFORM_CHOOSES);

    const bound = await mode.bind({ a: A, b: B });

    await mode.stack.close();
    expect(bound.status).toBe(201);
  });
});

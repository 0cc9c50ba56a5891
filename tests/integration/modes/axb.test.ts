import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ModeStack, startModeStack } from './mode-stack.ts';

const X = '+8617000000001';

describe('a binding of AXB', () => {
  let mode: ModeStack;
  beforeAll(async () => {
    mode = await startModeStack('AXB');
  });
  afterAll(() => mode.stack.close());

  it('escapes the plus when a lost bind is looked for', async () => {
    await mode.stack.control.faults.add({ on: 'bind', kind: 'drop-after', times: 1 });
    await mode.sent();

    const bound = await mode.bind({ a: '+8613800000011', b: '+8613900000012', x: X });

    expect(bound.status).toBe(201);
    expect((await mode.sent()).map(({ method, query }) => [method, query])).toEqual([
      ['POST', ''],
      ['GET', 'relationNum=%2B8617000000001&callerNum=%2B8613800000011&calleeNum=%2B8613900000012'],
    ]);
  });
});

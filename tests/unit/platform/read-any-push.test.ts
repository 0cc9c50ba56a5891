import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { createPushReader } from '../../../shared/platform/pushes/read-push.ts';
import { aPushApp } from '../../builders/pushes.ts';

const read = createPushReader();

describe('any JSON as a push', () => {
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.constant(null), fc.boolean());
  const names = fc.constantFrom(
    'eventType',
    'feeLst',
    'statusInfo',
    'smsEvent',
    'numInfo',
    'sessionId',
    'timestamp',
    'direction',
    'extInfo',
    'extParas',
    'key',
    'value',
    'callerNum',
    'recordFlag',
    '__proto__',
    'constructor',
    'toString',
    'number',
    'status',
  );
  const types = fc.constantFrom('fee', 'numStatus', 'callin', 'answer', 'disconnect');
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      scalar,
      types,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(names, tie('tree'), { maxKeys: 6 }),
    ),
  }));

  it('is read or refused, and never more items come out than went in', () => {
    fc.assert(
      fc.property(
        fc.dictionary(names, tree, { maxKeys: 6 }),
        fc.constantFrom<Mode>('AXB', 'X', 'AXE'),
        (body, mode) => {
          const sent = Buffer.from(JSON.stringify(body), 'utf8');
          const result = read(sent, aPushApp({ mode }), new Date('2026-03-01T04:00:00.000Z'));

          expect(result.kind).toMatch(/^(cdrs|event|sms|number-status|unknown)$/);
          expect(({} as Record<string, unknown>)['recordFlag']).toBeUndefined();
        },
      ),
      { numRuns: 2000 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { elsewhereOf } from '../../../web/simulator/faults/elsewhere.ts';

describe('the words for a fault that strikes no bind', () => {
  it.each([
    ['query', 'http-500', 'unheard', 'query'],
    ['query', 'late', 'unheard', 'query'],
    ['query', 'json-200', 'unheard', 'query'],
    ['query', 'result-code', 'refused', 'query'],
    ['query', 'slow-before', 'slowBefore', 'query'],
    ['unbind', 'drop-before', 'unheard', 'unbind'],
    ['modify', 'drop-after', 'unheard', 'change'],
    ['set-temporary-callee', 'result-code', 'refused', 'change'],
    ['recording-url', 'empty', 'unheard', 'recording'],
    ['download', 'truncated', 'unheard', 'recording'],
    ['call-stop', 'redirect-loop', 'unheard', 'other'],
    ['report-add', 'stalled', 'unheard', 'other'],
  ] as const)('on %s, %s are those of %s, %s', (on, kind, effect, place) => {
    expect(elsewhereOf({ on, kind })).toEqual({ effect, place });
  });

  it.each([
    ['bind', 'http-500'],
    ['any', 'late'],
    ['query', 'throttled'],
    ['query', 'slow'],
    ['download', 'wrong-certificate'],
    ['push', 'duplicate'],
  ])('on %s, %s are those of the kind', (on, kind) => {
    expect(elsewhereOf({ on, kind })).toBeUndefined();
  });
});

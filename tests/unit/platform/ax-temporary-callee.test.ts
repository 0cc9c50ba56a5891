import { describe, expect, it } from 'vitest';
import { createAxTemporaryCallee } from '../../../shared/platform/modes/ax/ax.ts';
import { B } from '../../builders/bind-request.ts';
import {
  bodyOf,
  refusing,
  SCRIPTED_APP,
  type Scripted,
  scriptedPlatform,
  succeeding,
} from '../../fakes/scripted-platform.ts';

const LOST = { kind: 'unanswered', reason: 'connection', mayHaveApplied: true, cause: undefined } as const;

const set = async (callee: { ttlSeconds: number; userData: string | undefined }, ...script: Scripted[]) => {
  const { client, sent } = scriptedPlatform(script);
  const callees = createAxTemporaryCallee(client, SCRIPTED_APP);
  return { result: await callees.setTemporaryCallee('subscription-a', { number: B, ...callee }), sent };
};

describe('the temporary callee of an AX binding', () => {
  it.each<[string, number, string | undefined, object]>([
    ['with all fields', 259_200, 'order-42', { duration: 259_200, userData: 'order-42' }],
    ['without user data', 60, undefined, { duration: 60 }],
  ])('is sent %s, in seconds', async (_case, ttlSeconds, userData, fields) => {
    const { result, sent } = await set({ ttlSeconds, userData }, succeeding());

    expect(result).toEqual({ kind: 'ok', value: 'set' });
    expect(sent).toMatchObject([
      { method: 'PUT', url: 'https://platform.example.com/rest/caas/privatenumber/calleenumber/v1.0' },
    ]);
    expect(bodyOf(sent[0])).toEqual({
      subscriptionId: 'subscription-a',
      calleeNum: '+8613900000002',
      ...fields,
    });
  });

  it.each(['1011004', '1016001'])('needs a binding: %s', async (code) => {
    const { result } = await set({ ttlSeconds: 60, userData: undefined }, refusing(403, code));

    expect(result).toEqual({ kind: 'ok', value: 'not-found' });
  });

  it('is sent again after a lost answer, because it overwrites', async () => {
    const { result, sent } = await set({ ttlSeconds: 60, userData: undefined }, LOST, succeeding());

    expect(result).toEqual({ kind: 'ok', value: 'set', earlierMayApply: true });
    expect(sent).toHaveLength(2);
  });
});

import { describe, expect, it } from 'vitest';
import { createAxybPlatform } from '../../../shared/platform/modes/axyb/axyb.ts';
import { aBindRequest, X } from '../../builders/bind-request.ts';
import {
  refusing,
  SCRIPTED_APP,
  type Scripted,
  scriptedPlatform,
  succeeding,
} from '../../fakes/scripted-platform.ts';

const ADDRESS = 'https://platform.example.com/rest/omp/xyrelationnumber/v1.0?app_key=made-up%2Bapp-key';
const Y = '+8617000000009';

const axyb = (...script: Scripted[]) => {
  const scripted = scriptedPlatform(script);
  const app = { ...SCRIPTED_APP, appKey: 'made-up+app-key' };
  return { ...scripted, platform: createAxybPlatform(scripted.client, app) };
};

const request = () => aBindRequest({ x: undefined });

const lost = { kind: 'unanswered', reason: 'time-out', mayHaveApplied: true, cause: undefined } as const;
const notSent = { ...lost, reason: 'connection', mayHaveApplied: false } as const;

const stepX = succeeding({ subscriptionId: 'subscription-a', relationNumber: '+8617000000001' });

const anEntry = (changes: object = {}) => ({
  bindId: 'subscription-a',
  numA: '+8613800000001',
  numX: '+8617000000001',
  numY: Y,
  numB: '+8613900000002',
  recordFlag: 'true',
  recordHintTone: 'notice.wav',
  subscribeTime: '2026-03-01 08:00:00',
  callDirection: 1,
  duration: '7200',
  ybDuration: '0',
  ...changes,
});

const half = anEntry({ numY: '', numB: '' });

const list = (...entries: unknown[]) => succeeding({ xyRelationNumList: entries });

const methods = (sent: readonly { method: string }[]) => sent.map(({ method }) => method);

describe('a second step of an AXYB bind that fails', () => {
  it.each<[string, Scripted, object]>([
    ['refused', refusing(403, '1012008'), { kind: 'refused', code: '1012008', problem: 'pool-exhausted' }],
    ['throttled', refusing(403, '1010010'), { kind: 'refused', class: 'throttled' }],
    ['never sent', notSent, { kind: 'unanswered', mayHaveApplied: false }],
  ])('for sure (%s) takes the first one back before it is answered', async (_case, failure, expected) => {
    const { platform, sent } = axyb(stepX, failure, succeeding());

    const bound = await platform.bind(request());

    expect(bound).toMatchObject(expected);
    expect(methods(sent)).toEqual(['POST', 'POST', 'DELETE']);
    expect(sent[2]?.url).toBe(`${ADDRESS}&subscriptionId=subscription-a`);
  });

  it('is answered as it is when the first one is gone by itself', async () => {
    const { platform } = axyb(stepX, refusing(403, '1012008'), refusing(403, '1016001'));

    expect(await platform.bind(request())).toMatchObject({ kind: 'refused', code: '1012008' });
  });

  it('is undecided when the first one cannot be taken back', async () => {
    const { platform } = axyb(stepX, refusing(403, '1012008'), refusing(403, '1010029'));

    expect(await platform.bind(request())).toMatchObject({
      kind: 'inconclusive',
      mayHaveApplied: true,
      cause: { code: 'account-suspended' },
    });
  });

  it.each<[string, Scripted]>([
    ['lost', lost],
    ['a fault of theirs', refusing(500, '1010001')],
    ['without a readable Y', succeeding({ subscriptionId: 'subscription-a', relationNumber: 7 })],
  ])('perhaps (%s) and was applied is found by a query', async (_case, answer) => {
    const { platform, sent } = axyb(stepX, answer, list(anEntry()));

    const bound = await platform.bind(request());

    expect(bound).toEqual({ kind: 'ok', value: { subscriptionId: 'subscription-a', x: X, y: Y } });
    expect(methods(sent)).toEqual(['POST', 'POST', 'GET']);
    expect(sent[2]?.url).toBe(`${ADDRESS}&subscriptionId=subscription-a`);
  });

  it.each<[string, Scripted]>([
    ['there is no B', list(half)],
    ['there is another B', list(anEntry({ numB: '+8613800000009' }))],
  ])('perhaps and was not applied takes the first one back: %s', async (_case, answer) => {
    const { platform, sent } = axyb(stepX, lost, answer, succeeding());

    const bound = await platform.bind(request());

    // Late, it finds nothing to add B to.
    expect(bound).toMatchObject({ kind: 'unanswered', reason: 'time-out', mayHaveApplied: false });
    expect(methods(sent)).toEqual(['POST', 'POST', 'GET', 'DELETE']);
  });

  it('perhaps, and nobody knows, is left for the next query', async () => {
    const { platform, sent } = axyb(stepX, lost, refusing(403, '1010010'));

    const bound = await platform.bind(request());

    expect(bound).toMatchObject({ kind: 'unanswered', mayHaveApplied: true });
    expect(methods(sent)).toEqual(['POST', 'POST', 'GET']);
  });
});

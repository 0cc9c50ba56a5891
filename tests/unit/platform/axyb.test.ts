import { describe, expect, it } from 'vitest';
import type { BindRequest } from '../../../shared/bindings/model/binding-platform.ts';
import { createAxybPlatform } from '../../../shared/platform/modes/axyb/axyb.ts';
import { A, aBindRequest, B, X } from '../../builders/bind-request.ts';
import {
  bodyOf,
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

const request = (changes: Partial<BindRequest> = {}) => aBindRequest({ x: undefined, ...changes });

const lost = { kind: 'unanswered', reason: 'time-out', mayHaveApplied: true, cause: undefined } as const;
const notSent = { ...lost, reason: 'connection', mayHaveApplied: false } as const;

const stepX = succeeding({ subscriptionId: 'subscription-a', relationNumber: '+8617000000001' });
const stepY = succeeding({ subscriptionId: 'subscription-a', relationNumber: Y });

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

describe('bind', () => {
  it.each<[string, Partial<BindRequest>, object]>([
    ['no end', {}, { areaMatchMode: '1', callDirection: 0, duration: 0, recordFlag: 'false' }],
    [
      'everything',
      {
        areaCode: '0755',
        areaMatch: 'strict',
        terms: {
          callDirection: 'from-a',
          ttlSeconds: 7200,
          ybTtlSeconds: 600,
          record: true,
          recordTone: 'notice.wav',
          waitingTones: { x: 'music-x.wav', y: 'music-y.wav' },
          userData: 'order-42',
        },
      },
      {
        areaCode: '0755',
        areaMatchMode: '0',
        callDirection: 1,
        duration: 7200,
        ybDuration: 600,
        recordFlag: 'true',
        recordHintTone: 'notice.wav',
        preVoiceX: 'music-x.wav',
        preVoiceY: 'music-y.wav',
        userData: 'order-42',
      },
    ],
  ])('sends two steps with %s, the second with the id of the first', async (_case, changes, fields) => {
    const { platform, sent } = axyb(stepX, stepY);

    const bound = await platform.bind(request(changes));

    expect(sent).toMatchObject([
      { method: 'POST', url: ADDRESS },
      { method: 'POST', url: ADDRESS },
    ]);
    expect(bodyOf(sent[0])).toEqual({ origNum: '+8613800000001', ...fields });
    expect(bodyOf(sent[1])).toEqual({
      origNum: '+8613900000002',
      subscriptionId: 'subscription-a',
      ...fields,
    });
    expect(bound).toEqual({ kind: 'ok', value: { subscriptionId: 'subscription-a', x: X, y: Y } });
  });

  it('is one step when anybody may call', async () => {
    const { platform, sent } = axyb(stepX);

    const bound = await platform.bind(request({ b: undefined }));

    expect(bound).toEqual({ kind: 'ok', value: { subscriptionId: 'subscription-a', x: X } });
    expect(sent).toHaveLength(1);
  });

  it.each<[string, Scripted, object]>([
    ['is refused', refusing(403, '1012008'), { kind: 'refused', class: 'exhausted' }],
    ['is lost', lost, { kind: 'unanswered', mayHaveApplied: true }],
    ['has no id', succeeding({ relationNumber: Y }), { kind: 'unanswered', reason: 'unreadable' }],
    ['has no X', succeeding({ subscriptionId: 'subscription-a' }), { kind: 'unanswered' }],
    ['has an empty X', succeeding({ subscriptionId: 'a', relationNumber: '' }), { kind: 'unanswered' }],
  ])('ends with the first step when that %s', async (_case, answer, expected) => {
    const { platform, sent } = axyb(answer);

    expect(await platform.bind(request())).toMatchObject(expected);
    expect(sent).toHaveLength(1);
  });
});

describe('a second step that fails', () => {
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
      kind: 'unanswered',
      mayHaveApplied: true,
      cause: { code: 'account-suspended' },
    });
  });

  it.each<[string, Scripted]>([
    ['lost', lost],
    ['a fault of theirs', refusing(500, '1010001')],
    ['without a readable Y', succeeding({ subscriptionId: 'subscription-a', relationNumber: 7 })],
  ])('perhaps (%s) and was applied is found by a decisionRequest', async (_case, answer) => {
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

    expect(bound).toMatchObject({ kind: 'unanswered', reason: 'time-out', mayHaveApplied: true });
    expect(methods(sent)).toEqual(['POST', 'POST', 'GET', 'DELETE']);
  });

  it('perhaps, and nobody knows, is left for the next question', async () => {
    const { platform, sent } = axyb(stepX, lost, refusing(403, '1010010'));

    const bound = await platform.bind(request());

    expect(bound).toMatchObject({ kind: 'unanswered', mayHaveApplied: true });
    expect(methods(sent)).toEqual(['POST', 'POST', 'GET']);
  });
});

describe('unbind', () => {
  it('names the subscription, which ends every Y of it', async () => {
    const { platform, sent } = axyb(succeeding());

    expect(await platform.unbind('subscription-a')).toEqual({ kind: 'ok', value: 'released' });
    expect(sent).toMatchObject([
      { method: 'DELETE', url: `${ADDRESS}&subscriptionId=subscription-a`, body: undefined },
    ]);
  });

  it.each(['1016001', '1012001', '1012007'])('is done when nothing is there: %s', async (code) => {
    const { platform } = axyb(refusing(403, code));

    expect(await platform.unbind('subscription-a')).toEqual({ kind: 'ok', value: 'not-found' });
  });
});

it('modify is refused without a call, because the platform has none', async () => {
  const { platform, sent } = axyb();

  const result = await platform.modify(
    'subscription-a',
    { userData: 'order-43' },
    { callDirection: 'both', record: false },
  );

  expect(result).toMatchObject({ kind: 'refused', class: 'validation', problem: 'not-changeable' });
  expect(sent).toEqual([]);
});

describe('get', () => {
  it('asks by subscription and reads durations that are text', async () => {
    const { platform, sent } = axyb(list(anEntry()));

    const binding = await platform.get('subscription-a');

    expect(sent[0]).toMatchObject({ method: 'GET', url: `${ADDRESS}&subscriptionId=subscription-a` });
    expect(binding).toEqual({
      kind: 'ok',
      value: {
        subscriptionId: 'subscription-a',
        a: A,
        b: B,
        x: X,
        y: Y,
        callDirection: 'from-a',
        ttlSeconds: 7200,
        record: true,
        recordTone: 'notice.wav',
        maxCallMinutes: undefined,
      },
    });
  });

  it('is one binding however many people have called X', async () => {
    const second = anEntry({ bindId: 'subscription-a-2', numB: '+8613800000009', numY: '+8617000000008' });
    const { platform } = axyb(list(anEntry(), second));

    expect(await platform.get('subscription-a')).toMatchObject({
      value: { subscriptionId: 'subscription-a', a: A, x: X, b: undefined, y: undefined },
    });
  });

  it.each<[string, Scripted]>([
    ['code 1016001', refusing(403, '1016001')],
    ['an empty list', list()],
  ])('finds nothing with %s', async (_case, answer) => {
    const { platform } = axyb(answer);

    expect(await platform.get('subscription-a')).toEqual({ kind: 'ok', value: undefined });
  });

  it('does not take an unreadable answer for "not found"', async () => {
    const answer = succeeding({ xyRelationNumList: [{ numA: '+8613800000001' }] });
    const { platform } = axyb(answer, answer, answer);

    expect(await platform.get('subscription-a')).toMatchObject({ kind: 'unanswered', reason: 'unreadable' });
  });
});

describe('find', () => {
  const otherB = anEntry({ numB: '+8613800000009', numY: '+8617000000008' });

  it('asks by X, escaped, and takes the entry of A and B', async () => {
    const { platform, sent } = axyb(list(otherB, anEntry()));

    const found = await platform.find({ x: X, a: A, b: B });

    expect(sent.map(({ url }) => url)).toEqual([`${ADDRESS}&relationNum=%2B8617000000001`]);
    expect(found).toMatchObject({ value: { subscriptionId: 'subscription-a', a: A, b: B, y: Y } });
  });

  it('answers with the half that was made, to be taken away', async () => {
    const { platform } = axyb(list(half));

    expect(await platform.find({ x: X, a: A, b: B })).toMatchObject({
      kind: 'ok',
      value: { subscriptionId: 'subscription-a', b: undefined, y: undefined },
    });
  });

  it.each<[string, unknown]>([
    ['of another A', anEntry({ numA: '+8613800000009' })],
    ['half made of another A', { ...half, numA: '+8613800000009' }],
    ['on another X', anEntry({ numX: '+8617000000002' })],
    ['where X is the Y of somebody', anEntry({ numX: '+8617000000002', numY: '+8617000000001' })],
    ['of another B', otherB],
  ])('does not take an entry %s', async (_case, entry) => {
    const { platform } = axyb(list(entry));

    expect(await platform.find({ x: X, a: A, b: B })).toEqual({ kind: 'ok', value: undefined });
  });

  it('asks for A alone when anybody may call', async () => {
    const { platform } = axyb(list(half));

    expect(await platform.find({ x: X, a: A, b: undefined })).toMatchObject({
      value: { subscriptionId: 'subscription-a' },
    });
  });

  it('does not know when the platform says no', async () => {
    const { platform } = axyb(refusing(403, '1012001'));

    expect(await platform.find({ x: X, a: A, b: B })).toMatchObject({ kind: 'refused', code: '1012001' });
  });
});

it('list tells each binding of an X once', async () => {
  const { platform, sent } = axyb(list(anEntry(), anEntry({ numB: '+8613800000009' })));

  const page = await platform.list(X, undefined);

  expect(sent.map(({ url }) => url)).toEqual([`${ADDRESS}&relationNum=%2B8617000000001`]);
  expect(page).toMatchObject({
    kind: 'ok',
    value: { bindings: [{ subscriptionId: 'subscription-a', b: undefined }], next: undefined },
  });
});

import { describe, expect, it } from 'vitest';
import type { BindingTerms } from '../../../shared/bindings/model/binding.ts';
import type { BindingChange, BindRequest } from '../../../shared/bindings/model/binding-platform.ts';
import { createAxPlatform, createAxTemporaryCallee } from '../../../shared/platform/modes/ax/ax.ts';
import { A, aBindRequest, B, OTHER_X, X } from '../../builders/bind-request.ts';
import {
  bodyOf,
  refusing,
  SCRIPTED_APP,
  type Scripted,
  scriptedPlatform,
  succeeding,
} from '../../fakes/scripted-platform.ts';

const ADDRESS = 'https://platform.example.com/rest/provision/caas/privatenumber/v1.0';

const ax = (...script: Scripted[]) => {
  const scripted = scriptedPlatform(script);
  return { ...scripted, platform: createAxPlatform(scripted.client, SCRIPTED_APP) };
};

const request = (changes: Partial<BindRequest> = {}) => aBindRequest({ b: undefined, ...changes });

const anEntry = (changes: object = {}) => ({
  origNum: '+8613800000001',
  privateNum: '+8617000000001',
  privateNumType: 'mobile-virtual',
  subscribeTime: '2026-03-01 08:00:00',
  subscriptionId: 'subscription-a',
  recordFlag: 'true',
  recordHintTone: 'notice.wav',
  maxDuration: 60,
  callDirection: 2,
  ...changes,
});

const list = (...entries: unknown[]) => succeeding({ privateNumList: entries });

describe('bind', () => {
  it.each<[string, Partial<BindRequest>, object]>([
    ['a named X', {}, { privateNum: '+8617000000001', callDirection: 0, recordFlag: 'false' }],
    [
      'an X of the platform, loosely by city',
      { x: undefined, areaCode: '0755' },
      { areaCode: '0755', areaMatchMode: '1', callDirection: 0, recordFlag: 'false' },
    ],
    [
      'an X of the platform, strictly by city',
      { x: undefined, areaCode: '010', areaMatch: 'strict' },
      { areaCode: '010', areaMatchMode: '0', callDirection: 0, recordFlag: 'false' },
    ],
    [
      'everything, but never a life time',
      {
        areaCode: '0755',
        terms: {
          callDirection: 'to-a',
          ttlSeconds: 7200,
          record: true,
          recordTone: 'notice.wav',
          maxCallMinutes: 60,
          lastMinuteTone: 'minute.wav',
          sms: true,
          waitingTones: { a: 'music-a.wav', others: 'music-others.wav' },
          userData: 'order-42',
        },
      },
      {
        privateNum: '+8617000000001',
        callDirection: 2,
        recordFlag: 'true',
        recordHintTone: 'notice.wav',
        maxDuration: 60,
        lastMinVoice: 'minute.wav',
        privateSms: 'true',
        preVoice: { callerHintTone: 'music-a.wav', calleeHintTone: 'music-others.wav' },
        userData: 'order-42',
      },
    ],
  ])('sends %s as the platform wants it', async (_case, changes, fields) => {
    const { platform, sent } = ax(succeeding({ subscriptionId: 'subscription-a' }));

    await platform.bind(request(changes));

    expect(sent).toMatchObject([{ method: 'POST', url: ADDRESS }]);
    expect(bodyOf(sent[0])).toEqual({
      origNum: '+8613800000001',
      privateNumType: 'mobile-virtual',
      calleeNumDisplay: '0',
      ...fields,
    });
  });

  it.each<[string, object, string]>([
    ['the platform says', { privateNum: '+8617000000002' }, '+8617000000002'],
    ['was asked for', {}, '+8617000000001'],
  ])('answers with the X that %s', async (_case, fields, x) => {
    const { platform } = ax(succeeding({ subscriptionId: 'subscription-a', ...fields }));

    expect(await platform.bind(request())).toEqual({
      kind: 'ok',
      value: { subscriptionId: 'subscription-a', x },
    });
  });

  it.each<[string, Partial<BindRequest>, object]>([
    ['without an id', {}, { privateNum: '+8617000000001' }],
    ['with nobody saying which X', { x: undefined }, { subscriptionId: 'subscription-a' }],
  ])('does not believe in a success %s', async (_case, changes, fields) => {
    const { platform, sent } = ax(succeeding(fields));

    const bound = await platform.bind(request(changes));

    expect(bound).toMatchObject({ kind: 'unanswered', reason: 'unreadable', mayHaveApplied: true });
    expect(sent).toHaveLength(1);
  });
});

describe('unbind', () => {
  it('names the subscription and nothing else', async () => {
    const { platform, sent } = ax(succeeding());

    expect(await platform.unbind('subscription-a')).toEqual({ kind: 'ok', value: 'released' });
    expect(sent).toMatchObject([
      { method: 'DELETE', url: `${ADDRESS}?subscriptionId=subscription-a`, body: undefined },
    ]);
  });

  it.each(['1011004', '1016001', '1012007', '1011001'])('is done when nothing is there: %s', async (code) => {
    const { platform, lines } = ax(refusing(403, code));

    expect(await platform.unbind('subscription-a')).toEqual({ kind: 'ok', value: 'not-found' });
    expect(lines.filter((line) => line['unbindNotFound'] === 1)).toHaveLength(1);
  });
});

describe('modify', () => {
  const terms: BindingTerms = {
    callDirection: 'both',
    ttlSeconds: 7200,
    record: true,
    recordTone: 'notice.wav',
    maxCallMinutes: 60,
    lastMinuteTone: 'minute.wav',
  };

  it.each<[string, BindingChange, object]>([
    ['A', { a: B }, { origNum: '+8613900000002' }],
    ['the direction', { callDirection: 'from-a' }, { callDirection: 1 }],
    ['recording on', { record: true }, { recordFlag: 'true', recordHintTone: 'notice.wav' }],
    ['the longest call', { maxCallMinutes: 60 }, { maxDuration: 60, lastMinVoice: 'minute.wav' }],
    ['texts', { sms: true }, { privateSms: 'true' }],
    ['user data', { userData: 'order-43' }, { userData: 'order-43' }],
    ['no life time', { ttlSeconds: 600, userData: 'order-43' }, { userData: 'order-43' }],
    ['no end of it', { ttlSeconds: null, userData: 'order-43' }, { userData: 'order-43' }],
  ])('sends %s', async (_case, change, fields) => {
    const { platform, sent } = ax(succeeding());

    const result = await platform.modify('subscription-a', change, terms);

    expect(result).toEqual({ kind: 'ok', value: 'modified' });
    expect(sent).toMatchObject([{ method: 'PUT', url: ADDRESS }]);
    expect(bodyOf(sent[0])).toEqual({ subscriptionId: 'subscription-a', ...fields });
  });

  it.each(['1016001', '1012007', '1011004', '1011001'])('finds nothing to change: %s', async (code) => {
    const { platform } = ax(refusing(403, code));

    const result = await platform.modify('subscription-a', { a: B }, terms);

    expect(result).toEqual({ kind: 'ok', value: 'not-found' });
  });

  it.each<[string, Scripted, object]>([
    ['there', list(anEntry()), { kind: 'ok', value: 'modified' }],
    ['gone', refusing(403, '1016001'), { kind: 'ok', value: 'not-found' }],
    ['beyond asking', refusing(403, '1010010'), { kind: 'refused', class: 'throttled' }],
  ])(
    'only asks whether the binding is there for a life time of ours: %s',
    async (_case, answer, expected) => {
      const { platform, sent } = ax(answer);

      const result = await platform.modify('subscription-a', { ttlSeconds: 600 }, terms);

      expect(result).toMatchObject(expected);
      expect(sent.map(({ method }) => method)).toEqual(['GET']);
    },
  );

  it('goes on without A when the binding has that A already', async () => {
    const { platform, sent } = ax(refusing(403, '1016002'), list(anEntry()), succeeding());

    const result = await platform.modify('subscription-a', { a: A, sms: false }, terms);

    expect(result).toEqual({ kind: 'ok', value: 'modified' });
    expect(bodyOf(sent[2])).toEqual({ subscriptionId: 'subscription-a', privateSms: 'false' });
  });
});

describe('get', () => {
  it('asks by subscription and answers in our words, without a life time', async () => {
    const { platform, sent } = ax(list(anEntry()));

    const binding = await platform.get('subscription-a');

    expect(sent[0]).toMatchObject({ method: 'GET', url: `${ADDRESS}?subscriptionId=subscription-a` });
    expect(binding).toEqual({
      kind: 'ok',
      value: {
        subscriptionId: 'subscription-a',
        a: A,
        b: undefined,
        x: X,
        callDirection: 'to-a',
        ttlSeconds: undefined,
        record: true,
        recordTone: 'notice.wav',
        maxCallMinutes: 60,
      },
    });
  });

  it('knows nothing of what was never set', async () => {
    const { platform } = ax(list({ subscriptionId: 'subscription-a' }));

    expect(await platform.get('subscription-a')).toMatchObject({
      value: { a: undefined, callDirection: undefined, record: undefined, maxCallMinutes: undefined },
    });
  });

  it.each<[string, Scripted]>([
    ['code 1016001', refusing(403, '1016001')],
    ['code 1012007', refusing(403, '1012007')],
    ['an empty list', list()],
    ['only another subscription', list(anEntry({ subscriptionId: 'subscription-b' }))],
  ])('finds nothing with %s', async (_case, answer) => {
    const { platform } = ax(answer);

    expect(await platform.get('subscription-a')).toEqual({ kind: 'ok', value: undefined });
  });

  it.each<[string, Scripted]>([
    ['no list', succeeding()],
    ['a null list', succeeding({ privateNumList: null })],
    ['an entry without id', list(anEntry({ subscriptionId: '' }))],
  ])('does not take %s for "not found"', async (_case, answer) => {
    const { platform } = ax(answer, answer, answer);

    expect(await platform.get('subscription-a')).toMatchObject({ kind: 'unanswered', reason: 'unreadable' });
  });
});

describe('find', () => {
  const there = { x: X, a: A, b: undefined };

  it('asks by A, escaped, and takes the one on X', async () => {
    const other = anEntry({ subscriptionId: 'subscription-b', privateNum: '+8617000000002' });
    const { platform, sent } = ax(list(other, anEntry()));

    const found = await platform.find(there);

    expect(sent.map(({ url }) => url)).toEqual([`${ADDRESS}?origNum=%2B8613800000001`]);
    expect(found).toMatchObject({ kind: 'ok', value: { subscriptionId: 'subscription-a', x: X, a: A } });
  });

  it.each<[string, Scripted]>([
    ['nothing of A', refusing(403, '1016001')],
    ['another X alone', list(anEntry({ privateNum: OTHER_X }))],
    ['another A', list(anEntry({ origNum: B }))],
    ['an entry that tells no X', list(anEntry({ privateNum: undefined }))],
  ])('does not take %s', async (_case, answer) => {
    const { platform } = ax(answer);

    expect(await platform.find(there)).toEqual({ kind: 'ok', value: undefined });
  });
});

describe('the numbers of a person', () => {
  it('are asked for by A, in one question', async () => {
    const other = anEntry({ subscriptionId: 'subscription-b', privateNum: '+8617000000002' });
    const { platform, sent } = ax(list(anEntry(), other));

    const found = await platform.numbersOf?.(A);

    expect(found).toEqual({ kind: 'ok', value: ['+8617000000001', '+8617000000002'] });
    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET https://platform.example.com/rest/provision/caas/privatenumber/v1.0?origNum=%2B8613800000001',
    ]);
  });

  it('are none when there are none, and unknown when nobody says', async () => {
    const { platform } = ax(refusing(403, '1016001'), refusing(403, '1010029'));

    const none = await platform.numbersOf?.(A);
    const refused = await platform.numbersOf?.(A);

    expect(none).toEqual({ kind: 'ok', value: [] });
    expect(refused).toMatchObject({ kind: 'refused', code: '1010029' });
  });
});

describe('list', () => {
  it('asks by X', async () => {
    const { platform, sent } = ax(list(anEntry()));

    const page = await platform.list(X, undefined);

    expect(sent.map(({ url }) => url)).toEqual([`${ADDRESS}?privateNum=%2B8617000000001`]);
    expect(page).toMatchObject({
      value: { bindings: [{ subscriptionId: 'subscription-a' }], next: undefined },
    });
  });

  it('is empty when X has no binding, and a refusal when X is not ours', async () => {
    const { platform } = ax(refusing(403, '1016001'), refusing(403, '1012102'));

    expect(await platform.list(X, undefined)).toEqual({
      kind: 'ok',
      value: { bindings: [], next: undefined },
    });
    expect(await platform.list(X, undefined)).toMatchObject({ kind: 'refused', class: 'account' });
  });
});

describe('the temporary callee', () => {
  const set = (...script: Scripted[]) => {
    const scripted = scriptedPlatform(script);
    return { ...scripted, callees: createAxTemporaryCallee(scripted.client, SCRIPTED_APP) };
  };

  it.each<[string, number, string | undefined, object]>([
    ['with all fields', 259_200, 'order-42', { duration: 259_200, userData: 'order-42' }],
    ['without user data', 60, undefined, { duration: 60 }],
  ])('is sent %s, in seconds', async (_case, ttlSeconds, userData, fields) => {
    const { callees, sent } = set(succeeding());

    const result = await callees.setTemporaryCallee('subscription-a', { number: B, ttlSeconds, userData });

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
    const { callees } = set(refusing(403, code));

    const result = await callees.setTemporaryCallee('subscription-a', {
      number: B,
      ttlSeconds: 60,
      userData: undefined,
    });

    expect(result).toEqual({ kind: 'ok', value: 'not-found' });
  });

  it('is sent again after a lost answer, because it overwrites', async () => {
    const lost = {
      kind: 'unanswered',
      reason: 'connection',
      mayHaveApplied: true,
      cause: undefined,
    } as const;
    const { callees, sent } = set(lost, succeeding());

    const result = await callees.setTemporaryCallee('subscription-a', {
      number: B,
      ttlSeconds: 60,
      userData: undefined,
    });

    expect(result).toEqual({ kind: 'ok', value: 'set' });
    expect(sent).toHaveLength(2);
  });
});

import { describe, expect, it } from 'vitest';
import type { BindingTerms } from '../../../shared/bindings/model/binding.ts';
import type { BindingChange, BindRequest } from '../../../shared/bindings/model/binding-platform.ts';
import { createAxbPlatform } from '../../../shared/platform/modes/axb/axb.ts';
import { A, aBindRequest, B, X } from '../../builders/bind-request.ts';
import {
  bodyOf,
  succeeding as ok,
  refusing,
  SCRIPTED_APP,
  type Scripted,
  scriptedPlatform,
} from '../../fakes/scripted-platform.ts';

const ADDRESS = 'https://platform.example.com/rest/caas/relationnumber/partners/v1.0';

const axb = (...script: Scripted[]) => {
  const scripted = scriptedPlatform(script);
  return { ...scripted, platform: createAxbPlatform(scripted.client, SCRIPTED_APP) };
};

/** An entry as the platform answers it. */
const anEntry = (changes: object = {}) => ({
  subscriptionId: 'subscription-a',
  callerNum: '+8613800000001',
  calleeNum: '+8613900000002',
  relationNum: '+8617000000001',
  callDirection: 1,
  duration: 7200,
  subscribeTime: '2026-03-01 08:00:00',
  recordFlag: 'true',
  recordHintTone: 'notice.wav',
  preVoice: { callerHintTone: 'music.wav' },
  maxDuration: 60,
  privateSms: 'false',
  ...changes,
});

const list = (...entries: unknown[]) =>
  ok({
    app_key: 'key',
    totalCount: entries.length,
    pageIndex: '1',
    pageSize: '50',
    relationNumList: entries,
  });

describe('bind', () => {
  it.each<[string, Partial<BindRequest>, object]>([
    ['a named X', {}, { relationNum: '+8617000000001', callDirection: 0, recordFlag: 'false' }],
    [
      'an X of the platform, loosely by city',
      { x: undefined, areaCode: '0755' },
      { areaCode: '0755', areaMatchMode: '1', callDirection: 0, recordFlag: 'false' },
    ],
    [
      'an X of the platform, strictly by home city',
      { x: undefined, areaMatch: 'strict' },
      { areaMatchMode: '0', callDirection: 0, recordFlag: 'false' },
    ],
    [
      'everything',
      {
        areaCode: '0755',
        terms: {
          callDirection: 'to-a',
          ttlSeconds: 7200,
          record: true,
          recordTone: 'notice.wav',
          maxCallMinutes: 60,
          lastMinuteTone: 'minute.wav',
          sms: false,
          waitingTones: { a: 'music-a.wav', b: 'music-b.wav' },
          userData: 'order-42',
        },
      },
      {
        relationNum: '+8617000000001',
        callDirection: 2,
        duration: 7200,
        recordFlag: 'true',
        recordHintTone: 'notice.wav',
        maxDuration: 60,
        lastMinVoice: 'minute.wav',
        privateSms: 'false',
        preVoice: { callerHintTone: 'music-a.wav', calleeHintTone: 'music-b.wav' },
        userData: 'order-42',
      },
    ],
    [
      'tones that nobody would hear',
      {
        terms: {
          callDirection: 'from-a',
          record: false,
          recordTone: 'notice.wav',
          maxCallMinutes: 0,
          lastMinuteTone: 'minute.wav',
          sms: true,
          waitingTones: {},
        },
      },
      {
        relationNum: '+8617000000001',
        callDirection: 1,
        recordFlag: 'false',
        maxDuration: 0,
        privateSms: 'true',
      },
    ],
  ])('sends %s as the platform wants it', async (_case, changes, fields) => {
    const { platform, sent } = axb(ok({ subscriptionId: 'subscription-a' }));

    await platform.bind(aBindRequest(changes));

    expect(sent).toMatchObject([{ method: 'POST', url: ADDRESS }]);
    expect(bodyOf(sent[0])).toEqual({
      callerNum: '+8613800000001',
      calleeNum: '+8613900000002',
      ...fields,
    });
  });

  it.each<[string, object, object]>([
    ['what the platform says', { relationNum: '+8617000000002' }, { x: '+8617000000002' }],
    ['a number without its plus', { relationNum: '8617000000002' }, { x: '+8617000000002' }],
    ['what was asked for', {}, { x: '+8617000000001' }],
    ['what was asked for when the answer is unreadable', { relationNum: 42 }, { x: '+8617000000001' }],
  ])('answers with the id and %s', async (_case, fields, x) => {
    const { platform } = axb(ok({ subscriptionId: 'subscription-a', ...fields }));

    const bound = await platform.bind(aBindRequest());

    expect(bound).toEqual({ kind: 'ok', value: { subscriptionId: 'subscription-a', ...x } });
  });

  it.each<[string, Partial<BindRequest>, object]>([
    ['without an id', {}, { relationNum: '+8617000000001' }],
    ['with an empty id', {}, { subscriptionId: '' }],
    ['with a number as id', {}, { subscriptionId: 7 }],
    ['with nobody saying which X', { x: undefined }, { subscriptionId: 'subscription-a' }],
  ])('does not believe in a success %s', async (_case, changes, fields) => {
    const { platform } = axb(ok(fields));

    const bound = await platform.bind(aBindRequest(changes));

    expect(bound).toMatchObject({ kind: 'unanswered', reason: 'unreadable', mayHaveApplied: true });
  });

  it('hands a refusal on', async () => {
    const { platform } = axb(refusing(403, '1012010'));

    expect(await platform.bind(aBindRequest())).toMatchObject({ kind: 'refused', class: 'conflict' });
  });
});

describe('unbind', () => {
  it('names the subscription and nothing else', async () => {
    const { platform, sent } = axb(ok());

    const result = await platform.unbind('subscription/a+b');

    expect(result).toEqual({ kind: 'ok', value: 'released' });
    expect(sent).toMatchObject([
      { method: 'DELETE', url: `${ADDRESS}?subscriptionId=subscription%2Fa%2Bb`, body: undefined },
    ]);
  });

  it.each(['1012007', '1016001', '1012001'])(
    'is done and counted when nothing is there: %s',
    async (code) => {
      const { platform, lines } = axb(refusing(403, code));

      const result = await platform.unbind('subscription-a');

      expect(result).toEqual({ kind: 'ok', value: 'not-found' });
      expect(lines.filter((line) => line['unbindNotFound'] === 1 && line['app'] === 'rides')).toHaveLength(1);
    },
  );

  it('is not done while the account is frozen', async () => {
    const { platform } = axb(refusing(403, '1010029'));

    const result = await platform.unbind('subscription-a');

    expect(result).toMatchObject({ kind: 'refused', problem: 'account-suspended' });
  });
});

describe('get', () => {
  it('asks by subscription and answers in our words', async () => {
    const { platform, sent } = axb(list(anEntry()));

    const binding = await platform.get('subscription-a');

    expect(sent[0]).toMatchObject({ method: 'GET', url: `${ADDRESS}?subscriptionId=subscription-a` });
    expect(binding).toEqual({
      kind: 'ok',
      value: {
        subscriptionId: 'subscription-a',
        a: A,
        b: B,
        x: X,
        callDirection: 'from-a',
        ttlSeconds: 7200,
        record: true,
        recordTone: 'notice.wav',
        maxCallMinutes: 60,
      },
    });
  });

  it.each<[string, object, object]>([
    ['numbers as text', { callDirection: '2', duration: '0' }, { callDirection: 'to-a', ttlSeconds: 0 }],
    ['a flag as boolean', { recordFlag: false }, { record: false }],
    ['nulls', { recordFlag: null, duration: null }, { record: undefined, ttlSeconds: undefined }],
    ['missing fields', { callDirection: undefined }, { callDirection: undefined }],
    ['values nobody knows', { callDirection: 9, recordFlag: 'on' }, { callDirection: undefined }],
    ['an empty tone', { recordHintTone: '' }, { recordTone: undefined }],
    ['new fields', { callRestrict: { a: 1 } }, { record: true }],
  ])('reads an entry with %s', async (_case, changes, expected) => {
    const { platform } = axb(list(anEntry(changes)));

    expect(await platform.get('subscription-a')).toMatchObject({ kind: 'ok', value: expected });
  });

  it.each<[string, Scripted]>([
    ['code 1012007', refusing(403, '1012007')],
    ['code 1016001', refusing(403, '1016001')],
    ['code 1010002', refusing(403, '1010002')],
    ['totalCount 0', ok({ totalCount: 0, relationNumList: [] })],
    ['totalCount 0 as text and no list', ok({ totalCount: '0' })],
    ['totalCount 0 and a null list', ok({ totalCount: 0, relationNumList: null })],
    ['an empty list alone', ok({ relationNumList: [] })],
    ['only another subscription', list(anEntry({ subscriptionId: 'subscription-b' }))],
  ])('finds nothing with %s', async (_case, answer) => {
    const { platform } = axb(answer);

    expect(await platform.get('subscription-a')).toEqual({ kind: 'ok', value: undefined });
  });

  it.each<[string, Scripted]>([
    ['no list and no count', ok()],
    ['a null list and no count', ok({ relationNumList: null })],
    ['a count without entries', ok({ totalCount: 1, relationNumList: [] })],
    ['an entry without id', list(anEntry({ subscriptionId: undefined }))],
    ['a list that is none', ok({ relationNumList: 'none' })],
  ])('does not take %s for "not found"', async (_case, answer) => {
    const { platform } = axb(answer, answer, answer);

    expect(await platform.get('subscription-a')).toMatchObject({ kind: 'unanswered', reason: 'unreadable' });
  });

  it('does not take an X that is not ours for "not found"', async () => {
    const { platform } = axb(refusing(403, '1012001'));

    expect(await platform.get('subscription-a')).toMatchObject({ kind: 'refused', class: 'not-found' });
  });
});

describe('find', () => {
  const pair = { x: X, a: A, b: B };

  it('asks by all three numbers, escaped', async () => {
    const { platform, sent } = axb(list(anEntry()));

    const found = await platform.find(pair);

    expect(found).toMatchObject({ kind: 'ok', value: { subscriptionId: 'subscription-a' } });
    expect(sent.map(({ url }) => url)).toEqual([
      `${ADDRESS}?relationNum=%2B8617000000001&callerNum=%2B8613800000001&calleeNum=%2B8613900000002`,
    ]);
  });

  it('asks with the roles swapped when nothing is found', async () => {
    const swapped = anEntry({ callerNum: '+8613900000002', calleeNum: '+8613800000001' });
    const { platform, sent } = axb(refusing(403, '1012007'), list(swapped));

    const found = await platform.find(pair);

    expect(found).toMatchObject({ kind: 'ok', value: { a: B, b: A, x: X } });
    expect(sent[1]?.url).toBe(
      `${ADDRESS}?relationNum=%2B8617000000001&callerNum=%2B8613900000002&calleeNum=%2B8613800000001`,
    );
  });

  it.each([
    ['another X', { relationNum: '+8617000000002' }],
    ['another A', { callerNum: '+8613800000009' }],
    ['another B', { calleeNum: '+8613800000009' }],
    ['A in both places', { calleeNum: '+8613800000001' }],
    ['no X', { relationNum: undefined }],
    ['no A', { callerNum: undefined }],
  ])('does not take an entry of %s', async (_case, changes) => {
    const { platform } = axb(list(anEntry(changes)), list(anEntry(changes)));

    expect(await platform.find(pair)).toEqual({ kind: 'ok', value: undefined });
  });

  it('takes the right one of several', async () => {
    const others = [anEntry({ subscriptionId: 'b', callerNum: '+8613800000009' }), anEntry()];
    const { platform } = axb(list(...others));

    expect(await platform.find(pair)).toMatchObject({ value: { subscriptionId: 'subscription-a' } });
  });

  it('finds nothing when neither way has it', async () => {
    const { platform, sent } = axb(refusing(403, '1016001'), refusing(403, '1010002'));

    expect(await platform.find(pair)).toEqual({ kind: 'ok', value: undefined });
    expect(sent).toHaveLength(2);
  });

  it('does not know when the second question fails', async () => {
    const { platform } = axb(refusing(403, '1016001'), refusing(403, '1010010'));

    expect(await platform.find(pair)).toMatchObject({ kind: 'refused', class: 'throttled' });
  });

  it('asks nobody for half a pair', async () => {
    const { platform, sent } = axb();

    expect(await platform.find({ x: X, a: A, b: undefined })).toEqual({ kind: 'ok', value: undefined });
    expect(sent).toEqual([]);
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
    waitingTones: { a: 'music-a.wav' },
  };

  it.each<[string, BindingChange, Partial<BindingTerms>, object]>([
    ['one side', { b: A }, {}, { calleeNum: '+8613800000001' }],
    ['both sides', { a: B, b: A }, {}, { callerNum: '+8613900000002', calleeNum: '+8613800000001' }],
    ['the direction', { callDirection: 'both' }, {}, { callDirection: 0 }],
    ['the life time', { ttlSeconds: 7200 }, {}, { duration: 7200 }],
    ['the life time to for ever', { ttlSeconds: null }, {}, { duration: 0 }],
    ['recording on', { record: true }, {}, { recordFlag: 'true', recordHintTone: 'notice.wav' }],
    ['recording off', { record: false }, { record: false }, { recordFlag: 'false' }],
    ['the tone while recording', { recordTone: 'notice.wav' }, {}, { recordHintTone: 'notice.wav' }],
    ['the longest call', { maxCallMinutes: 60 }, {}, { maxDuration: 60, lastMinVoice: 'minute.wav' }],
    ['the longest call to any', { maxCallMinutes: 0 }, { maxCallMinutes: 0 }, { maxDuration: 0 }],
    ['the last minute', { lastMinuteTone: 'minute.wav' }, {}, { lastMinVoice: 'minute.wav' }],
    ['texts', { sms: false }, {}, { privateSms: 'false' }],
    ['waiting tones', { waitingTones: { a: 'x' } }, {}, { preVoice: { callerHintTone: 'music-a.wav' } }],
    ['waiting tones to none', { waitingTones: {} }, { waitingTones: {} }, { preVoice: {} }],
    ['user data', { userData: 'order-43' }, {}, { userData: 'order-43' }],
  ])('sends %s and nothing else', async (_case, change, changedTerms, fields) => {
    const { platform, sent } = axb(ok());

    const result = await platform.modify('subscription-a', change, { ...terms, ...changedTerms });

    expect(result).toEqual({ kind: 'ok', value: 'modified' });
    expect(sent).toMatchObject([{ method: 'PUT', url: ADDRESS }]);
    expect(bodyOf(sent[0])).toEqual({ subscriptionId: 'subscription-a', ...fields });
  });

  it.each<[string, BindingChange, Partial<BindingTerms>]>([
    ['a tone while not recording', { recordTone: 'notice.wav' }, { record: false }],
    ['the tone of the last minute without a limit', { lastMinuteTone: 'minute.wav' }, { maxCallMinutes: 0 }],
  ])('only asks whether the binding is there for %s', async (_case, change, changedTerms) => {
    const { platform, sent } = axb(list(anEntry()));

    const result = await platform.modify('subscription-a', change, { ...terms, ...changedTerms });

    expect(result).toEqual({ kind: 'ok', value: 'modified' });
    expect(sent.map(({ method }) => method)).toEqual(['GET']);
  });

  it.each(['1012007', '1016001'])('finds nothing to change: %s', async (code) => {
    const { platform } = axb(refusing(403, code));

    const result = await platform.modify('subscription-a', { b: A }, terms);

    expect(result).toEqual({ kind: 'ok', value: 'not-found' });
  });

  describe('that is refused because a party is on X already', () => {
    const taken = refusing(403, '1012010');

    it('is refused when another binding has it', async () => {
      const { platform, sent } = axb(taken, list(anEntry()));

      const result = await platform.modify('subscription-a', { b: A }, terms);

      expect(result).toMatchObject({ kind: 'refused', class: 'conflict', code: '1012010' });
      expect(sent).toHaveLength(2);
    });

    it('is done when this binding has it', async () => {
      const { platform, sent } = axb(taken, list(anEntry()), list(anEntry()));

      const result = await platform.modify('subscription-a', { a: A, b: B }, terms);

      expect(result).toEqual({ kind: 'ok', value: 'modified' });
      expect(sent[1]?.url).toBe(`${ADDRESS}?subscriptionId=subscription-a`);
      expect(sent.map(({ method }) => method)).toEqual(['PUT', 'GET', 'GET']);
    });

    it('goes on without the parties when this binding has them', async () => {
      const { platform, sent } = axb(taken, list(anEntry()), ok());

      const result = await platform.modify('subscription-a', { b: B, userData: 'order-43' }, terms);

      expect(result).toEqual({ kind: 'ok', value: 'modified' });
      expect(bodyOf(sent[2])).toEqual({ subscriptionId: 'subscription-a', userData: 'order-43' });
    });

    it('is over when the binding is gone', async () => {
      const { platform } = axb(taken, refusing(403, '1016001'));

      const result = await platform.modify('subscription-a', { b: B }, terms);

      expect(result).toEqual({ kind: 'ok', value: 'not-found' });
    });

    it('is undecided when the platform cannot be asked', async () => {
      const { platform } = axb(taken, refusing(403, '1010010'));

      const result = await platform.modify('subscription-a', { b: B }, terms);

      expect(result).toMatchObject({ kind: 'unanswered', mayHaveApplied: true });
    });
  });
});

describe('list', () => {
  const entries = (count: number) =>
    Array.from({ length: count }, (_, at) => anEntry({ subscriptionId: `subscription-${at}` }));

  it('asks for the largest page of an X', async () => {
    const { platform, sent } = axb(list(anEntry()));

    const page = await platform.list(X, undefined);

    expect(sent.map(({ url }) => url)).toEqual([
      `${ADDRESS}?relationNum=%2B8617000000001&pageIndex=1&pageSize=100`,
    ]);
    expect(page).toMatchObject({
      kind: 'ok',
      value: { bindings: [{ subscriptionId: 'subscription-a', a: A, b: B, x: X }], next: undefined },
    });
  });

  it.each([
    ['a full page', 100],
    ['a page of the size that counts when ours does not', 50],
    ['the smallest page there is', 10],
  ])('goes on after %s', async (_case, count) => {
    const { platform, sent } = axb(list(...entries(count)), refusing(403, '1012007'));

    const first = await platform.list(X, undefined);
    const next = first.kind === 'ok' ? first.value.next : undefined;
    const last = await platform.list(X, next);

    expect(sent[1]?.url).toContain('pageIndex=2&');
    expect(last).toEqual({ kind: 'ok', value: { bindings: [], next: undefined } });
  });

  it('ends at an empty page behind others, although X has bindings', async () => {
    const { platform } = axb(ok({ totalCount: 100, relationNumList: [] }));

    expect(await platform.list(X, '2')).toEqual({ kind: 'ok', value: { bindings: [], next: undefined } });
  });

  it('ends after as many pages as an X can have', async () => {
    const { platform } = axb(list(...entries(10)));

    expect(await platform.list(X, '500')).toMatchObject({ value: { next: undefined } });
  });

  it.each<[string, string | undefined, object]>([
    ['a first page that contradicts itself', undefined, { totalCount: 3, relationNumList: [] }],
    ['a later page without a list', '2', { totalCount: 3 }],
  ])('does not take %s for the end', async (_case, after, fields) => {
    const answer = ok(fields);
    const { platform } = axb(answer, answer, answer);

    expect(await platform.list(X, after)).toMatchObject({ kind: 'unanswered', reason: 'unreadable' });
  });
});

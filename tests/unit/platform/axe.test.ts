import { describe, expect, it } from 'vitest';
import type { BindingTerms } from '../../../shared/bindings/model/binding.ts';
import type { BindingChange, BindRequest } from '../../../shared/bindings/model/binding-platform.ts';
import { createAxePlatform } from '../../../shared/platform/modes/axe/axe.ts';
import { A, aBindRequest, B, X } from '../../builders/bind-request.ts';
import {
  bodyOf,
  refusing,
  SCRIPTED_APP,
  type Scripted,
  scriptedPlatform,
  succeeding,
} from '../../fakes/scripted-platform.ts';

const V1 = 'https://platform.example.com/rest/caas/extendnumber/v1.0';
const V2 = 'https://platform.example.com/rest/caas/extendnumber/v2.0';
const FIRST = `${V2}?virtualNum=%2B8617000000001&cursor=0000000000000_0`;

const axe = (...script: Scripted[]) => {
  const scripted = scriptedPlatform(script);
  return { ...scripted, platform: createAxePlatform(scripted.client, SCRIPTED_APP) };
};

const request = (changes: Partial<BindRequest> = {}) => aBindRequest({ b: undefined, ...changes });
const terms = (changes: Partial<BindingTerms> = {}): BindingTerms => ({
  callDirection: 'both',
  record: false,
  ...changes,
});

const anEntry = (changes: object = {}) => ({
  subscriptionId: 'subscription-a',
  virtualNum: '+8617000000001',
  extendNum: '0042',
  bindNum: '+8613800000001',
  displayNumMode: '0',
  recordFlag: 'true',
  recordHintTone: 'notice.wav',
  timeUnit: '1',
  bindExpiredTime: 1440,
  callbackExpiredTime: 720,
  ...changes,
});

describe('bind', () => {
  it.each<[string, Partial<BindRequest>, object]>([
    [
      'a named X without an end, with the longest call-back record',
      {},
      { virtualNum: '+8617000000001', recordFlag: 'false', bindExpiredTime: 0, callbackExpiredTime: 10_080 },
    ],
    [
      'a wanted extension of a named X',
      { extension: '0042' },
      {
        virtualNum: '+8617000000001',
        extendNum: '0042',
        recordFlag: 'false',
        bindExpiredTime: 0,
        callbackExpiredTime: 10_080,
      },
    ],
    [
      'an X of the platform, and then no extension',
      { x: undefined, extension: '0042', areaCode: '0755' },
      {
        areaCode: '0755',
        areaMatchMode: '1',
        recordFlag: 'false',
        bindExpiredTime: 0,
        callbackExpiredTime: 10_080,
      },
    ],
    [
      'everything, with a number to call back',
      {
        terms: terms({
          ttlSeconds: 86_400,
          callbackTtlSeconds: 43_200,
          record: true,
          recordTone: 'notice.wav',
          callback: { number: B },
          userData: 'order-42',
        }),
      },
      {
        virtualNum: '+8617000000001',
        recordFlag: 'true',
        recordHintTone: 'notice.wav',
        callbackNum: '+8613900000002',
        bindExpiredTime: 1440,
        callbackExpiredTime: 720,
        userData: 'order-42',
      },
    ],
    [
      'a tone instead of a number to call back',
      { terms: terms({ ttlSeconds: 2_592_000, callback: { tone: 'nobody.wav' } }) },
      {
        virtualNum: '+8617000000001',
        recordFlag: 'false',
        callbackTone: 'nobody.wav',
        bindExpiredTime: 43_200,
        callbackExpiredTime: 10_080,
      },
    ],
    [
      'nothing that the mode does not have',
      {
        terms: terms({ callDirection: 'to-a', maxCallMinutes: 60, sms: true, waitingTones: { a: 'a.wav' } }),
      },
      { virtualNum: '+8617000000001', recordFlag: 'false', bindExpiredTime: 0, callbackExpiredTime: 10_080 },
    ],
    [
      'a call-back record as long as the binding when nothing is said of it',
      { terms: terms({ ttlSeconds: 3600 }) },
      { virtualNum: '+8617000000001', recordFlag: 'false', bindExpiredTime: 60, callbackExpiredTime: 60 },
    ],
    [
      'no call-back record that outlives the binding',
      { terms: terms({ ttlSeconds: 600, callbackTtlSeconds: 1200 }) },
      { virtualNum: '+8617000000001', recordFlag: 'false', bindExpiredTime: 10, callbackExpiredTime: 10 },
    ],
    [
      'a call-back record of a binding without an end',
      { terms: terms({ callbackTtlSeconds: 604_800 }) },
      { virtualNum: '+8617000000001', recordFlag: 'false', bindExpiredTime: 0, callbackExpiredTime: 10_080 },
    ],
  ])('sends %s, in minutes', async (_case, changes, fields) => {
    const { platform, sent } = axe(succeeding({ subscriptionId: 'subscription-a', extendNum: '0042' }));

    await platform.bind(request(changes));

    expect(sent).toMatchObject([{ method: 'POST', url: V1 }]);
    expect(bodyOf(sent[0])).toEqual({
      bindNum: '+8613800000001',
      displayNumMode: '0',
      timeUnit: '1',
      ...fields,
    });
  });

  it.each<[string, Partial<BindRequest>, object, object]>([
    [
      'the platform chose',
      {},
      { virtualNum: '+8617000000002', extendNum: '0007' },
      { x: '+8617000000002', extension: '0007' },
    ],
    ['were asked for', { extension: '42' }, {}, { x: '+8617000000001', extension: '42' }],
  ])('answers with the X and extension that %s', async (_case, changes, fields, expected) => {
    const { platform } = axe(succeeding({ subscriptionId: 'subscription-a', ...fields }));

    expect(await platform.bind(request(changes))).toEqual({
      kind: 'ok',
      value: { subscriptionId: 'subscription-a', ...expected },
    });
  });

  it.each<[string, object]>([
    ['without an id', { extendNum: '0042' }],
    ['without an extension', { subscriptionId: 'subscription-a' }],
    ['with an extension that lost its zeros', { subscriptionId: 'subscription-a', extendNum: 42 }],
  ])('does not believe in a success %s', async (_case, fields) => {
    const { platform } = axe(succeeding(fields));

    expect(await platform.bind(request())).toMatchObject({ kind: 'unanswered', mayHaveApplied: true });
  });

  it('hands on that no extension is left', async () => {
    const { platform } = axe(refusing(403, '1020167'));

    expect(await platform.bind(request())).toMatchObject({ kind: 'refused', class: 'exhausted' });
  });
});

describe('unbind', () => {
  it('names the subscription and nothing else', async () => {
    const { platform, sent } = axe(succeeding());

    expect(await platform.unbind('subscription-a')).toEqual({ kind: 'ok', value: 'released' });
    expect(sent).toMatchObject([
      { method: 'DELETE', url: `${V1}?subscriptionId=subscription-a`, body: undefined },
    ]);
  });

  it.each(['1016001', '1012007', '1012001'])('is done when nothing is there: %s', async (code) => {
    const { platform } = axe(refusing(403, code));

    expect(await platform.unbind('subscription-a')).toEqual({ kind: 'ok', value: 'not-found' });
  });
});

describe('modify', () => {
  const changed = terms({
    ttlSeconds: 86_400,
    callbackTtlSeconds: 43_200,
    record: true,
    recordTone: 'notice.wav',
    callback: { number: B },
  });

  it.each<[string, BindingChange, Partial<BindingTerms>, object]>([
    [
      'the life time, and that of the call-back record with it',
      { ttlSeconds: 86_400 },
      {},
      { timeUnit: '1', bindExpiredTime: 1440, callbackExpiredTime: 720 },
    ],
    [
      'a life time that cuts the call-back record short',
      { ttlSeconds: 600 },
      { ttlSeconds: 600 },
      { timeUnit: '1', bindExpiredTime: 10, callbackExpiredTime: 10 },
    ],
    [
      'the life time to for ever',
      { ttlSeconds: null },
      { ttlSeconds: undefined, callbackTtlSeconds: undefined },
      { timeUnit: '1', bindExpiredTime: 0, callbackExpiredTime: 10_080 },
    ],
    [
      'the call-back record alone, without starting the binding anew',
      { callbackTtlSeconds: 43_200 },
      {},
      { timeUnit: '1', callbackExpiredTime: 720 },
    ],
    ['a number to call back', { callback: { number: A } }, {}, { callbackNum: '+8613800000001' }],
    ['a tone instead', { callback: { tone: 'nobody.wav' } }, {}, { callbackTone: 'nobody.wav' }],
    ['recording on', { record: true }, {}, { recordFlag: 'true', recordHintTone: 'notice.wav' }],
    ['user data', { userData: 'order-43' }, {}, { userData: 'order-43' }],
  ])('sends %s', async (_case, change, changes, fields) => {
    const { platform, sent } = axe(succeeding());

    const result = await platform.modify('subscription-a', change, {
      ...changed,
      ...changes,
    } as BindingTerms);

    expect(result).toEqual({ kind: 'ok', value: 'modified' });
    expect(sent).toMatchObject([{ method: 'PUT', url: V1 }]);
    expect(bodyOf(sent[0])).toEqual({ subscriptionId: 'subscription-a', ...fields });
  });

  it('finds nothing to change', async () => {
    const { platform } = axe(refusing(403, '1016001'));

    expect(await platform.modify('subscription-a', { userData: 'order-43' }, changed)).toEqual({
      kind: 'ok',
      value: 'not-found',
    });
  });
});

describe('get', () => {
  it('asks the first version, reads its flat answer and does not believe its life time', async () => {
    const { platform, sent } = axe(succeeding(anEntry()));

    const binding = await platform.get('subscription-a');

    expect(sent[0]).toMatchObject({ method: 'GET', url: `${V1}?subscriptionId=subscription-a` });
    expect(binding).toEqual({
      kind: 'ok',
      value: {
        subscriptionId: 'subscription-a',
        a: A,
        b: undefined,
        x: X,
        extension: '0042',
        callDirection: undefined,
        ttlSeconds: undefined,
        record: true,
        recordTone: 'notice.wav',
        maxCallMinutes: undefined,
      },
    });
  });

  it('finds nothing', async () => {
    const { platform } = axe(refusing(403, '1016001'));

    expect(await platform.get('subscription-a')).toEqual({ kind: 'ok', value: undefined });
  });

  it('does not take an answer without an id for "not found"', async () => {
    const answer = succeeding({ extendNum: '0042' });
    const { platform } = axe(answer, answer, answer);

    expect(await platform.get('subscription-a')).toMatchObject({ kind: 'unanswered', reason: 'unreadable' });
  });
});

describe('list', () => {
  it.each<[string, object]>([
    ['a list under one name', { extendNumList: [anEntry()] }],
    ['a list under another name', { list: [anEntry()] }],
    ['entries that leave X out', { bindings: [anEntry({ virtualNum: undefined })] }],
    ['a flat answer', anEntry()],
    ['a flat answer with an empty list', { ...anEntry(), list: [] }],
  ])('reads %s', async (_case, answer) => {
    const { platform, sent } = axe(succeeding(answer));

    const page = await platform.list(X, undefined);

    expect(sent.map(({ url }) => url)).toEqual([FIRST]);
    expect(page).toMatchObject({
      kind: 'ok',
      value: {
        bindings: [{ subscriptionId: 'subscription-a', a: A, x: X, extension: '0042' }],
        next: undefined,
      },
    });
  });

  it.each(['nextCusor', 'nextCursor'])('goes on at %s', async (name) => {
    const { platform, sent } = axe(
      succeeding({ list: [anEntry()], [name]: '1772352000000_17' }),
      succeeding({ list: [anEntry({ subscriptionId: 'subscription-b' })] }),
    );

    const first = await platform.list(X, undefined);
    const last = await platform.list(X, first.kind === 'ok' ? first.value.next : undefined);

    expect(first).toMatchObject({ value: { next: '1772352000000_17' } });
    expect(sent[1]?.url).toBe(`${V2}?virtualNum=%2B8617000000001&cursor=1772352000000_17`);
    expect(last).toMatchObject({
      value: { bindings: [{ subscriptionId: 'subscription-b' }], next: undefined },
    });
  });

  it.each<[string, object]>([
    ['an empty cursor', { list: [anEntry()], nextCusor: '' }],
    ['the cursor of the first page', { list: [anEntry()], nextCusor: '0000000000000_0' }],
    ['a cursor behind an empty page', { list: [], nextCusor: '1772352000000_17' }],
    ['a cursor that is none', { list: [anEntry()], nextCusor: 'end' }],
  ])('ends at %s', async (_case, answer) => {
    const { platform } = axe(succeeding(answer));

    expect(await platform.list(X, undefined)).toMatchObject({ kind: 'ok', value: { next: undefined } });
  });

  it.each<[string, Scripted]>([
    ['code 1016001', refusing(403, '1016001')],
    ['an empty list', succeeding({ list: [] })],
    ['totalCount 0', succeeding({ totalCount: 0 })],
  ])('is empty with %s', async (_case, answer) => {
    const { platform } = axe(answer);

    expect(await platform.list(X, undefined)).toEqual({
      kind: 'ok',
      value: { bindings: [], next: undefined },
    });
  });

  it.each<[string, Scripted]>([
    ['an answer without anything', succeeding()],
    ['a count without entries', succeeding({ totalCount: 1, list: [] })],
    ['an entry without id', succeeding({ list: [anEntry(), anEntry({ subscriptionId: null })] })],
    ['a list of texts', succeeding({ list: ['subscription-a'] })],
  ])('does not take %s for the whole truth', async (_case, answer) => {
    const { platform } = axe(answer, answer, answer);

    expect(await platform.list(X, undefined)).toMatchObject({ kind: 'unanswered', reason: 'unreadable' });
  });
});

describe('find', () => {
  const there = { x: X, a: A, b: undefined };
  const other = anEntry({ subscriptionId: 'subscription-b', bindNum: '+8613900000002' });

  it('looks through the pages of X until it has A', async () => {
    const { platform, sent } = axe(
      succeeding({ list: [other], nextCusor: '1772352000000_17' }),
      succeeding({ list: [anEntry()], nextCusor: '1772352000000_18' }),
    );

    const found = await platform.find(there);

    expect(found).toMatchObject({
      kind: 'ok',
      value: { subscriptionId: 'subscription-a', extension: '0042' },
    });
    expect(sent).toHaveLength(2);
  });

  it('does not find A when the pages end', async () => {
    const { platform } = axe(
      succeeding({ list: [other], nextCusor: '1772352000000_17' }),
      succeeding({ list: [anEntry({ virtualNum: '+8617000000002' })] }),
    );

    expect(await platform.find(there)).toEqual({ kind: 'ok', value: undefined });
  });

  it('does not know when a page fails', async () => {
    const { platform } = axe(
      succeeding({ list: [other], nextCusor: '1772352000000_17' }),
      refusing(403, '1010010'),
    );

    expect(await platform.find(there)).toMatchObject({ kind: 'refused', class: 'throttled' });
  });

  it('gives up on a list without an end, and knows nothing then', async () => {
    const turns = Array.from({ length: 1000 }, (_, turn) =>
      succeeding({ list: [other], nextCusor: `1772352000000_${turn}` }),
    );
    const { platform } = axe(...turns);

    expect(await platform.find(there)).toMatchObject({ kind: 'unanswered', mayHaveApplied: true });
  });
});

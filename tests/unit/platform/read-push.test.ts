import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { createPushReader } from '../../../shared/platform/pushes/read-push.ts';
import type { Push, PushApp, PushItem } from '../../../shared/pushes/push.ts';
import { aCdrPush, aPushApp, aSentCdr, sample, sampleText } from '../../builders/pushes.ts';

const read = createPushReader();

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');

const readText = (text: string, app: PushApp = aPushApp()): Push => {
  const result = read(bytes(text), app);
  if (result.kind !== 'push') throw new Error(`no push: ${result.reason}`);
  return result.push;
};

const readSample = (name: string, mode: Mode = 'AXB'): Push => readText(sampleText(name), aPushApp({ mode }));

const oneCdr = (changes: Record<string, unknown>, app = aPushApp()) => {
  const [item] = readText(aCdrPush([aSentCdr(changes)]), app).items;
  if (item?.kind !== 'cdr') throw new Error(`not a CDR: ${item?.kind}`);
  return item.cdr;
};

const otherOf = (item: PushItem): object => {
  if (item.kind === 'cdr') return item.cdr.other ?? {};
  if (item.kind === 'event') return item.event.other ?? {};
  return item.kind === 'message' ? (item.message.other ?? {}) : {};
};

const SESSION = '1200_2048_4294967295_20260301023003@callenabler101.huaweicaas.com';
const SUBSCRIPTION = '5f0c1d2e-3a4b-4c5d-8e9f-0a1b2c3d4e5f';

/** `axb-cdr-answered-recorded` in our words. */
const ANSWERED = {
  app: 'rides',
  mode: 'AXB',
  sessionId: SESSION,
  recordId: '0f1e2d3c4b5a69788796a5b4c3d2e1f0.3980000001.120034501.7',
  subscriptionId: SUBSCRIPTION,
  x: '+8617000000001',
  caller: '+8613800000001',
  callee: '+8613800000002',
  presentedNumber: '+8617000000001',
  direction: 'from-a',
  startedAt: '2026-03-01T02:30:03.000Z',
  forwardedAt: '2026-03-01T02:30:03.000Z',
  ringingAt: '2026-03-01T02:30:05.000Z',
  answeredAt: '2026-03-01T02:30:09.000Z',
  endedAt: '2026-03-01T02:31:20.000Z',
  q850Cause: 0,
  releaseCode: 0,
  sipStatus: 0,
  recorded: true,
  recordingStartedAt: '2026-03-01T02:30:09.000Z',
  recording: { fileName: '26030110300912000012345.wav', domain: 'ostor.example.com' },
  other: { spId: 'demo_company', hostName: 'callenabler101.huaweicaas.com' },
};

/** The same, not recorded. */
const { recordingStartedAt: _at, recording: _file, ...UNRECORDED } = { ...ANSWERED, recorded: false };

describe('a CDR push of AXB', () => {
  it('of an answered, recorded call', () => {
    const push = readSample('axb-cdr-answered-recorded');

    expect(push).toMatchObject({ kind: 'cdrs', decisionRequest: undefined, namesOtherApp: false });
    expect(push.items).toEqual([{ kind: 'cdr', cdr: ANSWERED }]);
  });

  it('of an answered call from B without recording', () => {
    const push = readSample('axb-cdr-answered-unrecorded');

    const cdr = { ...UNRECORDED, direction: 'to-a', caller: '+8613800000002', callee: '+8613800000001' };
    expect(push.items).toEqual([{ kind: 'cdr', cdr }]);
  });

  it('of a call that rang and was not answered', () => {
    const push = readSample('axb-cdr-unanswered');

    const { answeredAt: _answeredAt, ...cdr } = {
      ...UNRECORDED,
      endedAt: '2026-03-01T02:30:35.000Z',
      failedAt: '2026-03-01T02:30:35.000Z',
      q850Cause: 19,
      releaseCode: 8101,
      sipStatus: 480,
    };
    expect(push.items).toEqual([{ kind: 'cdr', cdr }]);
  });

  it('of somebody without a binding', () => {
    const push = readSample('axb-cdr-unbound');

    expect(push.items).toEqual([
      {
        kind: 'cdr',
        cdr: {
          app: 'rides',
          mode: 'AXB',
          sessionId: SESSION,
          recordId: ANSWERED.recordId,
          x: '+8617000000001',
          caller: '+8613800000003',
          direction: 'abnormal',
          startedAt: '2026-03-01T02:30:03.000Z',
          endedAt: '2026-03-01T02:30:04.000Z',
          failedAt: '2026-03-01T02:30:04.000Z',
          q850Cause: 0,
          releaseCode: 8014,
          sipStatus: 0,
          recorded: false,
          other: { spId: 'demo_company', hostName: 'callenabler101.huaweicaas.com' },
        },
      },
    ]);
  });

  it('of three calls, one with the newer session id', () => {
    const push = readSample('axb-cdr-batch');

    expect(push.items).toEqual([
      {
        kind: 'cdr',
        cdr: {
          ...ANSWERED,
          sessionId: '+8617000000001_+8613800000001_4_69a3a57b_204811_512_1_0',
          recordId: 'aa11bb22cc33dd44ee55ff6600778899.3980000002.120034502.11',
          other: { spId: 'demo_company', hostName: 'ats01.example.com', voiceCheckType: 0 },
        },
      },
      {
        kind: 'cdr',
        cdr: {
          ...UNRECORDED,
          recordId: 'aa11bb22cc33dd44ee55ff6600778899.3980000003.120034503.12',
          direction: 'to-a',
          caller: '+8613800000002',
          callee: '+8613800000001',
        },
      },
      {
        kind: 'cdr',
        cdr: {
          app: 'rides',
          mode: 'AXB',
          sessionId: '1200_2049_4294967295_20260301023003@callenabler101.huaweicaas.com',
          recordId: 'aa11bb22cc33dd44ee55ff6600778899.3980000004.120034504.13',
          subscriptionId: SUBSCRIPTION,
          x: '+8617000000001',
          caller: '+8613800000001',
          callee: '+8613800000002',
          presentedNumber: '+8617000000001',
          direction: 'from-a',
          startedAt: '2026-03-01T02:30:03.000Z',
          forwardedAt: '2026-03-01T02:30:03.000Z',
          endedAt: '2026-03-01T02:30:08.000Z',
          failedAt: '2026-03-01T02:30:08.000Z',
          q850Cause: 17,
          releaseCode: 8102,
          sipStatus: 486,
          recorded: false,
          other: { spId: 'demo_company', hostName: 'callenabler101.huaweicaas.com' },
        },
      },
    ]);
  });
});

describe('an event push of AXB', () => {
  const LATER = {
    app: 'rides',
    mode: 'AXB',
    sessionId: SESSION,
    subscriptionId: SUBSCRIPTION,
    caller: '+8617000000001',
    called: '+8613800000002',
  };

  it.each([
    [
      'axb-event-callin',
      {
        ...LATER,
        type: 'callin',
        at: '2026-03-01T02:30:03.000Z',
        caller: '+8613800000001',
        called: '+8617000000001',
      },
    ],
    ['axb-event-callout', { ...LATER, type: 'callout', at: '2026-03-01T02:30:03.000Z' }],
    ['axb-event-alerting', { ...LATER, type: 'alerting', at: '2026-03-01T02:30:05.000Z' }],
    ['axb-event-answer', { ...LATER, type: 'answer', at: '2026-03-01T02:30:09.000Z' }],
    [
      'axb-event-disconnect',
      {
        ...LATER,
        type: 'disconnect',
        at: '2026-03-01T02:31:20.000Z',
        releaseCode: 0,
        releaseText: 'The user releases the call.',
      },
    ],
    [
      'axb-event-disconnect-busy',
      {
        ...LATER,
        sessionId: '1200_2048_4294967295_20260301031005@callenabler101.huaweicaas.com',
        type: 'disconnect',
        at: '2026-03-01T03:10:11.000Z',
        releaseCode: 8102,
        releaseText: 'The called party is busy.',
      },
    ],
    [
      'axb-event-disconnect-unbound',
      {
        app: 'rides',
        mode: 'AXB',
        sessionId: '1200_2048_4294967295_20260301031201@callenabler101.huaweicaas.com',
        caller: '+8613800000003',
        called: '+8617000000001',
        type: 'disconnect',
        at: '2026-03-01T03:12:02.000Z',
        releaseCode: 8014,
        releaseText: 'Invalid binding relationship.',
      },
    ],
  ])('%s', (name, event) => {
    const push = readSample(name);

    expect(push).toMatchObject({ kind: 'event', decisionRequest: undefined });
    expect(push.items).toEqual([{ kind: 'event', event }]);
  });
});

describe('a text push of AXB', () => {
  const MESSAGE = {
    app: 'rides',
    mode: 'AXB',
    notification: 'Notify',
    x: '+8617000000001',
    sentAt: '2026-03-01T02:40:16.450Z',
  };

  it('of a text that was forwarded', () => {
    const push = readSample('axb-sms-notify-sent');

    expect(push).toMatchObject({ kind: 'sms', decisionRequest: undefined, namesOtherApp: false });
    expect(push.items).toEqual([
      {
        kind: 'message',
        message: {
          ...MESSAGE,
          identifier: '9c1d0f7a2b3e4c5d8f6a7b8c9d0e1f20',
          subscriptionId: SUBSCRIPTION,
          sender: '+8613800000001',
          receiver: '+8613800000002',
          direction: 'from-a',
          segments: 1,
          resultCode: 0,
          content: 'On my way',
          areaCode: '0755',
        },
      },
    ]);
  });

  it('of somebody without a binding, with the other spelling of the event', () => {
    const push = readSample('axb-sms-notify-failed-unbound');

    expect(push.items).toEqual([
      {
        kind: 'message',
        message: {
          ...MESSAGE,
          identifier: '9c1d0f7a2b3e4c5d8f6a7b8c9d0e1f21',
          sender: '+8613800000003',
          direction: 'abnormal',
          segments: 0,
          resultCode: 2,
        },
      },
    ]);
  });
});

describe('pushes of the other modes', () => {
  it.each([
    ['ax-cdr-answered-recorded', 'AX', 'from-a'],
    ['ax-cdr-incoming-unrecorded', 'AX', 'to-a'],
    ['axe-cdr-unanswered', 'AXE', 'to-a'],
    ['axe-cdr-hung-up-before-extension', 'AXE', 'abnormal'],
    ['axyb-cdr-answered-recorded', 'AXYB', 'to-a'],
    ['x-cdr-answered-recorded', 'X', 'unknown'],
  ] as const)('%s tells its direction', (name, mode, direction) => {
    const push = readSample(name, mode);

    expect(push.items).toMatchObject([{ kind: 'cdr', cdr: { mode, direction } }]);
  });

  it('tell the extension of AXE under either name', () => {
    const app = aPushApp({ mode: 'AXE' });

    expect(readSample('axe-cdr-answered-recorded', 'AXE').items).toMatchObject([
      { cdr: { extension: '1234' } },
    ]);
    expect(oneCdr({ extendNumber: 42 }, app)).toMatchObject({ extension: '42' });
  });

  it('tell the digits that were dialled', () => {
    const push = readSample('axe-event-collectinfo', 'AXE');

    expect(push.items).toEqual([
      {
        kind: 'event',
        event: {
          app: 'rides',
          mode: 'AXE',
          sessionId: '1202_2048_4294967295_20260301023003@callenabler101.huaweicaas.com',
          type: 'collectInfo',
          at: '2026-03-01T02:30:12.000Z',
          digits: '1234',
        },
      },
    ]);
  });

  it('keep what only X mode has', () => {
    const cdr = readSample('x-cdr-answered-recorded', 'X').items[0];

    expect(cdr).toMatchObject({
      cdr: { userData: 'order-20260301-0042', other: { notifyMode: 'Block', direction: 1 } },
    });
  });

  it('tell the states of private numbers', () => {
    const push = readSample('x-number-status-batch');

    expect(push).toMatchObject({ kind: 'number-status', decisionRequest: undefined });
    expect(push.items).toEqual([
      {
        kind: 'number-status',
        status: { app: 'rides', x: '+8617000000001', state: 'suspended', cause: undefined },
      },
      {
        kind: 'number-status',
        status: { app: 'rides', x: '+8617000000002', state: 'unavailable', cause: 'stopped' },
      },
      {
        kind: 'number-status',
        status: { app: 'rides', x: '+8617000000003', state: 'draining', cause: undefined },
      },
    ]);
  });

  it.each([
    ['x-event-callin-block', 'X', 'callin'],
    ['axb-event-callin', 'X', 'callin'],
    ['x-event-callin-block', 'AXB', 'callin'],
    ['axb-event-callin', 'AXB', undefined],
    ['x-event-answer', 'X', undefined],
    ['ax-sms-block', 'AX', 'sms-block'],
    ['x-sms-block', 'X', 'sms-block'],
    ['x-sms-notify-sent', 'X', undefined],
    ['x-sms-notify-block-timeout', 'X', undefined],
  ] as const)('%s in mode %s asks: %s', (name, mode, decisionRequest) => {
    const push = readSample(name, mode);

    expect(push.decisionRequest).toBe(decisionRequest);
  });

  it.each(readdirSync(new URL('../../../docs/pushes', import.meta.url)))(
    '%s is read without a remainder that is no documented field',
    (file) => {
      const name = file.replace('.json', '');
      const mode = (name.split('-')[0] ?? '').toUpperCase() as Mode;

      const push = readSample(name, mode);

      const left = push.items.flatMap((item) => Object.keys(otherOf(item)));
      // `direction` means nothing in X mode, neither in CDRs nor in `extInfo`.
      const unclear = mode === 'X' ? ['direction', 'extInfo'] : [];
      const known = ['spId', 'hostName', 'voiceCheckType', 'notifyMode', ...unclear];
      expect(left.filter((field) => !known.includes(field))).toEqual([]);
      expect(push.items.map((item) => item.kind)).not.toContain('unreadable');
    },
  );
});

describe('a dialect', () => {
  const [whole] = readSample('axb-cdr-answered-recorded').items;

  it.each([
    [
      'numbers as strings',
      { direction: '1', fwdUnaswRsn: '0', ulFailReason: '0', sipStatusCode: '0', recordFlag: '1' },
    ],
    ['strings as numbers', { callerNum: 8613800000001, bindNum: 8617000000001, calleeNum: 8617000000001 }],
    ['numbers without country code', { callerNum: '13800000001', fwdDstNum: '013800000002' }],
    ['blanks around values', { sessionId: ` ${SESSION} `, icid: `${ANSWERED.recordId} ` }],
    ['reserved fields as strings', { callOutUnaswRsn: '0', ttsPlayTimes: '0', ttsTransDuration: '0' }],
    ['reserved fields left out', { callOutUnaswRsn: undefined, mptyId: undefined, serviceType: undefined }],
    ['optional fields empty', { failTime: '', extendNum: '', userData: '  ', callRelDirection: null }],
    [
      'fields named like properties of objects',
      JSON.parse('{"__proto__":{"recordFlag":0},"constructor":"x"}'),
    ],
  ])('with %s says the same', (_case, changes) => {
    const push = readText(aCdrPush([{ ...aSentCdr(), ...changes }]));

    expect(push.items).toEqual([whole]);
  });

  it.each([
    ['left out', undefined],
    ['empty', ''],
    ['null', null],
  ])('with absent values %s says the same', (_case, stand) => {
    const absent = ['fwdAnswerTime', 'subscriptionId', 'mptyId', 'icid', 'fwdDstNum', 'hostName', 'spId'];
    const changes = Object.fromEntries(absent.map((name) => [name, stand]));

    const { recordId: _1, subscriptionId: _2, callee: _3, answeredAt: _4, other: _5, ...rest } = ANSWERED;
    expect(oneCdr(changes)).toEqual(rest);
  });

  it('keeps fields and values that no page knows', () => {
    const cdr = oneCdr({
      voiceQuality: { mos: 4.1 },
      direction: 7,
      callInTime: 'noon',
      callerNum: 'anonymous',
    });

    expect(cdr).toMatchObject({ direction: 'unknown', recorded: true });
    expect([cdr.startedAt, cdr.caller]).toEqual([undefined, undefined]);
    expect(cdr.other).toEqual({
      ...ANSWERED.other,
      voiceQuality: { mos: 4.1 },
      direction: 7,
      callInTime: 'noon',
      callerNum: 'anonymous',
    });
  });

  it('keeps the name of another called number, bucket, service and app', () => {
    const cdr = oneCdr({
      calleeNum: '+8617000000009',
      recordBucketName: 'b',
      serviceType: '009',
      appKey: 'other',
    });

    expect(cdr.other).toMatchObject({
      calleeNum: '+8617000000009',
      recordBucketName: 'b',
      serviceType: '009',
      appKey: 'other',
    });
  });

  it.each([
    [1, 'caller'],
    ['2', 'callee'],
    [0, undefined],
  ])('with callRelDirection %s knows who hung up: %s', (callRelDirection, hungUpBy) => {
    expect(oneCdr({ callRelDirection }).hungUpBy).toBe(hungUpBy);
  });

  it.each([
    ['a flag of 0 and a file', { recordFlag: 0 }, false],
    ['no flag and a file', { recordFlag: undefined }, true],
    ['a strange flag and a file', { recordFlag: 'yes' }, true],
    ['no flag and no file', { recordFlag: undefined, recordObjectName: undefined }, false],
    ['a flag of 1 and no file', { recordFlag: 1, recordObjectName: undefined }, true],
  ])('with %s: recorded %s', (_case, changes, recorded) => {
    expect(oneCdr(changes).recorded).toBe(recorded);
  });

  it('takes a direct link in place of a storage domain', () => {
    const cdr = oneCdr({ recordDomain: '', recordFileDownloadUrl: 'https://ostor.example.com/r/1' });

    expect([cdr.recording, cdr.recordingUrl]).toEqual([undefined, 'https://ostor.example.com/r/1']);
    expect(cdr.other).toMatchObject({ recordObjectName: '26030110300912000012345.wav' });
  });

  it.each([
    ['an object in place of the list', { splitNum: '2', direction: '0' }],
    [
      'numbers in place of strings',
      [
        { key: 'splitNum', value: 2 },
        { key: 'direction', value: 0 },
      ],
    ],
  ])('of text pushes with %s', (_case, extParas) => {
    const { appKey, smsEvent } = sample('axb-sms-notify-sent') as { appKey: string; smsEvent: object };

    const push = readText(JSON.stringify({ appKey, smsEvent: { ...smsEvent, extInfo: { extParas } } }));

    expect(push.items).toMatchObject([{ message: { segments: 2, direction: 'to-a' } }]);
  });

  it('of text pushes with results and extras that no page knows', () => {
    const extParas = [{ key: 'splitNum', value: '1' }, { key: 'route', value: 'b' }, 'odd'];
    const smsEvent = {
      smsIdentifier: 1234567,
      sendResult: '99',
      event: 'MMS',
      extInfo: { extParas, more: 1 },
    };

    const push = readText(JSON.stringify({ smsEvent }));

    expect(push.items).toEqual([
      {
        kind: 'message',
        message: {
          app: 'rides',
          mode: 'AXB',
          identifier: '1234567',
          notification: 'Notify',
          direction: 'unknown',
          segments: 1,
          resultCode: 99,
          other: { event: 'MMS', extInfo: { more: 1, route: 'b' } },
        },
      },
    ]);
  });

  it('keeps an event of a kind that no page knows', () => {
    const push = readText(
      JSON.stringify({
        eventType: 'hold',
        statusInfo: { sessionId: 's', timestamp: '2026-03-01 02:30:03', who: 'A' },
      }),
    );

    expect(push.items).toEqual([
      {
        kind: 'event',
        event: {
          app: 'rides',
          mode: 'AXB',
          sessionId: 's',
          type: 'hold',
          at: '2026-03-01T02:30:03.000Z',
          other: { who: 'A' },
        },
      },
    ]);
  });

  it('does not make an index key of what can be no binding id', () => {
    const cdr = oneCdr({ subscriptionId: 'x'.repeat(129), mptyId: undefined });

    expect(cdr.subscriptionId).toBeUndefined();
    expect(cdr.other).toMatchObject({ subscriptionId: 'x'.repeat(129) });
  });
});

describe('an unreadable item', () => {
  it.each([
    ['a CDR without session', aCdrPush([aSentCdr({ sessionId: '' })]), 'no-session-id'],
    ['a CDR whose session is no text', aCdrPush([aSentCdr({ sessionId: {} })]), 'no-session-id'],
    ['a CDR that is a text', aCdrPush(['broken']), 'not-an-object'],
    ['a CDR that is a list', aCdrPush([[]]), 'not-an-object'],
    ['a CDR that is null', aCdrPush([null]), 'not-an-object'],
    ['a list of CDRs that is a text', '{"eventType":"fee","feeLst":"none"}', 'not-an-object'],
    ['an event without content', '{"eventType":"answer"}', 'not-an-object'],
    [
      'an event without session',
      '{"eventType":"answer","statusInfo":{"timestamp":"2026-03-01 02:30:03"}}',
      'no-session-id',
    ],
    ['an event without time', '{"eventType":"answer","statusInfo":{"sessionId":"s"}}', 'no-time'],
    [
      'an event without type',
      '{"statusInfo":{"sessionId":"s","timestamp":"2026-03-01 02:30:03"}}',
      'no-type',
    ],
    ['a text without identifier', '{"smsEvent":{"notificationMode":"Notify"}}', 'no-identifier'],
    ['a text that is a text', '{"smsEvent":"x"}', 'not-an-object'],
    ['a number state without number', '{"eventType":"numStatus","numInfo":[{"status":"5"}]}', 'no-number'],
  ])('is %s', (_case, body, reason) => {
    const push = readText(body);

    expect(push.items).toMatchObject([{ kind: 'unreadable', reason }]);
  });

  it('does not spoil its neighbours', () => {
    const push = readText(aCdrPush([aSentCdr(), 'broken', aSentCdr({ sessionId: 'two' })]));

    expect(push.items.map(({ kind }) => kind)).toEqual(['cdr', 'unreadable', 'cdr']);
  });

  it('is one that is too large to be kept', () => {
    const push = readText(aCdrPush([aSentCdr(), aSentCdr({ userData: 'x'.repeat(70_000) })]));

    expect(push.items).toMatchObject([{ kind: 'cdr' }, { kind: 'unreadable', reason: 'too-large' }]);
  });

  it('leaves a question about a text open to be refused', () => {
    const push = readText('{"smsEvent":{"notificationMode":"Block"}}');

    expect(push).toMatchObject({ decisionRequest: 'sms-block', items: [{ kind: 'unreadable' }] });
  });
});

describe('a text notification of a kind that no page knows', () => {
  it.each([
    ['counts as a decisionRequest', {}, 'sms-block'],
    ['is none when it tells a result', { sendResult: 0 }, undefined],
  ])('%s', (_case, fields, decisionRequest) => {
    const smsEvent = { smsIdentifier: '1', notificationMode: 'Confirm', ...fields };

    const push = readText(JSON.stringify({ smsEvent }));

    expect(push.decisionRequest).toBe(decisionRequest);
    expect(push.items).toMatchObject([{ message: { notification: 'Confirm' } }]);
  });
});

describe('an envelope', () => {
  it('is read whatever else stands beside it', () => {
    const push = readText(
      JSON.stringify({ ...sample('axb-cdr-answered-recorded'), eventType: 'FEE', more: 1 }),
    );

    expect(push.kind).toBe('cdrs');
  });

  it('of CDRs may hold more than the fifty that are documented', () => {
    const push = readText(aCdrPush(Array.from({ length: 51 }, (_, at) => aSentCdr({ sessionId: `s${at}` }))));

    expect(push.items.filter(({ kind }) => kind === 'cdr')).toHaveLength(51);
  });

  it('of CDRs may hold none, or one without its list', () => {
    expect(readText('{"eventType":"fee"}').items).toEqual([]);
    expect(readText(JSON.stringify({ eventType: 'fee', feeLst: aSentCdr() })).items).toHaveLength(1);
  });

  it('takes the last of two values of the same name', () => {
    const push = readText('{"eventType":"answer","eventType":"fee","feeLst":[]}');

    expect(push.kind).toBe('cdrs');
  });

  it.each([
    ['CDRs', 'axb-cdr-answered-recorded', true],
    ['a text', 'axb-sms-notify-sent', true],
    ['an event, which names none', 'axb-event-answer', false],
  ])('tells that %s names another app than the signature', (_case, name, expected) => {
    const app = aPushApp({ appKey: 'AnotherAppKey' });

    const push = readText(sampleText(name), app);

    expect(push.namesOtherApp).toBe(expected);
  });

  it.each([
    ['no bytes', '', 'not-json'],
    ['no JSON', '{"eventType":', 'not-json'],
    ['a form', 'eventType=fee', 'not-json'],
    ['a list', '[]', 'unknown-envelope'],
    ['null', 'null', 'unknown-envelope'],
    ['a text', '"fee"', 'unknown-envelope'],
    ['an empty object', '{}', 'unknown-envelope'],
    ['a type that nobody knows', '{"eventType":"weather"}', 'unknown-envelope'],
    ['the type of an object property', '{"eventType":"constructor"}', 'unknown-envelope'],
    ['parts of other kinds', '{"feeLst":"x","numInfo":{},"statusInfo":[]}', 'unknown-envelope'],
    ['a nesting of 33 levels', `{"eventType":"fee","feeLst":${'['.repeat(32)}${']'.repeat(32)}}`, 'too-deep'],
    ['a nesting without end', '['.repeat(100_000), 'not-json'],
    ['a closed nesting of 100 000 levels', '['.repeat(100_000) + ']'.repeat(100_000), 'too-deep'],
    ['more items than any push has', aCdrPush(Array.from({ length: 1001 }, () => 1)), 'too-many-items'],
  ])('is not %s', (_case, body, reason) => {
    const result = read(bytes(body), aPushApp());

    expect(result).toEqual({ kind: 'no-push', reason });
  });

  it('is not made of bytes that are no UTF-8', () => {
    const body = Buffer.concat([bytes('{"eventType":"fee","x":"'), Buffer.of(0xff, 0xc3), bytes('"}')]);

    const result = read(body, aPushApp());

    expect(result).toEqual({ kind: 'no-push', reason: 'not-json' });
  });

  it('may nest 32 levels', () => {
    const push = readText(`{"eventType":"fee","more":${'['.repeat(31)}${']'.repeat(31)}}`);

    expect(push.kind).toBe('cdrs');
  });
});

describe('a reader that keeps no texts', () => {
  it('drops the text from the message and from what the journal keeps', () => {
    const result = createPushReader({ keepText: false })(
      bytes(sampleText('axb-sms-notify-sent')),
      aPushApp(),
    );

    expect(result).toMatchObject({ push: { items: [{ message: { resultCode: 0 } }] } });
    expect(result.kind === 'push' && Buffer.from(result.push.body).toString()).not.toContain('On my way');
    expect(JSON.stringify(result)).not.toContain('On my way');
  });
});

describe('any JSON', () => {
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
        fc.constantFrom('AXB', 'X', 'AXE'),
        (body, mode) => {
          const result = read(bytes(JSON.stringify(body)), aPushApp({ mode: mode as Mode }));

          expect(['push', 'no-push']).toContain(result.kind);
          expect(({} as Record<string, unknown>)['recordFlag']).toBeUndefined();
        },
      ),
      { numRuns: 2000 },
    );
  });
});

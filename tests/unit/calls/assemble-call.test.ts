import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assembleCall,
  recordingOf,
  recordingOfLeg,
  subscriptionOf,
} from '../../../shared/calls/assemble-call.ts';
import type { CallRecords } from '../../../shared/calls/call-store.ts';
import {
  aKeptCdr,
  anEvent,
  CALL_ID,
  eventsOfTheCall,
  NOT_ANSWERED,
  records,
} from '../../builders/call-records.ts';

const assemble = (given: CallRecords) => assembleCall(given, { bindingId: 'binding', language: 'en' });

const ANSWERED_CALL = {
  callId: CALL_ID,
  app: 'rides',
  mode: 'AXB',
  bindingId: 'binding',
  lastHolder: null,
  x: '+8617000000001',
  caller: '+8613800000001',
  callee: '+8613900000002',
  direction: 'from-a',
  startedAt: '2026-03-01T02:30:03.000Z',
  ringingAt: '2026-03-01T02:30:05.000Z',
  answeredAt: '2026-03-01T02:30:09.000Z',
  endedAt: '2026-03-01T02:31:20.000Z',
  answered: true,
  talkSeconds: 71,
  billedMinutes: 2,
  hungUpBy: null,
  outcome: { code: 0, source: 'release-code', class: 'normal', text: 'One side hung up after talking' },
  events: [
    { type: 'callin', at: '2026-03-01T02:30:03.000Z' },
    { type: 'callout', at: '2026-03-01T02:30:03.000Z' },
    { type: 'alerting', at: '2026-03-01T02:30:05.000Z' },
    { type: 'answer', at: '2026-03-01T02:30:09.000Z' },
    { type: 'disconnect', at: '2026-03-01T02:31:20.000Z' },
  ],
  recording: {
    status: 'none',
    attempts: 0,
    deadlineAt: null,
    archivedAt: null,
    sizeBytes: null,
    sha256: null,
  },
  legs: [
    {
      startedAt: '2026-03-01T02:30:03.000Z',
      answeredAt: '2026-03-01T02:30:09.000Z',
      endedAt: '2026-03-01T02:31:20.000Z',
      talkSeconds: 71,
      billedMinutes: 2,
      recording: {
        status: 'none',
        attempts: 0,
        deadlineAt: null,
        archivedAt: null,
        sizeBytes: null,
        sha256: null,
      },
    },
  ],
};

describe('a call with its events and its CDR', () => {
  it('shows everything', () => {
    const call = assemble(records());

    expect(call).toEqual(ANSWERED_CALL);
  });

  it('is the same in any order and with any repeats', () => {
    const events = [
      ...eventsOfTheCall(),
      anEvent('disconnect', '2026-03-01T02:31:19.000Z', { releaseCode: 8010 }),
      anEvent('renamed', '2026-03-01T02:31:19.000Z'),
    ];
    const cdrs = [
      aKeptCdr(),
      aKeptCdr({ ...NOT_ANSWERED, endedAt: '2026-03-01T02:40:00.000Z' }, { recordKey: 'redial' }),
      aKeptCdr({}, { recordKey: 'other', status: 'pending' }),
    ];
    const expected = JSON.stringify(assemble(records(cdrs, events)));
    const shuffledRepeats = <Item>(items: readonly Item[]) =>
      fc
        .array(fc.constantFrom(...items), { maxLength: 14 })
        .chain((repeats) =>
          fc.shuffledSubarray([...items, ...repeats], { minLength: items.length + repeats.length }),
        );

    fc.assert(
      fc.property(shuffledRepeats(cdrs), shuffledRepeats(events), (someCdrs, someEvents) => {
        expect(JSON.stringify(assemble(records(someCdrs, someEvents)))).toBe(expected);
      }),
    );
  });

  it('believes the CDR where an event says otherwise', () => {
    const events = [
      anEvent('callin', '2026-03-01T02:29:00.000Z', { caller: '+8613800000077', called: '+8617000000077' }),
      anEvent('callout', '2026-03-01T02:29:00.000Z', { called: '+8613800000088' }),
      anEvent('answer', '2026-03-01T02:29:30.000Z'),
      anEvent('disconnect', '2026-03-01T02:59:00.000Z', { releaseCode: 8102, hungUpBy: 'caller' }),
    ];

    const call = assemble(records([aKeptCdr({ hungUpBy: 'callee' })], events));

    expect(call).toEqual({
      ...ANSWERED_CALL,
      hungUpBy: 'callee',
      events: events.map(({ type, at }) => ({ type, at })),
    });
  });

  it('was not answered when its CDR ended without an answer, whatever an event says', () => {
    const call = assemble(records([aKeptCdr({ ...NOT_ANSWERED, releaseCode: 8101, q850Cause: 19 })]));

    expect(call).toMatchObject({ answered: false, answeredAt: null, talkSeconds: 0, billedMinutes: 0 });
    expect(call.outcome).toEqual({
      code: 8101,
      source: 'release-code',
      class: 'callee',
      text: 'The callee did not answer',
    });
  });

  it('was answered when its time limit cut it', () => {
    const call = assemble(records([aKeptCdr({ releaseCode: 8010 })], []));

    expect(call).toMatchObject({ answered: true, talkSeconds: 71, outcome: { code: 8010, class: 'tenant' } });
  });

  it('fills gaps of the CDR from events', () => {
    const bare = {
      startedAt: undefined,
      ringingAt: undefined,
      endedAt: undefined,
      x: undefined,
      callee: undefined,
    };

    const call = assemble(records([aKeptCdr({ ...bare, answeredAt: undefined, releaseCode: undefined })]));

    expect(call).toEqual({
      ...ANSWERED_CALL,
      outcome: { ...ANSWERED_CALL.outcome, source: 'state-code' },
    });
  });
});

describe('talk', () => {
  it.each([
    ['2026-03-01T02:30:09.000Z', 0, 0],
    ['2026-03-01T02:30:10.000Z', 1, 1],
    ['2026-03-01T02:31:08.000Z', 59, 1],
    ['2026-03-01T02:31:09.000Z', 60, 1],
    ['2026-03-01T02:31:10.000Z', 61, 2],
    ['2026-03-01T02:32:10.000Z', 121, 3],
    ['2026-03-01T03:30:09.000Z', 3600, 60],
    ['2026-03-01T02:30:00.000Z', 0, 0],
  ])('that ends at %s is %i s and %i billed minutes', (endedAt, talkSeconds, billedMinutes) => {
    const call = assemble(records([aKeptCdr({ endedAt })], []));

    expect(call).toMatchObject({ answered: true, talkSeconds, billedMinutes });
  });
});

describe('a call without a CDR', () => {
  it('goes on until it is disconnected', () => {
    const call = assemble(records([], eventsOfTheCall().slice(0, 4)));

    expect(call).toEqual({
      ...ANSWERED_CALL,
      direction: 'unknown',
      endedAt: null,
      talkSeconds: null,
      billedMinutes: null,
      outcome: null,
      events: ANSWERED_CALL.events.slice(0, 4),
      legs: [],
    });
  });

  it('is not answered before an answer event', () => {
    const call = assemble(records([], eventsOfTheCall().slice(0, 3)));

    expect(call).toMatchObject({
      answered: false,
      answeredAt: null,
      ringingAt: '2026-03-01T02:30:05.000Z',
      endedAt: null,
    });
  });

  it('has ended with the disconnect, also when a late event follows', () => {
    const late = anEvent('alerting', '2026-03-01T02:45:00.000Z');

    const call = assemble(records([], [...eventsOfTheCall(), late]));

    expect(call).toMatchObject({ endedAt: '2026-03-01T02:31:20.000Z', talkSeconds: 71, billedMinutes: 2 });
    expect(call.outcome).toEqual({
      code: 0,
      source: 'state-code',
      class: 'normal',
      text: 'One side hung up after talking',
    });
  });

  it('shows no callee when the first leg was refused', () => {
    const events = [
      anEvent('callin', '2026-03-01T03:12:01.000Z'),
      anEvent('disconnect', '2026-03-01T03:12:02.000Z', {
        caller: '+8613800000001',
        called: '+8617000000001',
        releaseCode: 8014,
      }),
    ];

    const call = assemble(records([], events));

    expect(call).toMatchObject({
      caller: '+8613800000001',
      callee: null,
      x: '+8617000000001',
      talkSeconds: 0,
    });
    expect(call.outcome).toMatchObject({ code: 8014, class: 'binding', source: 'state-code' });
  });

  it('has no start and no numbers while only a late event is known', () => {
    const call = assemble(records([], [anEvent('disconnect', '2026-03-01T02:31:20.000Z')]));

    expect(call).toMatchObject({ startedAt: null, caller: null, x: null, callee: null, outcome: null });
  });
});

describe('a call with a CDR alone', () => {
  it('is over', () => {
    const call = assemble(
      records([aKeptCdr({ endedAt: undefined, failedAt: '2026-03-01T02:30:35.000Z' })], []),
    );

    expect(call.endedAt).toBe('2026-03-01T02:30:35.000Z');
  });

  it('has no end and no talk when an answered CDR does not tell the end', () => {
    const call = assemble(records([aKeptCdr({ endedAt: undefined })], []));

    expect(call).toMatchObject({ answered: true, endedAt: null, talkSeconds: null, billedMinutes: null });
    expect(call.outcome).toMatchObject({ code: 0, class: 'normal' });
  });

  it('has no times when the CDR has none, and is over all the same', () => {
    const noTimes = { startedAt: undefined, ringingAt: undefined, answeredAt: undefined, endedAt: undefined };

    const call = assemble(records([aKeptCdr({ ...noTimes, releaseCode: 8102 })], []));

    expect(call).toMatchObject({ startedAt: null, endedAt: null, answered: false, talkSeconds: 0 });
    expect(call).toMatchObject({ billedMinutes: 0, outcome: { code: 8102, class: 'callee' } });
  });
});

describe('several CDRs of a call', () => {
  const redial = (endedAt: string, recordKey: string, releaseCode: number) =>
    aKeptCdr({ ...NOT_ANSWERED, endedAt, releaseCode }, { recordKey });

  it('count as the answered one, and reach from the first start to the last end', () => {
    const later = redial('2026-03-01T02:50:00.000Z', 'zz', 8102);

    const call = assemble(records([later, aKeptCdr()], []));

    expect(call).toMatchObject({ answered: true, talkSeconds: 71, endedAt: '2026-03-01T02:50:00.000Z' });
  });

  it('count as the one that ended last when none was answered', () => {
    const cdrs = [
      redial('2026-03-01T02:33:00.000Z', 'a', 8102),
      redial('2026-03-01T02:34:00.000Z', 'b', 8103),
      redial('2026-03-01T02:32:00.000Z', 'c', 8104),
    ];

    const call = assemble(records(cdrs, []));

    expect(call.outcome?.code).toBe(8103);
  });

  it('are told apart by their key when all is equal', () => {
    const cdrs = [
      redial('2026-03-01T02:33:00.000Z', 'b', 8103),
      redial('2026-03-01T02:33:00.000Z', 'a', 8102),
    ];

    const call = assemble(records(cdrs, []));

    expect(call.outcome?.code).toBe(8103);
  });

  it('show the recording of whichever has one', () => {
    const recorded = {
      recordKey: 'a',
      status: 'archived',
      attempts: 1,
      objectKey: 'recordings/one.wav',
    } as const;
    const cdrs = [aKeptCdr({}, { recordKey: 'b' }), aKeptCdr(NOT_ANSWERED, recorded)];

    const call = assemble(records(cdrs, []));

    expect(call.recording).toMatchObject({ status: 'archived', attempts: 1 });
    expect(recordingOf(records(cdrs, []))?.objectKey).toBe('recordings/one.wav');
  });
});

describe('the legs of a call', () => {
  const second = {
    startedAt: '2026-03-01T02:40:00.000Z',
    ringingAt: '2026-03-01T02:40:02.000Z',
    answeredAt: '2026-03-01T02:40:05.000Z',
    endedAt: '2026-03-01T02:42:06.000Z',
  };

  it('are one a CDR in the order of time, and their talk and minutes add up', () => {
    const cdrs = [
      aKeptCdr(second, { recordKey: 'a', status: 'pending' }),
      aKeptCdr({}, { recordKey: 'b', status: 'archived' }),
      aKeptCdr({}, { recordKey: 'b', status: 'archived' }),
    ];

    const call = assemble(records(cdrs));

    // 71 s are 2 minutes and 121 s are 3; 192 s together would be 4.
    expect(call).toMatchObject({
      startedAt: '2026-03-01T02:30:03.000Z',
      answeredAt: '2026-03-01T02:30:09.000Z',
      endedAt: '2026-03-01T02:42:06.000Z',
      talkSeconds: 192,
      billedMinutes: 5,
      legs: [
        { startedAt: '2026-03-01T02:30:03.000Z', talkSeconds: 71, recording: { status: 'archived' } },
        { answeredAt: '2026-03-01T02:40:05.000Z', talkSeconds: 121, recording: { status: 'pending' } },
      ],
    });
    expect(call.legs).toHaveLength(2);
    expect([1, 2, 3].map((leg) => recordingOfLeg(records(cdrs), leg)?.status)).toEqual([
      'archived',
      'pending',
      undefined,
    ]);
  });

  it.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('that began at once stand by their ends and answers, whatever their keys are: %s, %s', (one, other) => {
    const cdrs = [aKeptCdr({}, { recordKey: one }), aKeptCdr(NOT_ANSWERED, { recordKey: other })];

    const call = assemble(records(cdrs, []));

    expect(call.legs.map(({ talkSeconds }) => talkSeconds)).toEqual([0, 71]);
  });

  it('leave the sums open when the talk of one is not known', () => {
    const cdrs = [aKeptCdr(), aKeptCdr({ ...second, endedAt: undefined }, { recordKey: 'open' })];

    const call = assemble(records(cdrs, []));

    expect(call).toMatchObject({ answered: true, talkSeconds: null, billedMinutes: null, endedAt: null });
    expect(call.legs.map(({ talkSeconds }) => talkSeconds)).toEqual([71, null]);
  });

  it('get moments of events only where the CDR counts', () => {
    const noTimes = { startedAt: undefined, ringingAt: undefined, answeredAt: undefined, endedAt: undefined };

    const call = assemble(records([aKeptCdr(), aKeptCdr(noTimes, { recordKey: 'bare' })]));

    expect(call).toMatchObject({ talkSeconds: 71, billedMinutes: 2, endedAt: '2026-03-01T02:31:20.000Z' });
    expect(call.legs).toMatchObject([
      { answeredAt: '2026-03-01T02:30:09.000Z', talkSeconds: 71 },
      { startedAt: null, answeredAt: null, endedAt: null, talkSeconds: 0, billedMinutes: 0 },
    ]);
  });
});

describe('the recording', () => {
  it('shows its state without its place in the archive', () => {
    const state = {
      status: 'archived',
      attempts: 2,
      deadlineAt: '2026-03-08T02:31:20.000Z',
      archivedAt: '2026-03-01T02:35:00.000Z',
      sizeBytes: 568044,
      sha256: 'ab12',
    } as const;

    const call = assemble(records([aKeptCdr({}, { ...state, objectKey: 'recordings/one.wav' })], []));

    expect(call.recording).toEqual(state);
  });
});

describe('the subscription of a call', () => {
  it('takes the CDR first', () => {
    const events = [anEvent('callin', '2026-03-01T02:30:03.000Z', { subscriptionId: 'of-an-event' })];

    const subscription = subscriptionOf(records([aKeptCdr()], events));

    expect(subscription).toEqual({ app: 'rides', subscriptionId: 'subscription-a' });
  });

  it('takes the first event that knows it when there is no CDR', () => {
    const events = [
      anEvent('answer', '2026-03-01T02:30:09.000Z', { subscriptionId: 'later' }),
      anEvent('callout', '2026-03-01T02:30:03.000Z', { subscriptionId: 'first' }),
      anEvent('callin', '2026-03-01T02:30:03.000Z', { subscriptionId: undefined }),
    ];

    const subscription = subscriptionOf(records([], events));

    expect(subscription).toEqual({ app: 'rides', subscriptionId: 'first' });
  });

  it('is undefined for an orphan', () => {
    const events = [anEvent('callin', '2026-03-01T02:30:03.000Z', { subscriptionId: undefined })];

    const subscription = subscriptionOf(records([aKeptCdr({ subscriptionId: undefined })], events));

    expect(subscription).toBeUndefined();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleCall } from '../../../shared/calls/assemble-call.ts';
import type { CallEvent } from '../../../shared/calls/call-event.ts';
import type { KeptCdr } from '../../../shared/calls/call-times.ts';
import { aCdr, CALL_ID } from '../../builders/call-records.ts';

type CallRecord = Readonly<{ event: CallEvent } | { kept: KeptCdr }>;

/** A second after 08:00:00. */
const at = (second: number) => new Date(Date.UTC(2026, 2, 1, 8, 0, second)).toISOString();

const anEvent = (type: string, second: number): CallRecord => ({
  event: {
    app: 'rides',
    mode: 'AXB',
    sessionId: 'session-a',
    type,
    at: at(second),
    ...(type === 'disconnect' ? { releaseCode: 0 } : {}),
  },
});

const aRecord = (recordKey: string, times: Partial<KeptCdr['cdr']>, receivedSecond: number): CallRecord => ({
  kept: {
    cdr: aCdr({
      startedAt: undefined,
      forwardedAt: undefined,
      ringingAt: undefined,
      answeredAt: undefined,
      endedAt: undefined,
      failedAt: undefined,
      recorded: false,
      ...times,
    }),
    recordKey,
    recording: { status: 'none', attempts: 0 },
    receivedAt: at(receivedSecond),
  },
});

const shown = (records: readonly CallRecord[]) => {
  const cdrs = records.flatMap((record) => ('kept' in record ? [record.kept] : []));
  const events = records.flatMap((record) => ('event' in record ? [record.event] : []));
  const call = assembleCall({ callId: CALL_ID, cdrs, events }, { bindingId: undefined, language: 'en' });
  const { startedAt, answeredAt, endedAt, talkSeconds, billedMinutes, outcome, legs } = call;
  return { startedAt, answeredAt, endedAt, talkSeconds, billedMinutes, hasOutcome: outcome !== null, legs };
};

// Leg 1 is answered at 5 and ends at 66; the phone redials at 70, is answered at 75 and ends at 200.
const CALLIN = anEvent('callin', 0);
const FIRST = [anEvent('callout', 1), anEvent('alerting', 2), anEvent('answer', 5)];
const FIRST_END = anEvent('disconnect', 66);
const SECOND = [anEvent('callout', 70), anEvent('alerting', 71), anEvent('answer', 75)];
const SECOND_END = anEvent('disconnect', 200);
const CDR_1 = aRecord('one', { startedAt: at(0), answeredAt: at(5), endedAt: at(66) }, 67);
const CDR_2 = aRecord('two', { startedAt: at(70), answeredAt: at(75), endedAt: at(200) }, 201);

const GOING_ON = { endedAt: null, talkSeconds: null, billedMinutes: null, hasOutcome: false };
const FIRST_DONE = { endedAt: at(66), talkSeconds: 61, billedMinutes: 2, hasOutcome: true };
const ALL_DONE = { endedAt: at(200), talkSeconds: 186, billedMinutes: 5, hasOutcome: true };

describe('a call whose phone redials', () => {
  it.each<[string, readonly CallRecord[], object]>([
    ['rings again after its end', [CALLIN, ...FIRST, FIRST_END, ...SECOND.slice(0, 2)], GOING_ON],
    ['is talked on again', [CALLIN, ...FIRST, FIRST_END, ...SECOND], { ...GOING_ON, answeredAt: at(5) }],
    ['is talked on again, and leg 1 has its CDR', [CALLIN, ...FIRST, FIRST_END, ...SECOND, CDR_1], GOING_ON],
    [
      'is talked on again, and the end of leg 1 came as CDR alone',
      [CALLIN, ...FIRST, ...SECOND, CDR_1],
      GOING_ON,
    ],
    ['has ended twice, and no CDR came', [CALLIN, ...FIRST, FIRST_END, ...SECOND, SECOND_END], ALL_DONE],
    [
      'has ended twice, and the CDR of leg 1 came',
      [CALLIN, ...FIRST, FIRST_END, ...SECOND, SECOND_END, CDR_1],
      ALL_DONE,
    ],
    [
      'has ended twice, and the CDR of leg 2 came',
      [CALLIN, ...FIRST, FIRST_END, ...SECOND, SECOND_END, CDR_2],
      ALL_DONE,
    ],
    ['has both CDRs', [CALLIN, ...FIRST, FIRST_END, ...SECOND, SECOND_END, CDR_1, CDR_2], ALL_DONE],
    ['has CDRs alone', [CDR_1, CDR_2], ALL_DONE],
    ['has leg 1 alone', [CALLIN, ...FIRST, FIRST_END, CDR_1], FIRST_DONE],
    ['has answers alone', [FIRST[2], FIRST_END, SECOND[2]].filter((one) => one !== undefined), GOING_ON],
    [
      'has leg 1 unanswered and talks in leg 2',
      [CALLIN, FIRST_END, ...SECOND, SECOND_END, aRecord('one', { startedAt: at(0), endedAt: at(66) }, 67)],
      { answeredAt: at(75), endedAt: at(200), talkSeconds: 125, billedMinutes: 3, hasOutcome: true },
    ],
    [
      'has a CDR without times for leg 1',
      [CALLIN, ...FIRST, FIRST_END, ...SECOND, SECOND_END, aRecord('bare', {}, 67), CDR_2],
      { ...ALL_DONE, legs: [{ talkSeconds: 61 }, { talkSeconds: 125 }] },
    ],
    [
      'has a CDR without times alone',
      [CALLIN, ...FIRST, FIRST_END, aRecord('bare', {}, 67)],
      { ...FIRST_DONE, legs: [{ talkSeconds: 61 }] },
    ],
  ])('%s', (_case, records, expected) => {
    expect(shown(records)).toMatchObject(expected);
    expect(shown([...records].reverse())).toMatchObject(expected);
  });

  const leg = fc.record({
    answered: fc.boolean(),
    /** Its CDR has a moment of the answer that cannot be one. */
    unclear: fc.boolean(),
    talk: fc.integer({ min: 1, max: 200 }),
    gap: fc.integer({ min: 1, max: 9 }),
  });
  const course = fc.array(leg, { minLength: 1, maxLength: 3 });

  type PlayedLeg = Readonly<{ answered: boolean; unclear: boolean; talk: number; gap: number }>;

  const recordsOf = (
    { answered, unclear, talk, gap }: PlayedLeg,
    place: number,
    begin: number,
  ): CallRecord[] => {
    const [start, answer, end] = [begin + gap, begin + gap + 3, begin + gap + 3 + talk];
    const startedAt = at(place === 0 ? 0 : start);
    const told = unclear ? { answerUnclear: true } : { answeredAt: at(answer) };
    const times = { startedAt, endedAt: at(end), ...(answered ? told : {}) };
    return [
      anEvent('callout', start),
      anEvent('alerting', start + 1),
      ...(answered ? [anEvent('answer', answer)] : []),
      anEvent('disconnect', end),
      aRecord(`leg-${place}`, times, end + 1),
    ];
  };

  /** The records of a course, and the truth. */
  const played = (legs: readonly PlayedLeg[]) => {
    const records: CallRecord[] = [anEvent('callin', 0)];
    let now = 0;
    for (const [place, one] of legs.entries()) {
      records.push(...recordsOf(one, place, now));
      now += one.gap + 3 + one.talk;
    }
    const talks = legs.map(({ answered, talk }) => (answered ? talk : 0));
    const talkSeconds = talks.reduce((total, talk) => total + talk, 0);
    const billedMinutes = talks.reduce((total, talk) => total + Math.ceil(talk / 60), 0);
    return {
      records,
      truth: { startedAt: at(0), endedAt: at(now), talkSeconds, billedMinutes, hasOutcome: true },
    };
  };

  it('is the same in every order, and never over while a later leg is known', () => {
    fc.assert(
      fc.property(
        course.chain((legs) => {
          const { records, truth } = played(legs);
          const order = fc.shuffledSubarray(records, { minLength: records.length });
          return fc.tuple(fc.constant(truth), order, fc.integer({ min: 1, max: records.length }));
        }),
        ([truth, order, count]) => {
          expect(shown(order)).toMatchObject(truth);

          const some = order.slice(0, count);
          const call = shown(some);
          const momentOf = (record: CallRecord) =>
            'event' in record ? record.event.at : (record.kept.cdr.endedAt ?? '');
          const latest = [...some].sort((one, other) => (momentOf(one) < momentOf(other) ? -1 : 1)).at(-1);
          const begins =
            latest !== undefined &&
            'event' in latest &&
            ['callout', 'answer', 'callin'].includes(latest.event.type);
          if (begins) expect(call).toMatchObject(GOING_ON);
          expect(call.endedAt ?? '').toSatisfy((end: string) => end <= truth.endedAt);
          expect(shown([...some, ...some].reverse())).toEqual(call);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

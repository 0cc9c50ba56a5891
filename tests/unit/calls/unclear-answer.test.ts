import { describe, expect, it } from 'vitest';
import { assembleCall } from '../../../shared/calls/assemble-call.ts';
import type { CallEvent } from '../../../shared/calls/call-event.ts';
import type { Cdr } from '../../../shared/calls/cdr.ts';
import { aKeptCdr, anEvent, CALL_ID, eventsOfTheCall } from '../../builders/call-records.ts';

// The call of the builders: it starts at 02:30:03, is answered at 02:30:09 and ends at 02:31:20.

const UNCLEAR = { answeredAt: undefined, answerUnclear: true };
const ANSWERED = {
  answered: true,
  answeredAt: '2026-03-01T02:30:09.000Z',
  endedAt: '2026-03-01T02:31:20.000Z',
  talkSeconds: 71,
  billedMinutes: 2,
  outcome: { code: 0, class: 'normal' },
  legs: [{ answeredAt: '2026-03-01T02:30:09.000Z', talkSeconds: 71, billedMinutes: 2 }],
};
const NOT_ANSWERED = { answered: false, answeredAt: null, talkSeconds: 0, billedMinutes: 0 };

const UNKNOWN = { answered: false, answeredAt: null, talkSeconds: null, billedMinutes: null };

const callOf = (cdrs: readonly Partial<Cdr>[], events: readonly CallEvent[]) =>
  assembleCall(
    {
      callId: CALL_ID,
      cdrs: cdrs.map((cdr, place) => aKeptCdr(cdr, { recordKey: `record-${place}` })),
      events,
    },
    { bindingId: undefined, language: 'en' },
  );

const without = (type: string) => eventsOfTheCall().filter((event) => event.type !== type);

describe('a CDR whose answer cannot be believed', () => {
  it.each<[string, Partial<Cdr>, readonly CallEvent[], object]>([
    ['beside the answer of its leg', UNCLEAR, eventsOfTheCall(), ANSWERED],
    ['and that is recorded', { ...UNCLEAR, recorded: true }, eventsOfTheCall(), ANSWERED],
    ['beside events that came in another order', UNCLEAR, eventsOfTheCall().toReversed(), ANSWERED],
    ['beside the answer alone', UNCLEAR, [anEvent('answer', '2026-03-01T02:30:09.000Z')], ANSWERED],
    ['and no end either', { ...UNCLEAR, endedAt: undefined }, eventsOfTheCall(), ANSWERED],
    ['without an answer in the events', UNCLEAR, without('answer'), NOT_ANSWERED],
    ['without any event', UNCLEAR, [], UNKNOWN],
    ['beside the begin alone', UNCLEAR, eventsOfTheCall().slice(0, 1), UNKNOWN],
    [
      'beside an answer after its end',
      UNCLEAR,
      [anEvent('callin', '2026-03-01T02:30:03.000Z'), anEvent('answer', '2026-03-01T02:31:21.000Z')],
      { legs: [{ answeredAt: null, talkSeconds: null }] },
    ],
  ])('%s', (_case, cdr, events, expected) => {
    expect(callOf([cdr], events)).toMatchObject(expected);
  });

  it('without any answer decides that nobody answered, whatever events say', () => {
    expect(callOf([{ answeredAt: undefined }], eventsOfTheCall())).toMatchObject(NOT_ANSWERED);
  });

  it('with an answer to be believed wins over the event', () => {
    const call = callOf([{ answeredAt: '2026-03-01T02:30:10.000Z' }], eventsOfTheCall());

    expect(call).toMatchObject({ answeredAt: '2026-03-01T02:30:10.000Z', talkSeconds: 70 });
  });

  it('counts before one of a later leg that nobody answered', () => {
    const later = {
      startedAt: '2026-03-01T02:31:30.000Z',
      forwardedAt: undefined,
      ringingAt: undefined,
      answeredAt: undefined,
      endedAt: '2026-03-01T02:31:40.000Z',
      releaseCode: 8102,
    };

    for (const cdrs of [
      [UNCLEAR, later],
      [later, UNCLEAR],
    ])
      expect(callOf(cdrs, eventsOfTheCall())).toMatchObject({
        answered: true,
        talkSeconds: 71,
        outcome: { code: 0, class: 'normal' },
      });
  });
});

import { describe, expect, it } from 'vitest';
import type { CallEvent } from '../../../shared/calls/call-event.ts';
import { courseOf } from '../../../shared/calls/call-legs.ts';
import type { Cdr } from '../../../shared/calls/cdr.ts';
import { aKeptCdr, anEvent } from '../../builders/call-records.ts';

/** A moment of the half hour: its minute and second. */
const at = (time: string): string => `2026-03-01T02:${time}.000Z`;
const event = (type: string, time: string): CallEvent => anEvent(type, at(time));

/** A CDR with these moments only, received at the end of the hour unless something else is said. */
const cdrWith = (moments: Partial<Record<keyof Cdr, string>>, received = '59:00') => {
  const never = { startedAt: undefined, forwardedAt: undefined, ringingAt: undefined, answeredAt: undefined };
  const known = Object.fromEntries(
    Object.entries(moments).map(([name, time]) => [name, at(time)]),
  ) as Partial<Cdr>;
  return aKeptCdr({ ...never, endedAt: undefined, ...known }, { receivedAt: at(received) });
};

type Kept = ReturnType<typeof cdrWith>;

/** The talk of the leg of the CDR, then that of each part that events alone tell of; and whether all is over. */
const courseWith = (cdr: Kept | undefined, ...events: CallEvent[]) => {
  const { talkSeconds, hasEnded } = courseOf({ cdrs: cdr === undefined ? [] : [cdr], events });
  return { talkSeconds, hasEnded };
};

/** Two legs, each from its beginning to its end. */
const TWO_LEGS = [
  event('callin', '30:00'),
  event('disconnect', '30:10'),
  event('callout', '30:20'),
  event('disconnect', '30:40'),
];

describe('the parts of a call that events tell of', () => {
  it('have no talk where they are over and nobody answered, and an unknown one while the last goes on', () => {
    const [callin, disconnect, callout] = TWO_LEGS;
    const events = [callin, disconnect, callout].filter((each) => each !== undefined);

    expect(courseWith(undefined, ...events)).toEqual({ talkSeconds: [0, undefined], hasEnded: false });
    expect(courseWith(undefined, ...TWO_LEGS)).toEqual({ talkSeconds: [0, 0], hasEnded: true });
  });

  it.each([
    ['callin', false],
    ['collectInfo', false],
    ['callout', false],
    ['answer', false],
    ['alerting', true],
    ['unheard-of', true],
  ])('begin anew after an end with %s or not', (type, hasEnded) => {
    expect(courseWith(undefined, event('disconnect', '30:00'), event(type, '30:10')).hasEnded).toBe(hasEnded);
  });

  it.each<[string, Kept, boolean]>([
    ['by the end in a CDR, and not by its receipt', cdrWith({ startedAt: '30:00', endedAt: '30:15' }), false],
    ['by an end in the second of the first event', cdrWith({ startedAt: '30:00', failedAt: '30:00' }), false],
    ['not by an end before the first event', cdrWith({ startedAt: '29:00', endedAt: '29:59' }), false],
    [
      'not by an end in the second of the next event',
      cdrWith({ startedAt: '30:00', endedAt: '30:20' }),
      true,
    ],
  ])('are told apart %s', (_case, cdr, hasEnded) => {
    expect(courseWith(cdr, event('callin', '30:00'), event('callout', '30:20')).hasEnded).toBe(hasEnded);
  });
});

describe('the events that a CDR is about', () => {
  it.each<[string, Kept, readonly CallEvent[]]>([
    [
      'in the second of its end',
      cdrWith({ endedAt: '30:20' }),
      [event('callin', '30:00'), event('answer', '30:20')],
    ],
    ['up to its end, where it has no start', cdrWith({ endedAt: '30:10' }), TWO_LEGS.slice(0, 2)],
    ['of its only second', cdrWith({ startedAt: '30:10', endedAt: '30:10' }), TWO_LEGS.slice(0, 2)],
    [
      'that go on, also from before its start',
      cdrWith({ startedAt: '30:05', endedAt: '30:40' }),
      TWO_LEGS.slice(0, 1),
    ],
    ['in the second of its receipt, where it has no times', cdrWith({}, '30:00'), TWO_LEGS.slice(0, 1)],
  ])('are those %s', (_case, cdr, events) => {
    expect(courseWith(cdr, ...events)).toEqual({ talkSeconds: [0], hasEnded: true });
  });

  it.each<keyof Cdr>(['startedAt', 'forwardedAt', 'ringingAt'])(
    'are all between %s and its end',
    (beginning) => {
      expect(courseWith(cdrWith({ [beginning]: '30:00', endedAt: '30:40' }), ...TWO_LEGS)).toEqual({
        talkSeconds: [0],
        hasEnded: true,
      });
    },
  );

  it('are all between its answer and its end, where it has nothing else', () => {
    expect(courseWith(cdrWith({ answeredAt: '30:00', endedAt: '30:40' }), ...TWO_LEGS).talkSeconds).toEqual([
      40,
    ]);
  });

  it.each<[string, Kept]>([
    ['the last ones where it has an end only', cdrWith({ endedAt: '30:40' })],
    ['the first ones where it has a start only', cdrWith({ startedAt: '30:00' })],
    ['the first ones where it has no times', cdrWith({})],
  ])('are %s, and the others count by themselves', (_case, cdr) => {
    expect(courseWith(cdr, ...TWO_LEGS)).toEqual({ talkSeconds: [0, 0], hasEnded: true });
  });

  it('are none that ended before its start, where it has no end', () => {
    const [callin, disconnect, callout] = TWO_LEGS;
    const events = [callin, disconnect, callout].filter((each) => each !== undefined);

    expect(courseWith(cdrWith({ startedAt: '30:20' }), ...events).hasEnded).toBe(true);
  });
});

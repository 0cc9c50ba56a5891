import { describe, expect, it } from 'vitest';
import type { CallEvent } from '../../../shared/calls/call-event.ts';
import { byRank, courseOf } from '../../../shared/calls/call-legs.ts';
import { cdrTalkSeconds, compareText, inOrder } from '../../../shared/calls/call-times.ts';
import type { Cdr } from '../../../shared/calls/cdr.ts';
import { aCdr, aKeptCdr, anEvent } from '../../builders/call-records.ts';

/** A moment of the evening. */
const at = (time: string): string => `2026-03-01T${time}.000Z`;

/** A CDR with these moments only. */
const cdrWith = (moments: Partial<Cdr>): Partial<Cdr> => ({
  startedAt: undefined,
  forwardedAt: undefined,
  ringingAt: undefined,
  answeredAt: undefined,
  endedAt: undefined,
  ...moments,
});

const keptWith = (recordKey: string, moments: Partial<Cdr>, receivedAt = at('02:59:00')) =>
  aKeptCdr(cdrWith(moments), { recordKey, receivedAt });

describe('the talk of a CDR', () => {
  const answeredAt = at('02:30:09');
  it.each<[string, Partial<Cdr>, number | undefined]>([
    ['answered and ended', { answeredAt, endedAt: at('02:31:20') }, 71],
    ['answered and failed', { answeredAt, failedAt: at('02:30:19') }, 10],
    [
      'answered, ended and failed: the end counts',
      { answeredAt, endedAt: at('02:30:20'), failedAt: at('02:30:40') },
      11,
    ],
    ['answered, and nothing else', { answeredAt }, undefined],
    ['ended and not answered', { endedAt: at('02:31:20') }, 0],
    ['failed and not answered', { failedAt: at('02:31:20') }, 0],
    ['neither answered nor ended', {}, undefined],
    ['answered at an impossible moment', { answerUnclear: true, endedAt: at('02:31:20') }, undefined],
    ['answered after its end', { answeredAt, endedAt: at('02:30:00') }, 0],
    ['answered for half a second', { answeredAt, endedAt: '2026-03-01T02:30:09.500Z' }, 1],
  ])('%s', (_case, moments, seconds) => {
    expect(cdrTalkSeconds(aCdr(cdrWith(moments)))).toBe(seconds);
  });
});

describe('a call has ended', () => {
  it.each<[string, Parameters<typeof courseOf>[0], boolean]>([
    ['with any CDR', { cdrs: [keptWith('a', {})], events: [] }, true],
    ['with a disconnect', { cdrs: [], events: [anEvent('disconnect', at('02:31:20'))] }, true],
    ['not with an answer', { cdrs: [], events: [anEvent('answer', at('02:30:09'))] }, false],
    ['not while nothing is known', { cdrs: [], events: [] }, false],
  ])('%s: %#', (_case, records, ended) => {
    expect(courseOf(records).hasEnded).toBe(ended);
  });
});

describe('nobody can talk any more', () => {
  const callin = anEvent('callin', at('02:30:03'));
  const disconnect = anEvent('disconnect', at('02:31:20'));
  const redial = anEvent('callout', at('02:31:30'));
  it.each<[string, Parameters<typeof courseOf>[0], boolean]>([
    ['after a disconnect', { cdrs: [], events: [callin, disconnect] }, true],
    ['after a disconnect that came first', { cdrs: [], events: [disconnect, callin] }, true],
    ['but not when a redial follows it', { cdrs: [], events: [callin, disconnect, redial] }, false],
    [
      'after the disconnect of a redial',
      { cdrs: [], events: [disconnect, redial, anEvent('disconnect', at('02:31:40'))] },
      true,
    ],
    ['but not before any end', { cdrs: [], events: [callin] }, false],
    ['but not while nothing is known', { cdrs: [], events: [] }, false],
    [
      'after a CDR that ends with the last event',
      { cdrs: [keptWith('a', { endedAt: at('02:31:30') })], events: [redial] },
      true,
    ],
    [
      'but not when a redial follows the CDR',
      { cdrs: [keptWith('a', { endedAt: at('02:31:20') })], events: [redial] },
      false,
    ],
    [
      'after a CDR that only failed',
      { cdrs: [keptWith('a', { failedAt: at('02:31:30') })], events: [redial] },
      true,
    ],
    [
      'after a CDR that came then and has no end',
      { cdrs: [keptWith('a', {}, at('02:32:00'))], events: [redial] },
      true,
    ],
    [
      'but not after one that came before',
      { cdrs: [keptWith('a', {}, at('02:31:00'))], events: [redial] },
      false,
    ],
    [
      'after the later of two CDRs, in whichever order they are',
      {
        cdrs: [keptWith('a', { endedAt: at('02:31:40') }), keptWith('b', { endedAt: at('02:31:20') })],
        events: [redial],
      },
      true,
    ],
  ])('%s', (_case, records, silent) => {
    expect(courseOf(records).hasEnded).toBe(silent);
  });
});

describe('events of one second', () => {
  const second = at('02:30:03');
  const caller = '+8613800000001';
  const event = (changes: Partial<CallEvent>, type = 'disconnect') =>
    anEvent(type, second, { caller, called: caller, releaseCode: 5, ...changes });
  it.each<[string, CallEvent, CallEvent]>([
    ['of different types stand in the order of the vendor', event({}, 'callin'), event({}, 'disconnect')],
    ['that nobody knows come last', event({}, 'disconnect'), event({}, 'archived')],
    ['stand by their release code', event({ releaseCode: 4 }), event({})],
    ['without a release code come first', event({ releaseCode: undefined }), event({ releaseCode: 1 })],
    ['stand by their caller', event({}), event({ caller: '+8613800000002' })],
    ['without a caller come first', event({ caller: undefined }), event({})],
    ['stand by who was called', event({}), event({ called: '+8613800000002' })],
    ['without a called number come first', event({ called: undefined }), event({})],
  ])('%s', (_case, first, later) => {
    expect(inOrder([later, first])).toEqual([first, later]);
    expect(inOrder([first, later])).toEqual([first, later]);
  });

  it.each([
    ['a', 'b', -1],
    ['b', 'a', 1],
    ['a', 'a', 0],
    ['B', 'a', -1],
  ])('are compared by code units: %s and %s', (one, other, order) => {
    expect(compareText(one, other)).toBe(order);
  });
});

describe('the CDR that counts', () => {
  const early = { endedAt: at('02:31:00') };
  const late = { endedAt: at('02:32:00') };
  const answered = { answeredAt: at('02:30:09') };
  it.each<[string, Partial<Cdr>, Partial<Cdr>]>([
    ['is the answered one, although another ended later', { ...early, ...answered }, late],
    ['is the one that ended last of two answered ones', { ...late, ...answered }, { ...early, ...answered }],
    ['is the one that ended last when nobody answered', late, early],
    ['is the one that failed last', { failedAt: at('02:32:00') }, early],
    ['is one with an end before one without', early, {}],
    ['is an answered one without an end', answered, late],
  ])('%s', (_case, first, other) => {
    // With either key the greater one, so that keys decide nothing.
    for (const [one, two] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const ranked = byRank([keptWith(two, other), keptWith(one, first)]);
      expect(ranked.map(({ recordKey }) => recordKey)).toEqual([one, two]);
    }
  });

  it('is the one with the greater key when all else is equal, and each is there once', () => {
    const ranked = byRank([keptWith('a', early), keptWith('b', early), keptWith('a', early)]);

    expect(ranked.map(({ recordKey }) => recordKey)).toEqual(['b', 'a']);
  });
});

describe('the legs of a call', () => {
  const keysOf = (first: Partial<Cdr>, later: Partial<Cdr>) =>
    [
      [keptWith('a', first), keptWith('b', later)],
      [keptWith('z', first), keptWith('b', later)],
    ].map((cdrs) => courseOf({ cdrs, events: [] }).legs.map(({ kept }) => kept.recordKey));

  it.each<[string, Partial<Cdr>, Partial<Cdr>]>([
    [
      'by their start, although the first ends later',
      { startedAt: at('02:30:00'), endedAt: at('02:40:00') },
      { startedAt: at('02:31:00'), endedAt: at('02:32:00') },
    ],
    [
      'by their start, although the first rings later',
      { startedAt: at('02:30:00'), ringingAt: at('02:33:00') },
      { startedAt: at('02:31:00'), ringingAt: at('02:32:00') },
    ],
    [
      'by their ringing where there is no start',
      { ringingAt: at('02:30:00'), answeredAt: at('02:33:00') },
      { ringingAt: at('02:31:00'), answeredAt: at('02:32:00') },
    ],
    [
      'by their answer where there is no more',
      { answeredAt: at('02:30:00'), endedAt: at('02:33:00') },
      { answeredAt: at('02:31:00'), endedAt: at('02:32:00') },
    ],
    ['by their end where there is no more', { endedAt: at('02:30:00') }, { endedAt: at('02:31:00') }],
    ['by their receipt where there is nothing', { endedAt: at('02:30:00') }, {}],
    [
      'of one start by their end',
      { startedAt: at('02:30:00'), endedAt: at('02:31:00') },
      { startedAt: at('02:30:00'), endedAt: at('02:32:00') },
    ],
    [
      'of one start without an end first',
      { startedAt: at('02:30:00') },
      { startedAt: at('02:30:00'), endedAt: at('02:32:00') },
    ],
    [
      'of one start and end by their answer',
      { startedAt: at('02:30:00'), endedAt: at('02:32:00') },
      { startedAt: at('02:30:00'), endedAt: at('02:32:00'), answeredAt: at('02:31:00') },
    ],
  ])('stand %s', (_case, first, later) => {
    expect(keysOf(first, later)).toEqual([
      ['a', 'b'],
      ['z', 'b'],
    ]);
  });
});

describe('the moments of a whole call', () => {
  const timesOf = (...all: readonly Partial<Cdr>[]) => {
    const cdrs = all.map((moments, place) => keptWith(`${place}`, moments));
    const { startedAt, ringingAt, answeredAt, endedAt } = courseOf({ cdrs, events: [] }).times;
    return [startedAt, ringingAt, answeredAt, endedAt].map((moment) => moment?.slice(11, 19));
  };
  const leg = (startedAt: string, endedAt?: string, ringingAt?: string): Partial<Cdr> => ({
    startedAt: at(startedAt),
    ...(endedAt === undefined ? {} : { endedAt: at(endedAt) }),
    ...(ringingAt === undefined ? {} : { ringingAt: at(ringingAt) }),
  });

  it.each<[string, Partial<Cdr>[], (string | undefined)[]]>([
    [
      'go from the first start to the last end',
      [leg('02:30:00', '02:31:00'), leg('02:31:00', '02:32:00')],
      ['02:30:00', undefined, undefined, '02:32:00'],
    ],
    [
      'end with the leg that ends last',
      [leg('02:30:00', '02:40:00'), leg('02:31:00', '02:32:00')],
      ['02:30:00', undefined, undefined, '02:40:00'],
    ],
    [
      'have the first ringing of all',
      [leg('02:30:00', '02:40:00', '02:35:00'), leg('02:31:00', '02:32:00', '02:31:30')],
      ['02:30:00', '02:31:30', undefined, '02:40:00'],
    ],
    [
      'have no end when the last leg has none',
      [leg('02:30:00', '02:31:00'), leg('02:32:00')],
      ['02:30:00', undefined, undefined, undefined],
    ],
    [
      'have no end when the last of three has none',
      [leg('02:30:00', '02:31:30'), leg('02:31:00'), leg('02:32:00')],
      ['02:30:00', undefined, undefined, undefined],
    ],
    [
      'may end in the second in which the last leg starts',
      [leg('02:30:00', '02:31:00'), leg('02:31:00')],
      ['02:30:00', undefined, undefined, '02:31:00'],
    ],
    [
      'have an end where no leg has a start',
      [{ endedAt: at('02:31:00') }, { endedAt: at('02:32:00') }],
      [undefined, undefined, undefined, '02:32:00'],
    ],
    [
      'believe the end of a single leg',
      [leg('02:32:00', '02:31:00')],
      ['02:32:00', undefined, undefined, '02:31:00'],
    ],
    ['are none where nothing is known', [{}, {}], [undefined, undefined, undefined, undefined]],
  ])('%s', (_case, legs, times) => {
    expect(timesOf(...legs)).toEqual(times);
  });
});

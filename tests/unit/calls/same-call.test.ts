import { describe, expect, it } from 'vitest';
import { isSameCall, isSameLeg, type ToldCall } from '../../../shared/calls/console/same-call.ts';

const at = (time: string) => `2026-03-01T02:${time}.000Z`;
const OWN: ToldCall = {
  x: '+8617000000001',
  caller: '+8613800000001',
  callee: '+8613900000002',
  startedAt: at('30:03'),
  answeredAt: at('30:09'),
  endedAt: at('31:20'),
};

describe('a CDR and a line of the list are of one call', () => {
  it.each<[string, boolean, ToldCall, ToldCall]>([
    ['with the same moments', true, {}, {}],
    ['with the same start, whatever the rest is', true, {}, { answeredAt: undefined, endedAt: at('30:04') }],
    ['two seconds apart', true, {}, { startedAt: at('30:05'), answeredAt: at('30:11') }],
    ['not three seconds apart', false, {}, { startedAt: at('30:06'), endedAt: undefined }],
    ['not a second apart with other ends', false, { endedAt: at('30:04') }, { startedAt: at('30:04') }],
    ['when the list begins with the talk', true, {}, { startedAt: at('30:09') }],
    ['not when that talk ends elsewhere', false, {}, { startedAt: at('30:09'), endedAt: at('32:20') }],
    ['by answer and end', true, {}, { startedAt: at('29:50') }],
    ['not by the answer alone', false, {}, { startedAt: at('29:50'), endedAt: undefined }],
    ['by the end of a CDR without a start', true, { startedAt: undefined, answeredAt: undefined }, {}],
    [
      'not with a CDR without any moment',
      false,
      { startedAt: undefined, answeredAt: undefined, endedAt: undefined },
      {},
    ],
    ['without the caller', true, { caller: undefined }, {}],
    ['not of another caller', false, {}, { caller: '+8613800000003' }],
    ['not on another X', false, {}, { x: '+8617000000002' }],
  ])('%s', (_how, expected, own, listed) => {
    expect(isSameCall({ ...OWN, ...own }, { ...OWN, ...listed })).toBe(expected);
  });
});

describe('a CDR and a line of one session are of one leg', () => {
  it.each<[string, boolean, ToldCall]>([
    ['when their times touch', true, { startedAt: at('30:40'), answeredAt: undefined }],
    ['when the CDR has no time', true, { startedAt: undefined, answeredAt: undefined, endedAt: undefined }],
    [
      'not when one is over before the other begins',
      false,
      { startedAt: at('31:21'), answeredAt: at('31:25'), endedAt: at('31:40') },
    ],
  ])('%s', (_how, expected, own) => {
    expect(isSameLeg({ ...OWN, ...own }, OWN)).toBe(expected);
  });
});

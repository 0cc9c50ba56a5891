import { describe, expect, it } from 'vitest';
import { shardOf } from '../../../shared/calls/call-id.ts';
import type { Cdr } from '../../../shared/calls/cdr.ts';
import { expectedRecording } from '../../../shared/calls/expected-recording.ts';
import { aCdr } from '../../builders/call-records.ts';

const FILE = { recorded: true, recording: { fileName: '1.wav', domain: 'ostor.example.com' } };
const RECEIVED_AT = new Date('2026-03-01T02:32:00.000Z');

describe('the recording that a CDR announces', () => {
  it.each<[string, Partial<Cdr>, string]>([
    ['was not recorded', { recorded: false, recording: FILE.recording }, 'none'],
    ['was recorded', FILE, 'pending'],
    [
      'was recorded and has a link only',
      { recorded: true, recordingUrl: 'https://example.com/1' },
      'pending',
    ],
    ['was recorded nowhere', { recorded: true }, 'lost'],
    ['was answered for 3 s', { ...FILE, endedAt: '2026-03-01T02:30:12.000Z' }, 'pending'],
    ['was answered for 2 s', { ...FILE, endedAt: '2026-03-01T02:30:11.000Z' }, 'not-expected'],
    ['was not answered', { ...FILE, answeredAt: undefined }, 'not-expected'],
    ['has no end', { ...FILE, endedAt: undefined }, 'pending'],
    ['has neither an answer nor an end', { ...FILE, answeredAt: undefined, endedAt: undefined }, 'pending'],
    [
      'was answered at an impossible moment',
      { ...FILE, answeredAt: undefined, answerUnclear: true },
      'pending',
    ],
    [
      'has only the time of its failure',
      { ...FILE, endedAt: undefined, failedAt: '2026-03-01T02:30:10.000Z' },
      'not-expected',
    ],
    [
      'was answered shortly and recorded nowhere',
      { recorded: true, endedAt: '2026-03-01T02:30:10.000Z' },
      'not-expected',
    ],
  ])('of a call that %s', (_case, cdr, status) => {
    const state = expectedRecording(aCdr(cdr), RECEIVED_AT);

    expect(state.status).toBe(status);
  });

  it.each<[string, string | undefined, string]>([
    ['the end of the call', '2026-03-01T02:31:20.000Z', '2026-03-08T02:31:20.000Z'],
    ['the receipt when the end lies later', '2026-03-01T02:45:00.000Z', '2026-03-08T02:32:00.000Z'],
    ['the receipt when there is no end', undefined, '2026-03-08T02:32:00.000Z'],
  ])('is there for seven days from %s', (_case, endedAt, deadlineAt) => {
    const state = expectedRecording(aCdr({ ...FILE, endedAt }), RECEIVED_AT);

    expect(state).toEqual({ status: 'pending', attempts: 0, deadlineAt });
  });

  it('says why it is lost', () => {
    const state = expectedRecording(aCdr({ recorded: true }), RECEIVED_AT);

    expect(state).toEqual({
      status: 'lost',
      attempts: 0,
      deadlineAt: '2026-03-08T02:31:20.000Z',
      reason: 'no-source',
    });
  });
});

describe('the shards of recordings', () => {
  const ids = Array.from({ length: 4000 }, (_, at) =>
    Array.from(
      { length: 32 },
      (_, place) => 'ghijkmnpqrabcdef'[(at * 31 + place * place * 7 + (at >> place)) % 16],
    ).join(''),
  );

  it('are all used, about alike', () => {
    const counts = [0, 0, 0, 0];
    for (const id of ids) counts[shardOf(id, 4)] = (counts[shardOf(id, 4)] ?? 0) + 1;

    expect(Math.min(...counts)).toBeGreaterThan(500);
  });

  it('give a call the same shard each time', () => {
    // (…((97 * 31 + 98) * 31 + 99)… + 104) modulo 4, by hand: 31 is -1 there, so the codes of a to h add up to 4.
    expect([1, 2, 3].map(() => shardOf('abcdefghijkmnpqr', 4))).toEqual([0, 0, 0]);
  });
});

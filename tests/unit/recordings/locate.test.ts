import { describe, expect, it } from 'vitest';
import type { PlatformResult } from '../../../shared/kernel/platform-outcome.ts';
import { locate } from '../../../shared/recordings/archiver/locate.ts';
import type { RecordingLocation } from '../../../shared/recordings/archiver/recording-location.ts';
import { aCdr } from '../../builders/call-records.ts';

const SOURCE = { fileName: '26030102300912345678901.wav', domain: 'storage.example.com' };
const LINK = 'https://storage.example.com/direct.wav';

const refused = (changes: object) => ({
  kind: 'refused' as const,
  httpStatus: 403,
  code: '1010001',
  text: 'refused',
  class: 'platform' as const,
  problem: 'platform-rejected' as const,
  retryAfterSeconds: undefined,
  ...changes,
});

describe('where a recording is', () => {
  it('is what the platform says of its file', async () => {
    const asked: unknown[] = [];

    const located = await locate(aCdr({ recording: SOURCE, recordingUrl: LINK }), async (source) => {
      asked.push(source);
      return { kind: 'ok', value: { kind: 'url', url: 'https://storage.example.com/signed.wav' } };
    });

    expect(located).toEqual({ kind: 'url', url: 'https://storage.example.com/signed.wav' });
    expect(asked).toEqual([SOURCE]);
  });

  it.each([
    ['no domain', { recording: { ...SOURCE, domain: '' }, recordingUrl: LINK }, { kind: 'url', url: LINK }],
    ['no file', { recording: undefined, recordingUrl: LINK }, { kind: 'url', url: LINK }],
    [
      'a domain and no file name',
      { recording: { ...SOURCE, fileName: '' }, recordingUrl: LINK },
      { kind: 'url', url: LINK },
    ],
    ['nothing', { recording: undefined }, { kind: 'failed', fault: 'no-source' }],
    ['an empty link', { recording: undefined, recordingUrl: '' }, { kind: 'failed', fault: 'no-source' }],
    [
      'no file name and no link',
      { recording: { ...SOURCE, fileName: '' } },
      { kind: 'failed', fault: 'no-source' },
    ],
    [
      'no domain and no link',
      { recording: { ...SOURCE, domain: '' } },
      { kind: 'failed', fault: 'no-source' },
    ],
  ])('is in the CDR itself when that names %s', async (_case, changes, expected) => {
    const located = await locate(aCdr(changes), async () => {
      throw new Error('nobody is to be asked');
    });

    expect(located).toEqual(expected);
  });

  it.each<[string, PlatformResult<RecordingLocation>, object]>([
    ['no such file', { kind: 'ok', value: { kind: 'not-found' } }, { fault: 'not-found' }],
    [
      'a lock-out',
      { kind: 'held-back', by: 'lock-out', retryAfterSeconds: 1800 },
      { fault: 'locked-out', retryAfterSeconds: 1800 },
    ],
    [
      'throttling',
      { kind: 'held-back', by: 'throttle', retryAfterSeconds: 60 },
      { fault: 'throttled', retryAfterSeconds: 60 },
    ],
    [
      'the answer that locks out',
      refused({ class: 'auth', problem: 'platform-locked-out', retryAfterSeconds: 1800 }),
      { fault: 'locked-out', retryAfterSeconds: 1800 },
    ],
    [
      'the answer that throttles',
      refused({ class: 'throttled', problem: 'platform-throttled', retryAfterSeconds: 60 }),
      { fault: 'throttled', retryAfterSeconds: 60 },
    ],
    ['wrong credentials', refused({ class: 'auth' }), { fault: 'credentials-refused' }],
    ['arrears', refused({ class: 'account', problem: 'account-suspended' }), { fault: 'account-suspended' }],
    [
      'recording not enabled',
      refused({ class: 'account', problem: 'platform-rejected' }),
      { fault: 'account-suspended' },
    ],
    [
      'arrears that a code of another class tells of',
      refused({ class: 'platform', problem: 'account-suspended' }),
      { fault: 'account-suspended' },
    ],
    [
      'a lock-out that a code of another class tells of',
      refused({ class: 'platform', problem: 'platform-locked-out' }),
      { fault: 'locked-out' },
    ],
    ['a fault of the platform', refused({}), { fault: 'platform-refused' }],
    ['a refused parameter', refused({ class: 'validation' }), { fault: 'platform-refused' }],
    ['a code that nobody knows', refused({ class: 'unknown' }), { fault: 'platform-refused' }],
    [
      'answers that contradict each other',
      {
        kind: 'inconclusive',
        detail: 'two answers',
        problem: 'platform-unavailable',
        mayHaveApplied: true,
        cause: 'why',
      },
      { fault: 'platform-unanswered', cause: 'why' },
    ],
    [
      'a mode without recordings',
      { kind: 'not-offered', detail: 'not in this mode', problem: 'not-changeable' },
      { fault: 'platform-refused' },
    ],
    [
      'no answer',
      { kind: 'unanswered', reason: 'time-out', mayHaveApplied: true, cause: 'why' },
      { fault: 'platform-unanswered', cause: 'why' },
    ],
  ])('is not known: %s', async (_case, result, expected) => {
    const located = await locate(aCdr({ recording: SOURCE }), async () => result);

    expect(located).toEqual({ kind: 'failed', ...expected });
  });

  it('is not asked for while the gate cannot be read: the run goes on with the next one', async () => {
    const located = locate(aCdr({ recording: SOURCE }), async () => ({
      kind: 'held-back',
      by: 'gate',
      retryAfterSeconds: 2,
    }));

    await expect(located).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});

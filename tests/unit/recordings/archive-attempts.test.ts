import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { type AppSource, createArchive } from '../../../shared/recordings/archiver/archive.ts';
import type { Downloaded } from '../../../shared/recordings/download/download.ts';
import type { Fault } from '../../../shared/recordings/store/failure.ts';
import type { Put, RecordingObject } from '../../../shared/recordings/store/recording-store.ts';
import type { Taken } from '../../../shared/recordings/store/recording-work.ts';
import { createSpools } from '../../../shared/recordings/store/spool.ts';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { aCdr } from '../../builders/call-records.ts';
import { aWave } from '../../builders/wave.ts';

/** 71 s, as the call's talk. */
const WAVE = aWave({ soundBytes: 71 * 8000 });
const RECEIVED: Downloaded = { kind: 'received', endKnown: true, oddLabels: [] };

type Given = {
  taken?: Partial<Taken>;
  file?: Buffer;
  downloaded?: Downloaded;
  put?: Put;
  budgetMs?: number;
  lenient?: boolean;
  sourceOf?: () => AppSource | undefined;
};

/** One attempt at a recording, with what was asked of the download, the binding and the store. */
const attempt = async (given: Given = {}) => {
  const {
    file = WAVE,
    downloaded = RECEIVED,
    put = { kind: 'stored' },
    budgetMs = 300_000,
    lenient = false,
  } = given;
  const stored: RecordingObject[] = [];
  const bindingsAsked: string[] = [];
  const closed: string[] = [];
  const timeouts: unknown[] = [];
  const open = createSpools(tmpdir(), () => 'unit-test');
  const source: AppSource = {
    recordingUrl: async () => ({ kind: 'ok', value: { kind: 'url', url: 'https://storage.test/a' } }),
    download: async (_url, sink, limits) => {
      timeouts.push(limits?.totalTimeoutMs);
      await sink.begin(file.byteLength);
      const fault = await sink.write(file);
      return fault === undefined ? downloaded : { kind: 'failed', fault };
    },
  };
  const archive = createArchive({
    sourceOf: given.sourceOf ?? (() => source),
    bindingOf: async ({ app, subscriptionId }) => {
      bindingsAsked.push(`${app} ${subscriptionId}`);
      return 'binding-a';
    },
    store: {
      put: async (recording) => {
        stored.push(recording);
        return put;
      },
      remove: async () => undefined,
    },
    lookup: createLookupKeys(Buffer.alloc(32, 1)),
    openSpool: async (length) => {
      const spool = await open(length);
      return {
        ...spool,
        close: async () => {
          closed.push('closed');
          await spool.close();
        },
      };
    },
  });
  const taken: Taken = {
    key: { callId: 'call', recordKey: 'record' },
    leaseToken: 'lease',
    cdr: aCdr({ recorded: true, recording: { fileName: 'a.wav', domain: 'storage.test' } }),
    app: 'rides',
    receivedAt: '2026-03-01T02:32:00.000Z',
    attempts: 0,
    deadlineAt: '2026-03-08T02:31:20.000Z',
    replaces: false,
    ...given.taken,
  };
  const result = await archive(taken, () => budgetMs, lenient);
  return { result, stored, bindingsAsked, closed, timeouts };
};

const failed = (fault: Fault): Downloaded => ({ kind: 'failed', fault });

describe('an attempt at a recording', () => {
  it.each<[string, Given, Fault]>([
    ['whose item does not open', { taken: { cdr: undefined } }, 'unreadable-item'],
    ['of an app that is not configured', { sourceOf: () => undefined }, 'unknown-app'],
    ['that is nowhere', { taken: { cdr: aCdr({ recorded: true }) } }, 'no-source'],
  ])('%s downloads nothing', async (_case, given, fault) => {
    const { result, timeouts, stored } = await attempt(given);

    expect(result).toEqual({ kind: 'failed', fault });
    expect([timeouts, stored]).toEqual([[], []]);
  });

  it('hands all that is known of a file to the archive, and frees its spool', async () => {
    const { result, stored, bindingsAsked, closed } = await attempt();

    const [object] = stored;
    expect(result).toEqual({
      kind: 'archived',
      file: { objectKey: object?.objectKey, sizeBytes: 568_046, sha256: object?.sha256, notes: [] },
    });
    expect(object).toMatchObject({
      objectKey: expect.stringMatching(/^recordings\/2026\/03\/01\/call\/[a-z]{32}\.wav$/),
      sizeBytes: 568_046,
      replaces: false,
      facts: { callId: 'call', bindingId: 'binding-a', talkSeconds: 71, notes: [] },
    });
    expect(bindingsAsked).toEqual(['rides subscription-a']);
    expect(closed).toEqual(['closed']);
  });

  it('says when it replaces a file', async () => {
    const cdr = aCdr({ recorded: true, recording: { fileName: 'a.wav', domain: 'storage.test' } });

    expect((await attempt({ taken: { cdr, replaces: true } })).stored).toMatchObject([{ replaces: true }]);
  });

  it('frees its spool also when the download breaks', async () => {
    const { closed, stored } = await attempt({ downloaded: failed('connection-failed') });

    expect([closed, stored]).toEqual([['closed'], []]);
  });
});

describe('the time of an attempt', () => {
  it.each([
    [300_000, 200_000],
    [200_000, 200_000],
    [100_000, 100_000],
    [1, 1],
    [0, 1],
    [-5, 1],
  ])('of %i ms left gives the download %i', async (budgetMs, timeoutMs) => {
    const { timeouts } = await attempt({ budgetMs });

    expect(timeouts).toEqual([timeoutMs]);
  });

  it.each<[number, Fault, Fault]>([
    [59_999, 'total-time-out', 'out-of-time'],
    [60_000, 'total-time-out', 'total-time-out'],
    [59_999, 'idle-time-out', 'idle-time-out'],
  ])('of %i ms makes %s %s', async (budgetMs, fault, expected) => {
    const { result } = await attempt({ budgetMs, downloaded: failed(fault) });

    expect(result).toEqual({ kind: 'failed', fault: expected });
  });
});

describe('a whole file of a download that did not end well', () => {
  const ENDINGS: readonly Fault[] = ['cut-short', 'http-206', 'idle-time-out', 'total-time-out'];

  it.each(ENDINGS)('is kept on the last day, with a mark: %s', async (fault) => {
    const { result } = await attempt({ lenient: true, downloaded: failed(fault) });

    expect(result).toMatchObject({ kind: 'archived', file: { notes: [fault] } });
  });

  it.each(ENDINGS)('is not kept before: %s', async (fault) => {
    const { result, stored } = await attempt({ downloaded: failed(fault) });

    expect(result).toEqual({ kind: 'failed', fault });
    expect(stored).toEqual([]);
  });

  it.each(ENDINGS)('is not kept when half of it came: %s', async (fault) => {
    const half = WAVE.subarray(0, 300_000);
    const { result, stored } = await attempt({ lenient: true, file: half, downloaded: failed(fault) });

    expect(result).toEqual({ kind: 'failed', fault });
    expect(stored).toEqual([]);
  });

  it.each<Fault>(['http-403', 'too-large', 'connection-failed', 'encoded', 'redirected'])(
    'is not taken after another fault, not even on the last day: %s',
    async (fault) => {
      const { result, stored } = await attempt({ lenient: true, downloaded: failed(fault) });

      expect(result).toEqual({ kind: 'failed', fault });
      expect(stored).toEqual([]);
    },
  );
});

describe('a file whose lengths do not tell its end', () => {
  const openLengths = Buffer.from(WAVE);
  openLengths.writeUInt32LE(0xffffffff, 4);
  openLengths.writeUInt32LE(0xffffffff, 42);
  const goesOn = Buffer.concat([WAVE, Buffer.alloc(5)]);

  it.each([
    ['open lengths', openLengths],
    ['more than its lengths say', goesOn],
  ])('is not kept after a cut, not even on the last day: %s', async (_case, file) => {
    const { result, stored } = await attempt({ lenient: true, file, downloaded: failed('cut-short') });

    expect(result).toEqual({ kind: 'failed', fault: 'cut-short' });
    expect(stored).toEqual([]);
  });

  it('is kept with a mark when it came whole', async () => {
    const { result } = await attempt({ file: openLengths });

    expect(result).toMatchObject({ kind: 'archived', file: { notes: ['open-length'] } });
  });

  it.each([
    ['open lengths, and nobody says where it ends', openLengths, false],
    ['more than its lengths say', goesOn, true],
    ['half of what its lengths say', WAVE.subarray(0, 300_000), true],
  ])('is not kept before the last day: %s', async (_case, file, endKnown) => {
    const { result, stored } = await attempt({ file, downloaded: { ...RECEIVED, endKnown } });

    expect(result).toEqual({ kind: 'failed', fault: 'wave-length' });
    expect(stored).toEqual([]);
  });
});

describe('the marks of a file', () => {
  const seconds = (length: number) => aWave({ soundBytes: length * 8000 });
  const talking = (length: number): Partial<Taken> => ({
    cdr: aCdr({
      recorded: true,
      recording: { fileName: 'a.wav', domain: 'storage.test' },
      answeredAt: '2026-03-01T02:00:00.000Z',
      endedAt: new Date(Date.parse('2026-03-01T02:00:00.000Z') + length * 1000).toISOString(),
    }),
  });

  it.each([
    [71, 81, []],
    [71, 82, ['implausible-duration']],
    [71, 61, []],
    [71, 60, ['implausible-duration']],
    [200, 220, []],
    [200, 221, ['implausible-duration']],
    [200, 180, []],
    [200, 179, ['implausible-duration']],
  ])('after %i s of talk and with %i s of sound', async (talk, sound, notes) => {
    const { result } = await attempt({ taken: talking(talk), file: seconds(sound) });

    expect(result).toMatchObject({ kind: 'archived', file: { notes } });
  });

  it('stand in the order of labels, faults and contents', async () => {
    const odd = Buffer.concat([aWave({ soundBytes: 8000, tag: 7 }), Buffer.alloc(5)]);
    const { result, stored } = await attempt({
      lenient: true,
      file: odd,
      downloaded: { ...RECEIVED, oddLabels: ['http-203'] },
    });

    const notes = ['http-203', 'wave-length', 'other-format', 'implausible-duration'];
    expect(result).toMatchObject({ kind: 'archived', file: { notes } });
    expect(stored).toMatchObject([{ facts: { notes } }]);
  });
});

describe('a file of which something is in the archive already', () => {
  it('with the same content is archived as it came', async () => {
    const first = await attempt();
    const sameHash = first.stored[0]?.sha256;
    expect(sameHash).toMatch(/^[0-9a-f]{64}$/);

    const { result } = await attempt({
      put: { kind: 'already-there', sizeBytes: 568_046, sha256: sameHash },
    });

    expect(result).toMatchObject({
      kind: 'archived',
      file: { sizeBytes: 568_046, sha256: sameHash, notes: [] },
    });
  });

  it('with another content is described as it is there', async () => {
    const { result, stored } = await attempt({
      put: { kind: 'already-there', sizeBytes: 1000, sha256: 'ab'.repeat(32) },
    });

    expect(result).toEqual({
      kind: 'archived',
      file: {
        objectKey: stored[0]?.objectKey,
        sizeBytes: 1000,
        sha256: 'ab'.repeat(32),
        notes: ['differs-from-later-download'],
      },
    });
  });

  it('with a content that nobody knows is a conflict', async () => {
    const { result } = await attempt({ put: { kind: 'already-there', sizeBytes: 1000, sha256: undefined } });

    expect(result).toEqual({ kind: 'failed', fault: 'object-conflict' });
  });
});

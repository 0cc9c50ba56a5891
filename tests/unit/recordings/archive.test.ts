import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { Cdr } from '../../../shared/calls/cdr.ts';
import { createArchive } from '../../../shared/recordings/archiver/archive.ts';
import type { RecordingObject } from '../../../shared/recordings/store/recording-store.ts';
import { createSpools } from '../../../shared/recordings/store/spool.ts';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { aCdr, CALL_ID } from '../../builders/call-records.ts';
import { aWave } from '../../builders/wave.ts';

/** Archives a recording of 71 s and hands back what the archive was given, and what makes the file suspect. */
const archived = async (changes: Partial<Cdr>) => {
  const file = aWave({ soundBytes: 71 * 8000 });
  const stored: RecordingObject[] = [];
  const archive = createArchive({
    sourceOf: () => ({
      recordingUrl: async () => ({
        kind: 'ok',
        value: { kind: 'url', url: 'https://storage.example.com/a' },
      }),
      download: async (_url, sink) => {
        await sink.begin(file.byteLength);
        await sink.write(file);
        return { kind: 'received', endKnown: true, oddLabels: [] };
      },
    }),
    bindingOf: async () => undefined,
    store: {
      put: async (recording) => {
        stored.push(recording);
        return { kind: 'stored' };
      },
      remove: async () => undefined,
    },
    lookup: createLookupKeys(Buffer.alloc(32, 1)),
    openSpool: createSpools(tmpdir(), () => 'unit-test'),
  });
  const recording = { fileName: 'a.wav', domain: 'storage.example.com' };
  const cdr = aCdr({ recorded: true, recording, ...changes });
  const attempt = await archive(
    {
      key: { callId: CALL_ID, recordKey: 'record' },
      leaseToken: 'lease',
      cdr,
      app: cdr.app,
      receivedAt: '2026-03-01T02:32:00.000Z',
      attempts: 0,
      deadlineAt: '2026-03-08T02:31:20.000Z',
      replaces: false,
    },
    () => 200_000,
    false,
  );
  return { talkSeconds: stored[0]?.facts.talkSeconds, notes: stored[0]?.facts.notes, kind: attempt.kind };
};

describe('the talk of an archived recording', () => {
  it.each<[string, Partial<Cdr>, number | undefined, readonly string[]]>([
    ['is counted from the answer to the end', {}, 71, []],
    [
      'is counted up to the failure when the CDR has no other end, as in the API',
      { endedAt: undefined, failedAt: '2026-03-01T02:31:20.000Z' },
      71,
      [],
    ],
    [
      'makes a much longer file suspect, also when a failure ended it',
      { endedAt: undefined, failedAt: '2026-03-01T02:30:19.000Z' },
      10,
      ['implausible-duration'],
    ],
    ['is left out when the CDR has no end', { endedAt: undefined }, undefined, []],
  ])('%s', async (_case, changes, talkSeconds, notes) => {
    expect(await archived(changes)).toEqual({ kind: 'archived', talkSeconds, notes });
  });
});

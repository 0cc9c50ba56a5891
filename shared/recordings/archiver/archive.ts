import { cdrTalkSeconds } from '../../calls/call-times.ts';
import type { Cdr } from '../../calls/cdr.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { DOWNLOAD_LIMITS, type Download, type Downloaded, type DownloadSink } from '../download/download.ts';
import type { Fault } from '../store/failure.ts';
import { objectKeyOf } from '../store/object-key.ts';
import type { RecordingStore } from '../store/recording-store.ts';
import type { ArchivedFile, Taken } from '../store/recording-work.ts';
import type { OpenSpool } from '../store/spool.ts';
import { isPlatformFormat, type Wave } from '../wave/wav.ts';
import { type Checked, createFileIntake } from './file-intake.ts';
import { locate } from './locate.ts';
import type { RecordingUrl } from './recording-location.ts';

/** How one attempt ended. */
export type Attempt =
  | Readonly<{ kind: 'archived'; file: Omit<ArchivedFile, 'archivedAt'> }>
  | Readonly<{
      kind: 'failed';
      fault: Fault;
      /** How long the platform wants to be left alone. */
      retryAfterSeconds?: number | undefined;
      cause?: unknown;
    }>;

/**
 * Copies one recording from the platform into the archive, while `budgetMs` says there is time. `lenient`: a file that is
 * not as it should be is taken with a mark, as long as nothing of it is missing, because the alternative is to lose it.
 */
export type Archive = (taken: Taken, budgetMs: () => number, lenient: boolean) => Promise<Attempt>;

/** The sources of an app: its side of the platform, and downloads under its own exceptions. */
export type AppSource = Readonly<{ recordingUrl: RecordingUrl; download: Download }>;

export type ArchiveDeps = Readonly<{
  sourceOf: (app: string) => AppSource | undefined;
  /** Our id of a call's binding, also of one made a moment ago; `undefined` when it was not made here. */
  bindingOf: (cdr: Cdr) => Promise<string | undefined>;
  store: RecordingStore;
  lookup: LookupKeys;
  openSpool: OpenSpool;
}>;

/** A download that had at least this long and did not end is the file's fault, not our clock's. */
const FAIR_CHANCE_MS = 60_000;

/** @throws {AppError} `store-unavailable` when a store of ours gives no answer. */
export const createArchive =
  (deps: ArchiveDeps): Archive =>
  async (taken, budgetMs, lenient) => {
    const { cdr, app } = taken;
    if (cdr === undefined) return { kind: 'failed', fault: 'unreadable-item' };
    const source = deps.sourceOf(app);
    if (source === undefined) return { kind: 'failed', fault: 'unknown-app' };
    const located = await locate(cdr, source.recordingUrl);
    if (located.kind === 'failed') return located;
    return copy(deps, { taken, cdr, lenient }, (sink) =>
      fetchWithin(source.download, located.url, sink, budgetMs()),
    );
  };

const fetchWithin = async (
  download: Download,
  url: string,
  sink: DownloadSink,
  leftMs: number,
): Promise<Downloaded> => {
  const totalTimeoutMs = Math.max(1, Math.min(DOWNLOAD_LIMITS.totalTimeoutMs, leftMs));
  const downloaded = await download(url, sink, { totalTimeoutMs });
  const unfair = totalTimeoutMs < FAIR_CHANCE_MS;
  return downloaded.kind === 'failed' && downloaded.fault === 'total-time-out' && unfair
    ? { kind: 'failed', fault: 'out-of-time' }
    : downloaded;
};

/** Faults of how the host ended its answer: a file that is whole by all of its own lengths may have come all the same. */
const ENDINGS: ReadonlySet<Fault> = new Set<Fault>([
  'cut-short',
  'http-206',
  'idle-time-out',
  'total-time-out',
]);

type Copying = Readonly<{ taken: Taken; cdr: Cdr; lenient: boolean }>;

const copy = async (
  deps: ArchiveDeps,
  copying: Copying,
  fetchInto: (sink: DownloadSink) => Promise<Downloaded>,
): Promise<Attempt> => {
  const { lenient } = copying;
  const intake = createFileIntake(deps.openSpool);
  try {
    const downloaded = await fetchInto(intake.sink);
    if (downloaded.kind === 'failed') {
      if (!lenient || !ENDINGS.has(downloaded.fault)) return downloaded;
      const checked = intake.finish({ endKnown: false, lenient: false });
      return checked.kind === 'failed' ? downloaded : await keep(deps, copying, checked, [downloaded.fault]);
    }
    const { endKnown, oddLabels } = downloaded;
    const checked = intake.finish({ endKnown, lenient });
    return checked.kind === 'failed' ? checked : await keep(deps, copying, checked, oddLabels);
  } finally {
    await intake.close();
  }
};

const keep = async (
  { bindingOf, store, lookup }: ArchiveDeps,
  { taken, cdr }: Copying,
  { content, sizeBytes, sha256, wave, despite }: Checked,
  oddities: readonly string[],
): Promise<Attempt> => {
  const { key, receivedAt, replaces } = taken;
  const { callId } = key;
  const objectKey = objectKeyOf(lookup, callId, cdr, receivedAt);
  const bindingId = await bindingOf(cdr);
  const talkSeconds = cdrTalkSeconds(cdr);
  const notes = [...oddities, ...(despite ? [despite] : []), ...marksOn(wave, talkSeconds)];
  const facts = { callId, bindingId, talkSeconds, notes };
  const put = await store.put({ objectKey, content, sizeBytes, sha256, facts, replaces });
  if (put.kind === 'stored' || put.sha256 === sha256)
    return { kind: 'archived', file: { objectKey, sizeBytes, sha256, notes } };
  // Only checked files are ever written under such a key, so what is there is whole, and it was first.
  if (put.sha256 === undefined) return { kind: 'failed', fault: 'object-conflict' };
  const there = { objectKey, sizeBytes: put.sizeBytes, sha256: put.sha256 };
  return { kind: 'archived', file: { ...there, notes: ['differs-from-later-download'] } };
};

/** Announcements and rounding make a recording a little longer or shorter than the talk. */
const TOLERATED_SECONDS = 10;
const TOLERATED_SHARE = 0.1;

const marksOn = ({ format, seconds, openLength }: Wave, talkSeconds: number | undefined): string[] => {
  const known = seconds !== undefined && talkSeconds !== undefined;
  const tolerated = Math.max(TOLERATED_SECONDS, TOLERATED_SHARE * (talkSeconds ?? 0));
  return [
    ...(openLength ? ['open-length'] : []),
    ...(isPlatformFormat(format) ? [] : ['other-format']),
    ...(known && Math.abs(seconds - talkSeconds) > tolerated ? ['implausible-duration'] : []),
  ];
};

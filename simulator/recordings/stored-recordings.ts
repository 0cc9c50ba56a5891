import { createHash } from 'node:crypto';
import { compactTime, secondsAfter } from '../state/clock.ts';
import type { Platform } from '../state/platform.ts';
import { wavOf } from './wav.ts';

/** One recording; its bytes follow from `seed` and are made anew whenever they are wanted. */
export type Recording = {
  objectName: string;
  appKey: string;
  bucket: string;
  domain: string;
  talkSeconds: number;
  seed: number;
  readyAt: Date;
  /** null: its CDR was not pushed yet. */
  deletedAt: Date | null;
};

/** The facts known of a recording when its call ends. */
export type NewRecording = Pick<Recording, 'appKey' | 'talkSeconds' | 'readyAt'>;

/** A recording as tests see it. */
export type RecordingView = {
  objectName: string;
  sizeBytes: number;
  sha256: string;
  deletedAt: string | null;
};

/** The recordings of one platform, by object name. */
export type StoredRecordings = Map<string, Recording>;

const BEIJING_SECONDS = 8 * 3600;

const bucketOf = (appKey: string): string => `sp-${appKey.toLowerCase()}`;

/** Where the recording of a talk lies: named after the Beijing time of its start and 11 digits. */
export const placeOf = (
  { random, settings }: Platform,
  appKey: string,
  startedAt: Date,
): Pick<Recording, 'objectName' | 'bucket' | 'domain'> => ({
  objectName: `${compactTime(secondsAfter(startedAt, BEIJING_SECONDS))}${random.digits(11)}.wav`,
  bucket: bucketOf(appKey),
  domain: settings.recordDomain,
});

/** Keeps a new recording of a talk that began at `startedAt`. */
export const addRecording = (
  platform: Platform,
  recordings: StoredRecordings,
  fields: NewRecording,
  startedAt: Date,
): Recording => {
  const recording: Recording = {
    ...fields,
    ...placeOf(platform, fields.appKey, startedAt),
    seed: platform.random.integer(2 ** 32),
    deletedAt: null,
  };
  recordings.set(recording.objectName, recording);
  return recording;
};

/** The recording that can be fetched now under that name: it is ready, and its retention is not over. */
export const availableRecording = (
  { clock }: Platform,
  recordings: StoredRecordings,
  objectName: string,
): Recording | undefined => {
  const recording = recordings.get(objectName);
  const now = clock.now();
  if (!recording || recording.readyAt > now || (recording.deletedAt && recording.deletedAt <= now))
    return undefined;
  return recording;
};

/** The WAV file of a recording. */
export const bytesOf = ({ talkSeconds, seed }: Recording): Buffer => wavOf(talkSeconds, seed);

/** A recording as the control API shows it. */
export const viewOf = (recording: Recording): RecordingView => {
  const bytes = bytesOf(recording);
  return {
    objectName: recording.objectName,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    deletedAt: recording.deletedAt?.toISOString() ?? null,
  };
};

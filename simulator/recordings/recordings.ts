import { createHash } from 'node:crypto';
import type { Operation, PlatformRequest } from '../modes/mode.ts';
import { type Answer, invalidRequest, Refusal } from '../protocol/answer.ts';
import { queryParameters } from '../protocol/parameters.ts';
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

/** What a test wants to know of a recording. */
export type RecordingView = {
  objectName: string;
  sizeBytes: number;
  sha256: string;
  deletedAt: string | null;
};

/** The recordings and the storage host that serves them. */
export type Recordings = {
  /** File name of a new recording: Beijing time of its start and 11 digits. */
  add(
    recording: Omit<Recording, 'objectName' | 'bucket' | 'domain' | 'seed' | 'deletedAt'>,
    startedAt: Date,
  ): Recording;
  /** Where a CDR says a recording is that never comes to be. */
  missing(appKey: string, startedAt: Date): { objectName: string; bucket: string; domain: string };
  /** To be called when the CDR is pushed for the first time: the seven days begin. */
  startRetention(objectName: string): void;
  operation: Operation;
  /** The storage host: path `/storage/<bucket>/<name>`. */
  serve(path: string, query: string): Answer;
  view(objectName: string): RecordingView | undefined;
  bytes(objectName: string): Buffer | undefined;
  clear(): void;
};

const BEIJING_SECONDS = 8 * 3600;

const bucketOf = (appKey: string): string => `sp-${appKey.toLowerCase()}`;

const storageError = (status: number, code: string): Answer => ({
  status,
  headers: { 'Content-Type': 'application/xml' },
  body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`),
});

/** Recordings on this server. `ownUrl` is asked late, because the port is known late. */
export const createRecordings = ({ clock, random, settings }: Platform, ownUrl: () => string): Recordings => {
  const recordings = new Map<string, Recording>();
  const signing = random.hex(32);
  const nameOf = (startedAt: Date): string =>
    `${compactTime(secondsAfter(startedAt, BEIJING_SECONDS))}${random.digits(11)}.wav`;
  const sign = (path: string, expires: string): string =>
    createHash('sha256').update(`${signing}${path}${expires}`).digest('base64url');
  const stored = (objectName: string): Recording | undefined => {
    const recording = recordings.get(objectName);
    const now = clock.now();
    if (!recording || recording.readyAt > now || (recording.deletedAt && recording.deletedAt <= now))
      return undefined;
    return recording;
  };
  const bytesOf = ({ talkSeconds, seed }: Recording): Buffer => wavOf(talkSeconds, seed);

  const redirect = ({ app, query }: PlatformRequest): Answer => {
    const parameters = queryParameters(query);
    const fileName = parameters.requiredText('fileName', 1, 128);
    const recordDomain = parameters.requiredText('recordDomain', 1, 128);
    if (/[/\\]/.test(fileName)) throw invalidRequest('fileName is invalid.');
    if (!app.recording) throw new Refusal(403, '1012012');
    const recording = stored(fileName);
    if (!recording || recording.appKey !== app.appKey || recording.domain !== recordDomain)
      throw new Refusal(403, '1012007');
    const path = `/storage/${recording.bucket}/${recording.objectName}`;
    const expires = String(
      Math.floor(secondsAfter(clock.now(), settings.recordingUrlSeconds).getTime() / 1000),
    );
    const link = `${settings.storageUrl ?? ownUrl()}${path}?Expires=${expires}&Signature=${sign(path, expires)}`;
    return { status: 301, headers: { Location: link, 'Content-Length': '0' }, body: Buffer.alloc(0) };
  };

  return {
    add(fields, startedAt) {
      const recording: Recording = {
        ...fields,
        objectName: nameOf(startedAt),
        bucket: bucketOf(fields.appKey),
        domain: settings.recordDomain,
        seed: random.integer(2 ** 32),
        deletedAt: null,
      };
      recordings.set(recording.objectName, recording);
      return recording;
    },
    missing: (appKey, startedAt) => ({
      objectName: nameOf(startedAt),
      bucket: bucketOf(appKey),
      domain: settings.recordDomain,
    }),
    startRetention(objectName) {
      const recording = recordings.get(objectName);
      if (recording) recording.deletedAt = secondsAfter(clock.now(), settings.recordingLifeSeconds);
    },
    operation: {
      name: 'recording-url',
      mode: null,
      method: 'GET',
      path: '/rest/provision/voice/record/v1.0',
      handle: redirect,
    },
    serve(path, query) {
      const sent = new URLSearchParams(query);
      const expires = sent.get('Expires') ?? '';
      if (sent.get('Signature') !== sign(path, expires)) return storageError(403, 'SignatureDoesNotMatch');
      if (Number(expires) * 1000 <= clock.now().getTime()) return storageError(403, 'AccessDenied');
      const recording = stored(path.split('/').at(-1) ?? '');
      if (!recording) return storageError(404, 'NoSuchKey');
      const body = bytesOf(recording);
      return { status: 200, headers: { 'Content-Type': 'audio/wav', 'Accept-Ranges': 'none' }, body };
    },
    view(objectName) {
      const recording = recordings.get(objectName);
      if (!recording) return undefined;
      const bytes = bytesOf(recording);
      return {
        objectName,
        sizeBytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        deletedAt: recording.deletedAt?.toISOString() ?? null,
      };
    },
    bytes(objectName) {
      const recording = recordings.get(objectName);
      return recording && bytesOf(recording);
    },
    clear: () => recordings.clear(),
  };
};

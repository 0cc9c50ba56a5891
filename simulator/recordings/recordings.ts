import type { Operation } from '../modes/mode.ts';
import type { Answer } from '../protocol/answer.ts';
import { secondsAfter } from '../state/clock.ts';
import type { Platform } from '../state/platform.ts';
import { redirectToRecording, type StorageParts, serveRecording } from './storage-host.ts';
import {
  addRecording,
  bytesOf,
  type NewRecording,
  placeOf,
  type Recording,
  type RecordingView,
  viewOf,
} from './stored-recordings.ts';

/** The recordings and the storage host that serves them. */
export type Recordings = {
  add(recording: NewRecording, startedAt: Date): Recording;
  /** Where a CDR says a recording is that never comes to be. */
  missing(appKey: string, startedAt: Date): Pick<Recording, 'objectName' | 'bucket' | 'domain'>;
  /** To be called when the CDR is pushed for the first time: the seven days begin. */
  startRetention(objectName: string): void;
  operation: Operation;
  /** The storage host: path `/storage/<bucket>/<name>`. */
  serve(path: string, query: string): Answer;
  view(objectName: string): RecordingView | undefined;
  bytes(objectName: string): Buffer | undefined;
  clear(): void;
};

/** Recordings on this server. `ownUrl` is asked late, because the port is known late. */
export const createRecordings = (platform: Platform, ownUrl: () => string): Recordings => {
  const { clock, random, settings } = platform;
  const recordings = new Map<string, Recording>();
  const parts: StorageParts = { platform, recordings, signingKey: random.hex(32), ownUrl };

  return {
    add: (fields, startedAt) => addRecording(platform, recordings, fields, startedAt),
    missing: (appKey, startedAt) => placeOf(platform, appKey, startedAt),
    startRetention(objectName) {
      const recording = recordings.get(objectName);
      if (recording) recording.deletedAt = secondsAfter(clock.now(), settings.recordingLifeSeconds);
    },
    operation: {
      name: 'recording-url',
      mode: null,
      method: 'GET',
      path: '/rest/provision/voice/record/v1.0',
      handle: (request) => redirectToRecording(parts, request),
    },
    serve: (path, query) => serveRecording(parts, path, query),
    view(objectName) {
      const recording = recordings.get(objectName);
      return recording && viewOf(recording);
    },
    bytes(objectName) {
      const recording = recordings.get(objectName);
      return recording && bytesOf(recording);
    },
    clear: () => recordings.clear(),
  };
};

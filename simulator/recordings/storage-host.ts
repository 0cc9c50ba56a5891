import { createHash } from 'node:crypto';
import type { PlatformRequest } from '../modes/mode.ts';
import { type Answer, invalidRequest, Refusal } from '../protocol/answer.ts';
import { queryParameters } from '../protocol/parameters.ts';
import { secondsAfter } from '../state/clock.ts';
import type { Platform } from '../state/platform.ts';
import { availableRecording, bytesOf, type StoredRecordings } from './stored-recordings.ts';

/** The parts of the storage host. `signingKey` signs its links; `ownUrl` is asked late, because the port is known late. */
export type StorageParts = {
  platform: Platform;
  recordings: StoredRecordings;
  signingKey: string;
  ownUrl: () => string;
};

const storageError = (status: number, code: string): Answer => ({
  status,
  headers: { 'Content-Type': 'application/xml' },
  body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`),
});

const sign = ({ signingKey }: StorageParts, path: string, expires: string): string =>
  createHash('sha256').update(`${signingKey}${path}${expires}`).digest('base64url');

/** A link to a path of the storage host, good for `recordingUrlSeconds`. */
const linkTo = (parts: StorageParts, path: string): string => {
  const { clock, settings } = parts.platform;
  const expiresAt = secondsAfter(clock.now(), settings.recordingUrlSeconds);
  const expires = String(Math.floor(expiresAt.getTime() / 1000));
  const host = settings.storageUrl ?? parts.ownUrl();
  return `${host}${path}?Expires=${expires}&Signature=${sign(parts, path, expires)}`;
};

/** Answers where a recording can be fetched: 301 to a signed link. */
export const redirectToRecording = (parts: StorageParts, { app, query }: PlatformRequest): Answer => {
  const parameters = queryParameters(query);
  const fileName = parameters.requiredText('fileName', 1, 128);
  const recordDomain = parameters.requiredText('recordDomain', 1, 128);
  if (/[/\\]/.test(fileName)) throw invalidRequest('fileName is invalid.');
  if (!app.recording) throw new Refusal(403, '1012012');
  const recording = availableRecording(parts.platform, parts.recordings, fileName);
  if (!recording || recording.appKey !== app.appKey || recording.domain !== recordDomain)
    throw new Refusal(403, '1012007');
  // The name of the bucket has the app key in it, whatever characters that has.
  const link = linkTo(parts, `/storage/${encodeURIComponent(recording.bucket)}/${recording.objectName}`);
  return { status: 301, headers: { Location: link, 'Content-Length': '0' }, body: Buffer.alloc(0) };
};

/** The storage host: serves `/storage/<bucket>/<name>` to whoever has a link that is signed and not expired. */
export const serveRecording = (parts: StorageParts, path: string, query: string): Answer => {
  const { platform, recordings } = parts;
  const sent = new URLSearchParams(query);
  const expires = sent.get('Expires') ?? '';
  if (sent.get('Signature') !== sign(parts, path, expires)) return storageError(403, 'SignatureDoesNotMatch');
  if (Number(expires) * 1000 <= platform.clock.now().getTime()) return storageError(403, 'AccessDenied');
  const recording = availableRecording(platform, recordings, path.split('/').at(-1) ?? '');
  if (!recording) return storageError(404, 'NoSuchKey');
  const headers = { 'Content-Type': 'audio/wav', 'Accept-Ranges': 'none' };
  return { status: 200, headers, body: bytesOf(recording) };
};

import type { Cdr } from '../../calls/cdr.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';

/**
 * The key of a CDR's recording in the archive, under the UTC day of the call. Ids are keyed hashes, so no part of the key
 * shows a number or the platform's names, and the key is the same each time.
 */
export const objectKeyOf = (lookup: LookupKeys, callId: string, cdr: Cdr, receivedAt: string): string => {
  const day = (cdr.startedAt ?? receivedAt).slice(0, 10).replaceAll('-', '/');
  const { domain = '', fileName = cdr.recordingUrl ?? '' } = cdr.recording ?? {};
  return `recordings/${day}/${callId}/${lookup('recording', cdr.app, domain, fileName)}.wav`;
};

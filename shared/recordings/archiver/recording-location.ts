import type { RecordingSource } from '../../calls/cdr.ts';
import type { PlatformResult } from '../../kernel/platform-outcome.ts';

/**
 * Where a recording can be fetched, without credentials and soon: the address is a secret in itself and expires, so it is
 * never logged and never stored. `not-found`: not there yet, or deleted seven days after its CDR; arrears look the same.
 */
export type RecordingLocation = Readonly<{ kind: 'url'; url: string }> | Readonly<{ kind: 'not-found' }>;

/** Asks the platform of one app where a recording is. */
export type RecordingUrl = (source: RecordingSource) => Promise<PlatformResult<RecordingLocation>>;

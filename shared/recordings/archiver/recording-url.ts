import type { RecordingSource } from '../../calls/cdr.ts';
import type { PlatformResult } from '../../kernel/platform-outcome.ts';

/** Where a file can be fetched right now, or that the platform does not have it: not yet, or not any more. */
export type RecordingLocation = Readonly<{ kind: 'url'; url: string }> | Readonly<{ kind: 'not-found' }>;

/** Asks the platform of one app where a recording is. The address is a secret in itself: never logged, never kept. */
export type RecordingUrl = (source: RecordingSource) => Promise<PlatformResult<RecordingLocation>>;

/** Our id of the binding with that platform id; `undefined` for a call of no binding of ours. */
export type BindingOfSubscription = (app: string, subscriptionId: string) => Promise<string | undefined>;

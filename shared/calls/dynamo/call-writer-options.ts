import type { Clock } from '../../kernel/clock.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Documents } from '../../storage/documents.ts';

/** Everything that writing a call takes. */
export type CallWriterOptions = Readonly<{
  documents: Documents;
  table: string;
  sealer: Sealer;
  lookup: LookupKeys;
  /** Wait between a CDR and the first try to fetch its recording. */
  firstDelaySeconds: number;
  /** Partitions over which the recording work is spread. */
  shards: number;
  /** How long calls are kept. */
  retentionSeconds: number;
  clock: Clock;
}>;

import type { Clock } from '../../kernel/clock.ts';
import { readReport } from '../../reporting/dynamo-report-registry.ts';
import { reportView } from '../../reporting/report-view.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Documents } from '../../storage/documents.ts';
import type { LookAtItem } from '../found-item.ts';

type Deps = Readonly<{ documents: Documents; table: string; sealer: Sealer; clock: Clock }>;

/**
 * The state of reporting a number, `A#...`. As long as the report itself is at the platform the hourly refresh would store its state
 * again, and a live binding of the person may need it, so it is not deleted there by an erasure.
 */
export const lookAtReport =
  ({ documents, table, sealer, clock }: Deps): LookAtItem =>
  async (item, person) => {
    const record = readReport(sealer, item);
    if (!person.isNamedIn(record)) return undefined;
    const { pk, sk } = item;
    return {
      kind: 'report',
      id: String(sk),
      madeAt: record.submittedAt ?? record.checkedAt,
      record: async () => reportView(record, clock()),
      ...(record.state === 'unknown' ? {} : { left: 'at-the-platform' }),
      async erase() {
        if (record.state !== 'unknown') return 'at-the-platform';
        const { written } = await documents.remove({
          purpose: 'erasing a person',
          table,
          key: { pk, sk },
          condition: 'attribute_not_exists(pk) OR #version = :version',
          names: { '#version': 'version' },
          values: { ':version': record.version },
        });
        return written ? 'erased' : 'changed';
      },
    };
  };

import { itemOfReport, keyOfReport, reportOf } from '../reporting/dynamo-report-registry.ts';
import type { ReportRecord } from '../reporting/report.ts';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Attributes, Documents } from '../storage/documents.ts';

type Deps = Readonly<{
  documents: Pick<Documents, 'get' | 'put'>;
  table: string;
  sealer: Sealer;
  lookup: LookupKeys;
}>;

/**
 * Puts the state of reporting a number under the present key of the number that is sealed in it. One that stands there by now is newer,
 * and takes over the failures alone. The item itself stays where it is.
 *
 * @returns `changed`: the one under the present key was written meanwhile, and nothing was done. `unreadable`: one of them.
 * @throws {AppError} `store-unavailable`; repeating is safe.
 */
export const moveReport = async (
  { documents, table, sealer, lookup }: Deps,
  item: Attributes,
  dryRun: boolean,
): Promise<'moved' | 'changed' | 'unreadable'> => {
  const former = reportOf(sealer, item);
  if (former === undefined) return 'unreadable';
  if (dryRun) return 'moved';
  const key = keyOfReport(lookup('party', former.number));
  const there = await documents.get({ purpose: 'reading the report of a number', table, key });
  const present = there && reportOf(sealer, there);
  if (there !== undefined && present === undefined) return 'unreadable';
  const { written } = await documents.put({
    purpose: 'moving the report of a number',
    table,
    item: itemOfReport({ sealer, lookup }, present === undefined ? former : joined(former, present)),
    ...(present === undefined
      ? { condition: 'attribute_not_exists(pk)' }
      : {
          condition: '#version = :version',
          names: { '#version': 'version' },
          values: { ':version': present.version },
        }),
  });
  return written ? 'moved' : 'changed';
};

const joined = (former: ReportRecord, present: ReportRecord): ReportRecord => {
  if (present.state === 'reported' || former.failures <= present.failures) return present;
  return { ...present, failures: former.failures, failedAt: present.failedAt ?? former.failedAt };
};

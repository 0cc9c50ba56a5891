import { isOfApps } from '../../storage/is-of-apps.ts';
import { headKey, type PushStoreOptions } from '../intake/dynamo-push-journal.ts';
import type { PushJournal } from '../intake/push-journal.ts';
import type { QuarantinedItems } from '../maintenance/journaled-pushes.ts';
import type { PushApp } from '../push.ts';

/** The parts of a replay that know one push from another. */
type Archive = Readonly<{
  journal: Pick<PushJournal, 'read'>;
  quarantinedItems: QuarantinedItems;
  appOf: (name: string) => PushApp | undefined;
}>;

/**
 * The same archive as it is for a caller of these apps: what another app received is not there, also when it cannot be opened.
 * `undefined`: of all apps.
 */
export const archiveOfApps = <Whole extends Archive>(
  { documents, table }: Pick<PushStoreOptions, 'documents' | 'table'>,
  archive: Whole,
  apps: readonly string[] | undefined,
): Whole => {
  if (apps === undefined) return archive;
  const { journal, quarantinedItems, appOf } = archive;
  const isOurs = async (key: Readonly<{ pk: string; sk: string }>): Promise<boolean> => {
    const found = await documents.get({ purpose: 'reading whose a push is', table, key });
    return found !== undefined && isOfApps(found, apps);
  };
  return {
    ...archive,
    journal: {
      ...journal,
      read: async (id: string) => ((await isOurs(headKey(id))) ? journal.read(id) : undefined),
    },
    quarantinedItems: {
      ...quarantinedItems,
      read: async (id: string) =>
        (await isOurs({ pk: `Q#${id}`, sk: 'Q' })) ? quarantinedItems.read(id) : undefined,
    },
    appOf: (name: string) => (apps.includes(name) ? appOf(name) : undefined),
  };
};

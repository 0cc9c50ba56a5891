import type { BindingRecord, BindingStore } from '../model/binding-store.ts';

/**
 * Reads many bindings at once; when that fails, one by one, so that one that cannot be read stops only itself. `unread`
 * counts those; `onUnreadable` hears why.
 */
export const readRecords = async (
  bindings: Pick<BindingStore, 'get' | 'getAll'>,
  ids: readonly string[],
  onUnreadable: (bindingId: string, error: unknown) => void,
): Promise<{ records: readonly BindingRecord[]; unread: number }> => {
  try {
    return { records: await bindings.getAll(ids), unread: 0 };
  } catch {
    const records: BindingRecord[] = [];
    let unread = 0;
    for (const bindingId of ids) {
      try {
        const record = await bindings.get(bindingId);
        if (record !== undefined) records.push(record);
      } catch (error) {
        unread += 1;
        onUnreadable(bindingId, error);
      }
    }
    return { records, unread };
  }
};

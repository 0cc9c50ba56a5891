import * as v from 'valibot';
import type { LookAtItem } from '../found-item.ts';
import type { PartyItemsDeps } from './party-items.ts';

const Count = v.object({ pk: v.string(), sk: v.string(), binds: v.optional(v.number(), 0) });

/** How often a person was bound in an hour, `LIMIT#<app>#<key>`. */
export const lookAtBindCount =
  ({ documents, table }: Pick<PartyItemsDeps, 'documents' | 'table'>): LookAtItem =>
  async (item, person) => {
    const { pk, sk: hour, binds } = v.parse(Count, item);
    if (!person.keys.some((key) => pk.endsWith(`#${key}`))) return undefined;
    return {
      kind: 'bind-count',
      id: hour,
      madeAt: hour,
      record: async () => ({ hour, binds }),
      erase: async () => {
        await documents.remove({ purpose: 'erasing a person', table, key: { pk, sk: hour } });
        return 'erased';
      },
    };
  };

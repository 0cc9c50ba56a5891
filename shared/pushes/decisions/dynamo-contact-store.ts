import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../../kernel/clock.ts';
import { ifReadable } from '../../sealing/if-readable.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { openItem } from '../../sealing/open-item.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Documents } from '../../storage/documents.ts';
import { Contact, type Contacts, RECENT_SECONDS } from './contact.ts';

/** More records than the last contact and those beside it can have; a call has about seven. */
const MOST_READ = 100;

const Item = v.object({ sk: v.string(), sealed: v.string() });

type Options = Readonly<{ documents: Documents; table: string; sealer: Sealer; lookup: LookupKeys }>;

/**
 * Contacts beside the calls: one partition an X (or a binding), ordered by moment, so that one consistent query of the table itself shows
 * the last ones, where an index may be seconds behind.
 */
export const createDynamoContacts = ({ documents, table, sealer, lookup }: Options): Contacts => {
  // An id of a binding that looked like a number would only bring more doubt.
  const partition = (app: string, place: string) => `X#${app}#${lookup('private-number', place)}`;
  return {
    async persist(app, place, contact) {
      const pk = partition(app, place);
      const json = JSON.stringify(contact);
      const item = {
        pk,
        sk: `${contact.at}#${contact.id}#${lookup('push-item', json)}`,
        sealed: sealer.sealCompact(json, pk),
        ttl: epochSeconds(addSeconds(new Date(contact.at), RECENT_SECONDS)),
      };
      await documents.put({ purpose: 'storing the contact', table, item });
    },

    async since(app, place, from) {
      const pk = partition(app, place);
      const { items } = await documents.query({
        purpose: 'reading the last contacts',
        table,
        where: 'pk = :pk AND sk >= :from',
        values: { ':pk': pk, ':from': from },
        descending: true,
        limit: MOST_READ,
      });
      return items.map((item) => contactOf(sealer, pk, v.parse(Item, item)));
    },
  };
};

/** Somebody was in touch then, so one that cannot be opened counts as unknown: its key has the moment and the id. */
const contactOf = (sealer: Sealer, pk: string, { sk, sealed }: v.InferOutput<typeof Item>): Contact => {
  const [at = '', id = ''] = sk.split('#');
  const item = { kind: 'contact', id, sealed, context: pk } as const;
  return ifReadable(() => openItem(sealer, Contact, item)) ?? { kind: 'unknown', id, at };
};

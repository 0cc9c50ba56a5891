import * as v from 'valibot';
import { Contact, unknownContact } from '../../pushes/decisions/contact.ts';
import { openItem } from '../../sealing/open-item.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Documents } from '../../storage/documents.ts';
import type { LookAtItem } from '../found-item.ts';
import { changeSealed } from './erase-sealed.ts';

type Deps = Readonly<{ documents: Documents; table: string; sealer: Sealer }>;

const Sealed = v.object({ pk: v.string(), sk: v.string(), sealed: v.string() });

/** A contact through an X of mode AX, `X#...`. That there was one stays, for whoever is asked about meanwhile. */
export const lookAtContact =
  ({ documents, table, sealer }: Deps): LookAtItem =>
  async (item, person) => {
    const { pk, sk, sealed } = v.parse(Sealed, item);
    const [, id = ''] = sk.split('#');
    const contact = openItem(sealer, Contact, { kind: 'contact', id, sealed, context: pk });
    if (!person.isNamedIn(contact)) return undefined;
    return {
      kind: 'contact',
      id: contact.id,
      madeAt: contact.at,
      record: async () => ({ kind: contact.kind, at: contact.at, from: contact.from, to: contact.to }),
      erase: () => {
        const set = { sealed: sealer.sealCompact(JSON.stringify(unknownContact(contact)), pk) };
        return changeSealed({ documents, table }, item, { set });
      },
    };
  };

/** An order that still acts, of this module or to erase recordings: it knows whom it is about, sealed under its sort key. */
export const lookAtOrder =
  ({ sealer }: Pick<Deps, 'sealer'>): LookAtItem =>
  async (item, person) => {
    const { sk, sealed } = v.parse(Sealed, item);
    const order = openItem(sealer, v.unknown(), { kind: 'erasure', id: sk, sealed, context: sk });
    if (!person.isNamedIn(order)) return undefined;
    return {
      kind: 'order',
      id: sk,
      madeAt: '',
      record: async () => ({ id: sk }),
      erase: async () => 'order-in-force',
      left: 'order-in-force',
    };
  };

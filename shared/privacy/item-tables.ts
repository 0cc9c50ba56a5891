import type { Attributes } from '../storage/documents.ts';
import type { ItemTable, LookAtItem } from './found-item.ts';
import { lookAtBindCount } from './items/bind-count-items.ts';
import { type BindingItemsDeps, lookAtBinding, prepareBinding } from './items/binding-items.ts';
import { type CallItemsDeps, lookAtCdr, lookAtEvent } from './items/call-items.ts';
import { lookAtContact, lookAtOrder } from './items/contact-items.ts';
import { type ExportItemsDeps, lookAtExport, pageOfExports } from './items/export-items.ts';
import { lookAtLock } from './items/lock-items.ts';
import { lookAtMessage, type MessageItemsDeps } from './items/message-items.ts';
import { lookAtBlock, type PartyItemsDeps } from './items/party-items.ts';
import { lookAtPush, lookAtQuarantined, type PushItemsDeps } from './items/push-items.ts';
import { lookAtReport } from './items/report-items.ts';
import { lookAtFormerHolder, lookAtReservation } from './items/reservation-items.ts';

type Deps = Readonly<{
  tables: Readonly<{ bindings: string; calls: string; messages: string; numbers: string; pushes: string }>;
  bindingItems: BindingItemsDeps;
  callItems: CallItemsDeps;
  partyItems: PartyItemsDeps;
  messageItems: MessageItemsDeps;
  pushItems: PushItemsDeps;
  exports: ExportItemsDeps;
}>;

/** Items by the beginning of their partition key, and of their sort key behind a blank where a partition has several kinds. */
type Looks = Readonly<Record<string, LookAtItem>>;

/** Kinds of items that are about nobody: docs/privacy.md says why of each. */
const NOBODY: LookAtItem = async () => undefined;

/**
 * The tables with personal data in the order in which they are looked at. Bindings are prepared first: what is in the other tables
 * leads to the person by them as well. So they are erased late, and what hangs on them last: a walk that is cut short begins
 * anew and still knows them. Most of the table of numbers is about no person: numbers of ours, and for a number that
 * failed two letters of a key.
 */
export const itemTables = ({
  tables,
  bindingItems,
  callItems,
  partyItems,
  messageItems,
  pushItems,
  exports,
}: Deps): readonly ItemTable[] => [
  { table: tables.bindings, look: byKey({ 'B#': prepareBinding(bindingItems), '': NOBODY }), prepares: true },
  {
    table: tables.calls,
    look: byKey({
      'C# CDR#': lookAtCdr(callItems),
      'C# EVT#': lookAtEvent(callItems),
      'C# AUDIT#': NOBODY,
      'X#': lookAtContact(callItems),
      ERASURES: lookAtOrder(callItems),
      PERSONS: lookAtOrder(callItems),
      RETENTION: NOBODY,
      EXPORTS: NOBODY,
      'ENDINGS#': NOBODY,
      'E#': NOBODY,
    }),
  },
  { table: tables.messages, look: byKey({ 'M#': lookAtMessage(messageItems) }) },
  {
    table: tables.pushes,
    look: byKey({
      'N#': lookAtPush(pushItems),
      'Q#': lookAtQuarantined(pushItems),
      'HEARD#': NOBODY,
      'I#': NOBODY,
      'L#': NOBODY,
    }),
  },
  {
    table: tables.numbers,
    look: byKey({ 'BLOCKS#': lookAtBlock(partyItems), 'LIMIT#': lookAtBindCount(partyItems), '': NOBODY }),
  },
  { table: tables.bindings, look: byKey({ 'B#': lookAtBinding(bindingItems), '': NOBODY }) },
  {
    table: tables.bindings,
    look: byKey({
      'P#': lookAtReservation(bindingItems),
      'F#': lookAtFormerHolder(bindingItems),
      'K#': lookAtLock(bindingItems),
      'A#': lookAtReport(bindingItems),
      REPORTS: NOBODY,
      'B#': NOBODY,
      'R#': NOBODY,
      'S#': NOBODY,
      EXPIRIES: NOBODY,
      RECONCILE: NOBODY,
      UNANSWERED: NOBODY,
    }),
  },
  // Last, because a standing order knows its place by the number of the table.
  { table: 'exports', look: lookAtExport(exports), page: pageOfExports(exports) },
];

/** @throws {TypeError} for a kind of item that nobody has thought of: it counts as unreadable, and so shows up. */
const byKey = (looks: Looks): LookAtItem => {
  const entries = Object.entries(looks).map(([keys, look]) => ({ keys: keys.split(' '), look }));
  return (item, person) => {
    const found = entries.find(({ keys }) => hasKeys(item, keys));
    if (found === undefined) throw new TypeError('an item of an unknown kind');
    return found.look(item, person);
  };
};

const hasKeys = (item: Attributes, [pk = '', sk = '']: readonly string[]): boolean =>
  String(item['pk']).startsWith(pk) && String(item['sk']).startsWith(sk);

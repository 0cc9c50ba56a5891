import { callIdOf, recordKeyOf } from '../calls/call-id.ts';
import { MESSAGE_SORT_KEY } from '../messages/dynamo-message-writer.ts';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import type { PushItem } from './push.ts';

/** The place of a stored record. */
export type RecordPlace = Readonly<{
  table: 'calls' | 'messages';
  key: Readonly<{ pk: string; sk: string }>;
}>;

/** The places of the CDRs and messages that a push brings, in their order. They are keyed hashes: about nobody. */
export const recordPlaces = (lookup: LookupKeys, items: readonly PushItem[]): readonly RecordPlace[] =>
  items.flatMap((item): readonly RecordPlace[] => {
    if (item.kind === 'cdr') {
      const key = { pk: `C#${callIdOf(lookup, item.cdr)}`, sk: `CDR#${recordKeyOf(lookup, item.cdr)}` };
      return [{ table: 'calls', key }];
    }
    if (item.kind !== 'message') return [];
    const { app, identifier, notification } = item.message;
    const key = { pk: `M#${lookup('message', app, identifier, notification)}`, sk: MESSAGE_SORT_KEY };
    return [{ table: 'messages', key }];
  });

/** A place as it is kept in a list; {@link recordNamed} reads it. */
export const recordName = ({ key: { pk, sk } }: RecordPlace): string => `${pk} ${sk}`;

/** The place that a name is of. */
export const recordNamed = (name: string): RecordPlace => {
  const [pk = '', sk = ''] = name.split(' ');
  return { table: pk.startsWith('M#') ? 'messages' : 'calls', key: { pk, sk } };
};

import * as v from 'valibot';
import type { Clock } from '../../kernel/clock.ts';
import type { PushJournal } from '../../pushes/intake/push-journal.ts';
import type { ErasablePushes } from '../../pushes/maintenance/erasable-pushes.ts';
import type { QuarantinedItem, QuarantinedItems } from '../../pushes/maintenance/journaled-pushes.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import { divideBody, type ReadBody } from '../erased-body.ts';
import type { FoundItem, Left, LookAtItem } from '../found-item.ts';
import { isOnlyMentioned, mentionIn, withoutMention } from '../mention.ts';
import type { Person } from '../person.ts';
import { changeSealed } from './erase-sealed.ts';

export type PushItemsDeps = Readonly<{
  documents: Documents;
  table: string;
  sealer: Sealer;
  journal: Pick<PushJournal, 'read'>;
  erasablePushes: ErasablePushes;
  quarantinedItems: Pick<QuarantinedItems, 'read' | 'erase'>;
  /** The bytes of a push as JSON, where they came packed; else as they are. */
  unpack: (bytes: Uint8Array) => Uint8Array;
  readBody: ReadBody;
  clock: Clock;
}>;

const Key = v.object({ pk: v.string(), sk: v.string() });

/** A push of the journal, `N#...`, with its parts. */
export const lookAtPush =
  (deps: PushItemsDeps): LookAtItem =>
  async (item, person) => {
    const { journal, unpack, readBody } = deps;
    const { pk, sk } = v.parse(Key, item);
    const id = pk.slice('N#'.length);
    if (sk.startsWith('P#')) return (await deps.erasablePushes.isErased(id)) ? leftPart(deps, id) : undefined;
    const push = await journal.read(id);
    const divided = push && divideBody(unpack(push.body), person, push.receivedAt, readBody);
    if (push === undefined || divided === undefined) return undefined;
    const { app, route, receivedAt } = push;
    return {
      kind: 'push',
      id,
      receivedAt,
      record: async () => ({ app, route, receivedAt, items: divided.named }),
      erase: () => erasePush(deps, id, person, receivedAt),
    };
  };

const erasePush = async (
  { erasablePushes, unpack, readBody, clock }: PushItemsDeps,
  id: string,
  person: Person,
  receivedAt: string,
): Promise<'erased' | Left> => {
  const restOf = (body: Uint8Array) => {
    const divided = divideBody(unpack(body), person, receivedAt, readBody);
    return divided === undefined ? body : divided.rest;
  };
  return (await erasablePushes.erase(id, restOf, clock())) ? 'erased' : 'changed';
};

/** A part of a push whose head is erased: an erasure did not get this far, or the platform sent the push again. */
const leftPart = ({ erasablePushes, clock }: PushItemsDeps, id: string): FoundItem => ({
  kind: 'push',
  id,
  madeAt: '',
  record: async () => undefined,
  erase: async () => ((await erasablePushes.erase(id, () => undefined, clock())) ? 'erased' : 'changed'),
});

/** An item in quarantine, `Q#...`. One of strangers stays for its reader, without the words that tell of the person. */
export const lookAtQuarantined =
  (deps: PushItemsDeps): LookAtItem =>
  async (item, person: Person) => {
    const { quarantinedItems, clock } = deps;
    const id = v.parse(Key, item).pk.slice('Q#'.length);
    const found = await quarantinedItems.read(id);
    if (found?.sent === undefined) return undefined;
    const { app, route, kind, receivedAt } = found;
    const { text, content, asSent } = contentOf(deps, found);
    if (![found.sent, text, content].some((value) => person.isMeantBy(value, receivedAt))) return undefined;
    const isMention = isOnlyMentioned(content, person, receivedAt);
    return {
      kind: 'quarantined-item',
      id,
      receivedAt,
      record: async () => ({
        ...{ app, route, kind, receivedAt },
        item: isMention ? { userData: mentionIn(content, person) } : text,
      }),
      erase: async () => {
        if (isMention) return keepRest(deps, item, asSent(withoutMention(content, person)));
        await quarantinedItems.erase(id, clock());
        return 'erased';
      },
    };
  };

/** An item as text and as JSON, and how a changed one is written. A body that is not a push lies there as Base64. */
const contentOf = ({ unpack, readBody }: PushItemsDeps, { kind, sent }: QuarantinedItem) => {
  if (kind !== 'unknown' || typeof sent !== 'string')
    return { text: sent, content: sent, asSent: (rest: unknown) => rest };
  const bytes = unpack(Buffer.from(sent, 'base64'));
  const asSent = (rest: unknown) => Buffer.from(JSON.stringify(rest)).toString('base64');
  return { text: Buffer.from(bytes).toString('utf8'), content: readBody(bytes), asSent };
};

const keepRest = (
  { documents, table, sealer }: PushItemsDeps,
  item: Attributes,
  rest: unknown,
): Promise<'erased' | Left> => {
  const { pk } = v.parse(Key, item);
  return changeSealed({ documents, table }, item, {
    set: { sealed: sealer.sealCompact(JSON.stringify(rest), pk) },
  });
};

import * as v from 'valibot';
import type { Clock } from '../../kernel/clock.ts';
import type { PushJournal } from '../../pushes/intake/push-journal.ts';
import type { ErasablePushes } from '../../pushes/maintenance/erasable-pushes.ts';
import type { QuarantinedItems } from '../../pushes/maintenance/journaled-pushes.ts';
import { divideBody, type ReadBody } from '../erased-body.ts';
import type { FoundItem, Left, LookAtItem } from '../found-item.ts';
import { isOnlyMentioned, mentionIn } from '../mention.ts';
import type { Person } from '../person.ts';

export type PushItemsDeps = Readonly<{
  journal: Pick<PushJournal, 'read'>;
  erasablePushes: ErasablePushes;
  quarantinedItems: Pick<QuarantinedItems, 'read' | 'erase'>;
  readBody: ReadBody;
  clock: Clock;
}>;

const Key = v.object({ pk: v.string(), sk: v.string() });

/** A push of the journal, `N#...`, with its parts. */
export const lookAtPush =
  (deps: PushItemsDeps): LookAtItem =>
  async (item, person) => {
    const { journal, readBody } = deps;
    const { pk, sk } = v.parse(Key, item);
    const id = pk.slice('N#'.length);
    if (sk.startsWith('P#')) return (await deps.erasablePushes.isErased(id)) ? leftPart(deps, id) : undefined;
    const push = await journal.read(id);
    const divided = push && divideBody(push.body, person, push.receivedAt, readBody);
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
  { erasablePushes, readBody, clock }: PushItemsDeps,
  id: string,
  person: Person,
  receivedAt: string,
): Promise<'erased' | Left> => {
  const restOf = (body: Uint8Array) => {
    const divided = divideBody(body, person, receivedAt, readBody);
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

/** An item in quarantine, `Q#...`. */
export const lookAtQuarantined =
  ({ quarantinedItems, clock }: PushItemsDeps): LookAtItem =>
  async (item, person: Person) => {
    const id = v.parse(Key, item).pk.slice('Q#'.length);
    const found = await quarantinedItems.read(id);
    if (found?.sent === undefined) return undefined;
    const { app, route, kind, receivedAt } = found;
    // A body that is not a push lies there as Base64.
    const sent = typeof found.sent === 'string' ? [found.sent, decoded(found.sent)] : [found.sent];
    if (!sent.some((value) => person.isMeantBy(value, receivedAt))) return undefined;
    return {
      kind: 'quarantined-item',
      id,
      receivedAt,
      record: async () => ({
        ...{ app, route, kind, receivedAt },
        item: sent.every((value) => isOnlyMentioned(value, person, receivedAt))
          ? { userData: mentionIn(found.sent, person) }
          : sent.at(-1),
      }),
      erase: async () => {
        await quarantinedItems.erase(id, clock());
        return 'erased';
      },
    };
  };

const decoded = (text: string): string => Buffer.from(text, 'base64').toString('utf8');

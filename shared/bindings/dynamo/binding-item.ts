import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../../kernel/clock.ts';
import { type E164, ERASED_NUMBER } from '../../kernel/e164.ts';
import { DEFAULT_RETENTION_DAYS } from '../../kernel/retention.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { openItem } from '../../sealing/open-item.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Attributes } from '../../storage/documents.ts';
import { endOfTimer, endsAlone } from '../lifecycle/due-at.ts';
import { attributionIdOf, Binding, callbackNumberOf, isLiveStatus } from '../model/binding.ts';
import type { BindingChange } from '../model/binding-platform.ts';
import { type BindingRecord, SWEEP_SHARDS } from '../model/binding-store.ts';
import type { SetField } from '../model/open-request.ts';
import { bindingIdOf, bindingKey, dueShard, expiryShard, subscriptionKey } from './binding-keys.ts';

const Change = v.custom<BindingChange>((value) => typeof value === 'object' && value !== null);

const OpenBind = v.object({
  until: v.string(),
  a: v.custom<E164>((value) => typeof value === 'string'),
  b: v.optional(v.custom<E164>((value) => typeof value === 'string')),
});

const OpenChange = v.object({
  until: v.string(),
  fields: v.array(v.custom<SetField>((value) => typeof value === 'string')),
  callees: v.optional(v.array(v.string())),
  people: v.optional(v.array(v.custom<E164>((value) => typeof value === 'string'))),
});

const QueuedRequest = v.object({
  x: v.optional(v.custom<E164>((value) => typeof value === 'string')),
  extension: v.optional(v.string()),
  areaCode: v.optional(v.string()),
  areaMatch: v.picklist(['strict', 'loose']),
});

const StoredRecord = v.object({
  binding: Binding,
  change: v.optional(Change),
  changeBy: v.optional(v.string()),
  leaseUntil: v.optional(v.string()),
  attemptAt: v.optional(v.string()),
  openBind: v.optional(OpenBind),
  openChange: v.optional(OpenChange),
  endWanted: v.optional(v.boolean()),
  mayHoldElsewhere: v.optional(v.boolean()),
  dueAt: v.optional(v.string()),
  endsItself: v.optional(v.literal(true)),
  confirmEnd: v.optional(v.boolean()),
  replacing: v.optional(v.object({ version: v.number() })),
  queued: v.optional(QueuedRequest),
  sweepAttempts: v.optional(v.number()),
});

const Item = v.object({ pk: v.string(), sealed: v.string(), revision: v.number() });

/** `retentionDays`: how long an ended binding stays; half a year unless something else is said. */
export type ItemOptions = Readonly<{ sealer: Sealer; lookup: LookupKeys; retentionDays?: number }>;

/** The record in an item. @throws {AppError} `item-unreadable`. */
export const recordOf = (sealer: Sealer, attributes: Attributes): BindingRecord => {
  const { pk, sealed, revision } = v.parse(Item, attributes);
  const item = { kind: 'binding', id: bindingIdOf(pk), sealed, context: pk } as const;
  return { ...dropUndefined(openItem(sealer, StoredRecord, item)), revision };
};

/** Sealed JSON never holds undefined; this only tells the compiler so. */
const dropUndefined = ({
  binding,
  change,
  changeBy,
  leaseUntil,
  attemptAt,
  openBind,
  openChange,
  endWanted,
  mayHoldElsewhere,
  dueAt,
  endsItself,
  confirmEnd,
  replacing,
  queued,
  sweepAttempts,
}: v.InferOutput<typeof StoredRecord>) => ({
  binding,
  ...(change === undefined ? {} : { change }),
  ...(changeBy === undefined ? {} : { changeBy }),
  ...(leaseUntil === undefined ? {} : { leaseUntil }),
  ...(attemptAt === undefined ? {} : { attemptAt }),
  ...(openBind === undefined ? {} : { openBind }),
  ...(openChange === undefined ? {} : { openChange }),
  ...(endWanted === undefined ? {} : { endWanted }),
  ...(mayHoldElsewhere === undefined ? {} : { mayHoldElsewhere }),
  ...(dueAt === undefined ? {} : { dueAt }),
  ...(endsItself === undefined ? {} : { endsItself }),
  ...(confirmEnd === undefined ? {} : { confirmEnd }),
  ...(replacing === undefined ? {} : { replacing }),
  ...(queued === undefined ? {} : { queued }),
  ...(sweepAttempts === undefined ? {} : { sweepAttempts }),
});

/**
 * The item of a record: sealed as a whole, with what the indexes need beside it. Ended bindings stay for a while, because
 * CDRs and recordings come hours and days later and need their binding.
 *
 * @param givenEnd when the item of an ended binding goes, in epoch seconds, where it was given an end before
 */
export const itemOf = (
  { revision, ...stored }: BindingRecord,
  { sealer, lookup, retentionDays = DEFAULT_RETENTION_DAYS }: ItemOptions,
  givenEnd?: number,
): Attributes => {
  const { binding, dueAt } = stored;
  const aloneAt = endsAlone(stored);
  const key = bindingKey(binding.bindingId);
  const live = isLiveStatus(binding.status);
  const xKey = binding.x && lookup('private-number', binding.x);
  const attributionId = attributionIdOf(binding);
  return {
    ...key,
    revision,
    app: binding.app,
    status: binding.status,
    createdAt: binding.createdAt,
    sealed: sealer.sealCompact(JSON.stringify(stored), key.pk),
    ...peopleKeysOf(lookup, binding),
    xKey,
    yKey: binding.y && lookup('private-number', binding.y),
    liveX: live ? xKey : undefined,
    liveUntil: live && xKey ? (endOfTimer(stored) ?? FOR_EVER) : undefined,
    subscriptionKey: attributionId && subscriptionKey(binding.app, attributionId),
    dueShard: dueShardOf(shardOf(binding.bindingId), dueAt, aloneAt),
    dueAt: dueAt ?? aloneAt,
    ttl:
      live && aloneAt === undefined
        ? undefined
        : (givenEnd ?? epochSeconds(addSeconds(endOf(binding), retentionDays * 24 * 3600))),
  };
};

/**
 * The attributes by which a binding is found for its people and its reference. In modes without a B the one on the other side has that
 * place: the temporary callee of AX, also when his time is up, and the call-back number of AXE.
 */
export const peopleKeysOf = (lookup: LookupKeys, { a, b, reference, temporaryCallee, terms }: Binding) => ({
  aKey: partyKey(lookup, a),
  bKey: partyKey(lookup, b ?? temporaryCallee?.callee ?? callbackNumberOf(terms)),
  referenceKey: reference && lookup('reference', reference),
});

/** The erased have no list. */
const partyKey = (lookup: LookupKeys, party: string | undefined): string | undefined =>
  party === undefined || party === ERASED_NUMBER ? undefined : lookup('party', party);

/** Later than every end. */
const FOR_EVER = '9999-12-31T23:59:59.999Z';

const dueShardOf = (
  shard: number,
  dueAt: string | undefined,
  aloneAt: string | undefined,
): string | undefined => {
  if (dueAt !== undefined) return dueShard(shard);
  return aloneAt === undefined ? undefined : expiryShard(shard);
};

const endOf = ({ releasedAt, expiresAt, createdAt }: Binding): Date =>
  new Date(releasedAt ?? expiresAt ?? createdAt);

/** Ids are random letters, so their last one spreads evenly enough. */
const shardOf = (bindingId: string): number =>
  (bindingId.codePointAt(bindingId.length - 1) ?? 0) % SWEEP_SHARDS;

import type { BlockPlace, BlockStore, StoredBlock } from '../../shared/bindings/blocks/block.ts';
import { callerName } from '../../shared/bindings/model/binding.ts';
import type { AppSettings } from '../../shared/bindings/model/binding-rules.ts';
import type { createEndBlocked } from '../../shared/bindings/parties/end-blocked.ts';
import { idFromPath, jsonBody, queryOrBodyOf, refuseBody } from '../../shared/http/api-request.ts';
import { invalidApp } from '../../shared/http/known-app.ts';
import type { Caller } from '../../shared/http/middlewares/api-guard.ts';
import { type ApiRequest, type AuditedAnswer, auditedJson } from '../../shared/http/middlewares/chains.ts';
import { namedUnreadable } from '../../shared/http/unreadable.ts';
import { addSeconds, type Clock, iso } from '../../shared/kernel/clock.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type { RefuseOwnNumbers } from '../../shared/numbers/own-numbers.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { Cursors } from '../../shared/sealing/cursor.ts';
import { BlockBody, ListBlocksQuery } from './schema.ts';
import { seenApps, WORK_SECONDS } from './seen-apps.ts';

export type BlockDeps = Readonly<{
  apps: readonly AppSettings[];
  blocks: BlockStore;
  endBlocked: ReturnType<typeof createEndBlocked>;
  refuseOwnNumbers: RefuseOwnNumbers;
  blockCursors: Cursors<BlockPlace>;
  clock: Clock;
  logger: Logger;
}>;

/** A block as callers see it. */
const view = ({ blockId, block }: StoredBlock) => ({
  blockId,
  party: block.party,
  app: block.app ?? null,
  reason: block.reason ?? null,
  createdAt: block.createdAt,
  until: block.until ?? null,
  madeBy: block.madeBy,
});
export type BlockView = ReturnType<typeof view>;

/**
 * POST /blocks: 201, or 200 over the block that the person has in that app. With `endLive` the person's live bindings there are ended as
 * well: 202 while some are left, with which a repeat goes on.
 */
export const answerBlock = async (deps: BlockDeps, { event, caller }: ApiRequest): Promise<AuditedAnswer> => {
  const { party, app, reason, until, endLive } = jsonBody(event, BlockBody);
  const apps = seenApps(deps.apps, caller, app, 'body');
  if (app === undefined && caller.apps !== undefined)
    throw invalidApp('is required: this caller may see some apps only', 'body');
  const now = deps.clock();
  const by = callerName(caller.apiKeyName);
  if (until !== undefined && until <= iso(now)) throw isPast();
  await deps.refuseOwnNumbers({ party });
  const { added, ...stored } = await deps.blocks.put({
    party,
    createdAt: iso(now),
    madeBy: by,
    ...(app === undefined ? {} : { app }),
    ...(reason === undefined ? {} : { reason }),
    ...(until === undefined ? {} : { until }),
  });
  deps.logger.info('party-blocked', { blockId: stored.blockId, app, endLive });
  const found = { count: 1, id: stored.blockId };
  const named = { party };
  const status = added ? 201 : 200;
  if (!endLive) return { ...auditedJson(found, status, view(stored)), named };
  const end = addSeconds(deps.clock(), WORK_SECONDS);
  const order = { person: party, apps, by };
  const { items, isComplete } = await deps.endBlocked(order, () => deps.clock() < end);
  for (const { bindingId, app: ofApp, result } of items)
    if (result === 'ended') deps.logger.info('binding-ended', { bindingId, app: ofApp });
  const body = { ...view(stored), ended: { items, isComplete } };
  return { ...auditedJson(found, isComplete ? status : 202, body), named };
};

const isPast = (): AppError =>
  new AppError('invalid-request', 'the request is not valid: until', {
    errors: [{ path: 'until', message: 'must be in the future' }],
  });

/** A block in all apps, or in one that the caller does not see, does not exist for a caller that is limited to apps. */
const isSeenBy =
  ({ apps }: Caller) =>
  ({ block: { app } }: StoredBlock): boolean =>
    apps === undefined || (app !== undefined && apps.includes(app));

/** GET /blocks and POST /blocks/search: those of a person, or a page of all. */
export const answerBlockList = async (
  deps: BlockDeps,
  { event, caller }: ApiRequest,
): Promise<AuditedAnswer> => {
  const { party, app, limit, cursor } = queryOrBodyOf(event, ListBlocksQuery);
  const cursors = deps.blockCursors.of('blocks', { party, app });
  const names = seenApps(deps.apps, caller, app, 'query').map(({ name }) => name);
  const from = cursors.read(cursor);
  const isMeant = (stored: StoredBlock): boolean =>
    isSeenBy(caller)(stored) && (app === undefined || stored.block.app === app);
  const page =
    party === undefined
      ? await deps.blocks.page(limit, from)
      : { items: await deps.blocks.of(party, names), unreadable: [], next: undefined };
  const items = page.items.filter(isMeant).map(view);
  return auditedJson({ count: items.length }, 200, {
    items,
    nextCursor: cursors.write(page.next),
    ...namedUnreadable(caller.apps === undefined ? page : { unreadable: [] }),
  });
};

/** DELETE /blocks/{blockId}: 200 with the block that was. */
export const answerUnblock = async (
  deps: BlockDeps,
  { event, caller }: ApiRequest,
): Promise<AuditedAnswer> => {
  const blockId = idFromPath(event, 'blockId');
  refuseBody(event);
  const stored = await deps.blocks.get(blockId);
  if (stored === undefined || !isSeenBy(caller)(stored))
    throw new AppError('not-found', 'there is no block with this id');
  await deps.blocks.remove(stored.block);
  deps.logger.info('party-unblocked', { blockId, app: stored.block.app });
  return auditedJson({ count: 1, id: blockId }, 200, view(stored));
};

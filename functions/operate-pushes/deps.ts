import { knownApp } from '../../shared/http/known-app.ts';
import { type Caller, seesApp } from '../../shared/http/middlewares/api-guard.ts';
import type { AuditedAnswer } from '../../shared/http/middlewares/chains.ts';
import type { Clock } from '../../shared/kernel/clock.ts';
import type { DiscardQuarantined } from '../../shared/pushes/maintenance/discard-quarantined.ts';
import type { QuarantinedItems } from '../../shared/pushes/maintenance/journaled-pushes.ts';
import type { Replay } from '../../shared/pushes/maintenance/replay.ts';
import type { Span } from '../../shared/pushes/overview/push-buckets.ts';
import type { PushOverview } from '../../shared/pushes/overview/push-overview.ts';
import type { QuarantineList } from '../../shared/pushes/overview/quarantine-list.ts';
import type { Cursors } from '../../shared/sealing/cursor.ts';

/** The apps that a caller means; `undefined`: every one. */
export type AppsMeant = readonly string[] | undefined;

/** The parts of the handler. */
export type Deps = Readonly<{
  /** The names of the configured ones. */
  apps: readonly string[];
  overview: (asked: Span, apps: AppsMeant, hasTime: () => boolean) => Promise<PushOverview>;
  quarantine: QuarantineList;
  readItem: QuarantinedItems['read'];
  discard: DiscardQuarantined;
  /** `itemId`: of this item alone. */
  replayOf: (apps: AppsMeant, itemId?: string) => Replay;
  cursors: Cursors<Readonly<{ after: string }>>;
  clock: Clock;
}>;

/** An answer, with what the audit says of it. */
export type Answering = Promise<AuditedAnswer>;

/**
 * The apps that a request means, of those that its caller sees.
 *
 * @throws {AppError} `invalid-request` for another one.
 */
export const appsMeant = (
  { apps }: Deps,
  caller: Caller,
  app: string | undefined,
  place: 'query' | 'body',
): AppsMeant => {
  const visible = apps.filter((name) => seesApp(caller, name));
  const named = knownApp(visible, app, place);
  return named === undefined ? caller.apps : [named];
};

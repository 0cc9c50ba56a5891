import { copyReservation } from '../bindings/both-keys/copy-reservation.ts';
import { type Clock, iso } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import { mapAtMost } from '../kernel/map-at-most.ts';
import { type LookupKeys, markIn, markOf } from '../sealing/lookup-keys.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Attributes, Documents } from '../storage/documents.ts';
import { clearFormerKeys } from './clear-former-keys.ts';
import { copyBlock } from './copy-block.ts';
import { PEOPLE_KEY_TABLES, peopleKeysIn, type StepOutcome } from './people-keys.ts';
import { rebuildPeopleKeys } from './rebuild-people-keys.ts';
import type { SealedTable } from './sealed-places.ts';
import { type TablePlace, walkTables } from './walk-tables.ts';

/**
 * The work on stored items that a change of `lookupKey` needs. `copy`: reservations under the key to come as well; once that is in
 * use, what a function that died has reserved under the former key alone. `rebuild`: the attributes by which people are found. `clear`: whatever stands under the former key goes.
 */
export const LOOKUP_STEPS = ['copy', 'rebuild', 'clear'] as const;

/** The order of one run. */
export type LookupOrder = Readonly<{
  step: (typeof LOOKUP_STEPS)[number];
  dryRun: boolean;
  /** Copies: reservations that were released from then on are copied already, also where nobody knows of whom; ISO 8601 UTC. */
  copiedBefore?: string | undefined;
  after?: TablePlace | undefined;
}>;

/** The work of one run; of a dry run: what it would be. */
export type LookupReport = Readonly<{
  done: number;
  /** Others wrote them meanwhile: another run sees them again. */
  changed: number;
  /** Reservations of people whom nothing names any more; the latest moment from which on that does not matter, `null`: open. */
  unknown: number;
  unknownUntil: string | null;
  /** Cannot be opened, at most 100 of them; each has left a line. */
  unreadable: readonly string[];
  unreadableCount: number;
  /** When the run ended; ISO 8601 UTC. */
  at: string;
  next: TablePlace | null;
}>;

type Deps = Readonly<{
  documents: Documents;
  tables: Readonly<Record<SealedTable, string>>;
  sealer: Sealer;
  lookup: LookupKeys;
  clock: Clock;
}>;

const AT_ONCE = 5;
const MOST_NAMED = 100;

/**
 * Does a step for as long as `hasTime`. Repeating is safe.
 *
 * @throws {AppError} `store-unavailable`; the same run may be repeated. `invalid-request` when the change is not at this step.
 */
export const takeLookupStep = async (
  deps: Deps,
  order: LookupOrder,
  hasTime: () => boolean,
): Promise<LookupReport> => {
  const treat = treatmentOf(deps, order);
  const tally = createTally();
  const tables = order.step === 'copy' ? (['bindings'] as const) : PEOPLE_KEY_TABLES;
  const work = async (table: SealedTable, items: readonly Attributes[]): Promise<void> => {
    const { results } = await mapAtMost({ atMost: AT_ONCE }, items, (item) => treat(table, item));
    for (const outcome of results) tally.add(outcome);
  };
  const next = await walkTables(deps, order.after, hasTime, work, tables);
  return { ...tally.total(), at: iso(deps.clock()), next: next ?? null };
};

/** Sorts behind every moment. */
const OPEN = '~';

const createTally = () => {
  const count = { nothing: 0, done: 0, changed: 0 };
  const unreadable: string[] = [];
  const until: string[] = [];
  return {
    add(outcome: StepOutcome): void {
      if (typeof outcome === 'string') count[outcome] += 1;
      else if ('unreadable' in outcome) unreadable.push(outcome.unreadable);
      else until.push(outcome.unknownUntil ?? OPEN);
    },
    total(): Omit<LookupReport, 'at' | 'next'> {
      const { done, changed } = count;
      const latest = until.sort().at(-1) ?? OPEN;
      return {
        done,
        changed,
        unknown: until.length,
        unknownUntil: latest === OPEN ? null : latest,
        unreadable: unreadable.slice(0, MOST_NAMED),
        unreadableCount: unreadable.length,
      };
    },
  };
};

const treatmentOf = (deps: Deps, { step, dryRun, copiedBefore }: LookupOrder) => {
  const { lookup, tables } = deps;
  const phase = lookup.change?.phase;
  const isAt = { copy: phase !== undefined, rebuild: phase === 'used', clear: phase === undefined };
  if (!isAt[step])
    throw new AppError('invalid-request', `the document of this function is not at the step ${step}`);
  switch (step) {
    case 'copy':
      return (table: SealedTable, item: Attributes) => copyItem(deps, table, item, dryRun, copiedBefore);
    case 'rebuild':
      return (table: SealedTable, item: Attributes) =>
        table === 'numbers'
          ? copyBlock({ ...deps, table: tables.numbers }, item, dryRun)
          : rebuildPeopleKeys(deps, table, item, dryRun);
    case 'clear':
      return (table: SealedTable, item: Attributes) => clearFormerKeys(deps, table, item, dryRun);
  }
};

const copyItem = async (
  deps: Deps,
  table: SealedTable,
  item: Attributes,
  dryRun: boolean,
  copiedBefore: string | undefined,
): Promise<StepOutcome> => {
  const { lookup, tables } = deps;
  if (lookup.change === undefined) return 'nothing';
  const { phase, other } = lookup.change;
  const way =
    phase === 'begun'
      ? ({ from: lookup, to: other, decides: 'from' } as const)
      : ({ from: other, to: lookup, decides: 'to' } as const);
  const [found] = peopleKeysIn(table, item, (key) => markIn(key) === markOf(way.from));
  if (found?.place.begins !== 'P#') return 'nothing';
  const copied = await copyReservation({ ...deps, table: tables[table], ...way }, item, dryRun);
  switch (copied.kind) {
    case 'copied':
      return 'done';
    case 'changed':
      return 'changed';
    case 'unreadable':
      return { unreadable: copied.bindingId };
    case 'unknown': {
      const { freeAt, releasedAt } = copied;
      // A function that released it since then has released the copy as well.
      const isCopied = copiedBefore !== undefined && releasedAt !== undefined && releasedAt >= copiedBefore;
      return isCopied ? 'nothing' : { unknownUntil: freeAt };
    }
    default:
      return 'nothing';
  }
};

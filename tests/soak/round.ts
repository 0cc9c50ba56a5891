import { type Stack, startStack } from '../harness/stack.ts';
import { startMemoryStore } from '../harness/store-engine.ts';
import { OUR_APPS, THEIR_APPS } from './apps.ts';
import { createRoundFaults } from './faults.ts';
import { compareBindings, compareIntake, type Findings, searchForLeaks } from './ledger.ts';
import { createProcessFates } from './process-fate.ts';
import { act, type Log, newLog } from './traffic.ts';

const START_AT = new Date('2026-03-01T08:00:00.000Z');
/** Actions at the same time, and the time that passes after them. */
const AT_ONCE = 6;
const PAUSES_SECONDS = [0, 0, 5, 40, 70, 400];
/** Longer than every lease, lock-out, throttling, back-off and late answer. */
const CALM_SECONDS = 3700;
const CALM_SWEEPS = 6;
/** Longer than every re-push, and than a recording is kept by the platform. */
const LAST_DAYS = 9;
const DAY_SECONDS = 24 * 3600;

/** The report of one round. */
export type RoundReport = Findings &
  Readonly<{ seed: number; counts: Log['counts']; faults: number; killed: number; unhandled: number }>;

/** Time passes, and the schedules do their work. */
const passTime = async (stack: Stack, seconds: number): Promise<void> => {
  await stack.advance(seconds);
  await stack.invoke('binding-sweeper');
  await stack.invoke('recording-archiver');
};

/**
 * Some hundred actions in all modes under faults of the platform, the store, its indexes and the processes; then calm; then both
 * sides are compared.
 */
export const soakRound = async (seed: number, actions: number): Promise<RoundReport> => {
  const faults = createRoundFaults(seed);
  const fates = createProcessFates();
  const stack = await startStack({
    startAt: START_AT,
    seed,
    apps: OUR_APPS,
    platformApps: THEIR_APPS,
    simulator: { lockoutThreshold: 0 },
    judge: faults.platform,
    store: await startMemoryStore({ lag: { writes: faults.writesBehind } }),
    invoked: (work) => fates.run(faults.diesAtStep(), work),
  });
  stack.store.judge = () => fates.judgeStore(faults.store);
  const log = newLog();
  try {
    for (const kind of ['duplicate', 'reordered', 'answer-lost'] as const)
      await stack.control.faults.add({ on: 'push', kind, probability: faults.pushShare });
    for (let number = 0; number < actions; number += AT_ONCE) {
      const batch = Array.from({ length: AT_ONCE }, (_, index) => act(stack, log, seed, number + index));
      await Promise.all(batch);
      await stack.advance(PAUSES_SECONDS[(number / AT_ONCE) % PAUSES_SECONDS.length] ?? 0);
    }
    faults.end();
    await stack.control.faults.clear();
    for (let sweep = 0; sweep < CALM_SWEEPS; sweep += 1) await passTime(stack, CALM_SECONDS);
    const bindings = await compareBindings(stack, log);
    for (let day = 0; day < LAST_DAYS; day += 1) await passTime(stack, DAY_SECONDS);
    const intake = await compareIntake(stack);
    return {
      seed,
      ...bindings,
      ...intake,
      doubled: bindings.doubled + intake.doubled,
      leaks: await searchForLeaks(stack, log),
      counts: log.counts,
      faults: faults.struck(),
      killed: fates.killed(),
      unhandled: stack.unhandled.filter((error) => !String(error).includes('the process was killed')).length,
    };
  } finally {
    fates.stop();
    await stack.close();
  }
};

/** True for a round in which something was lost, doubled, orphaned, connected wrongly, readable or left without an answer. */
export const isFaulty = ({ lost, doubled, orphans, wrongPerson, leaks, unhandled }: RoundReport): boolean =>
  lost + doubled + orphans + wrongPerson + leaks.length + unhandled > 0;

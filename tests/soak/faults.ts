import type { Judge } from '../../simulator/simulator.ts';
import { chanceOf, createCounter, pickOf } from '../chaos/chance.ts';
import type { StoreVerdict } from '../harness/store-faults.ts';

/** Shares of what goes wrong while there is traffic. */
const SHARES = { platform: 0.12, tooSlow: 0.004, push: 0.05, store: 0.02, killed: 0.04 } as const;

const PLATFORM_FAULTS = ['drop-before', 'drop-after', 'http-500', 'error-page', 'throttled'] as const;
const DOWNLOAD_FAULTS = [
  'truncated',
  'wrong-length',
  'http-500',
  'drop-before',
  'empty',
  'json-200',
] as const;
/** Longer than our patience, in real time. */
const TOO_SLOW_MS = 7000;
const MOST_STEPS = 14;

/** Faults of one round; everything follows from its seed, as far as the order of requests does. */
export const createRoundFaults = (seed: number) => {
  const times = createCounter();
  let active = true;
  let struck = 0;
  const chance = (...parts: (string | number)[]): number => (active ? chanceOf(seed, ...parts) : 1);
  const strike = <Fault>(fault: Fault): Fault => {
    struck += 1;
    return fault;
  };

  const platform: Judge = ({ operation }) => {
    const nth = times(operation);
    if (operation === 'download')
      return chance('download', nth) < SHARES.platform * 2
        ? strike({ on: 'download' as const, kind: pickOf(DOWNLOAD_FAULTS, seed, 'download kind', nth) })
        : undefined;
    if (chance('slow', operation, nth) < SHARES.tooSlow)
      return strike({ on: 'any' as const, kind: 'slow-before' as const, delayMs: TOO_SLOW_MS });
    return chance('platform', operation, nth) < SHARES.platform
      ? strike({ on: 'any' as const, kind: pickOf(PLATFORM_FAULTS, seed, 'kind', operation, nth) })
      : undefined;
  };

  return {
    platform,
    store: (): StoreVerdict => {
      const nth = times('store');
      if (chance('store', nth) >= SHARES.store) return 'ok';
      return strike(chanceOf(seed, 'store kind', nth) < 0.5 ? 'before' : 'after');
    },
    /** The step at which an invocation is killed; 0: none. */
    diesAtStep: (): number => {
      const nth = times('invocation');
      if (chance('killed', nth) >= SHARES.killed) return 0;
      return 1 + Math.floor(chanceOf(seed, 'step', nth) * MOST_STEPS);
    },
    /** How many writes an index is behind. */
    writesBehind: (): number => {
      const most = active ? Math.floor(chanceOf(seed, 'lag', times('lag')) * 10) - 4 : 0;
      return Math.max(0, most);
    },
    /** The share of deliveries that a push fault strikes. */
    pushShare: SHARES.push,
    /** From here on all goes well. */
    end: (): void => {
      active = false;
    },
    struck: (): number => struck,
  };
};

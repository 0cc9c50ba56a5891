import { expect, it } from 'vitest';
import { soakRound } from '../../soak/round.ts';

const ACTIONS = 240;
const SEEDS = [6];

/** The same as `npm run soak`, which goes on for as long as is said. */
it.each(SEEDS)(
  'a soak leaves nothing lost, doubled, orphaned, connected wrongly or readable (seed %i)',
  async (seed) => {
    const report = await soakRound(seed, ACTIONS);

    expect(report).toMatchObject({
      lost: 0,
      doubled: 0,
      orphans: 0,
      wrongPerson: 0,
      leaks: [],
      unhandled: 0,
    });
    expect(report.acknowledged).toBeGreaterThan(50);
    expect(report.faults).toBeGreaterThan(20);
  },
);

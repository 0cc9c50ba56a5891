// Mixed traffic under faults for as long as is said: `npm run soak -- --minutes 10 --seed 1`. See docs/testing.md.
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isFaulty, type RoundReport, soakRound } from './round.ts';

const MINUTE_MS = 60_000;
const ACTIONS_A_ROUND = 240;
const SEEDS = 1_000_000;
/** Memory after the first rounds is compared with that at the end; modules and compiled code are there by then. */
const WARM_UP_ROUNDS = 5;
const MOST_GROWTH = 1.5;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Megabytes on the heap that are really used. */
const usedMegabytes = (): number => {
  collectGarbage();
  return Math.round(process.memoryUsage().heapUsed / 1e6);
};

const sum = (reports: readonly RoundReport[], count: (report: RoundReport) => number): number =>
  reports.reduce((total, report) => total + count(report), 0);

const tableOf = (reports: readonly RoundReport[]) => ({
  rounds: reports.length,
  requests: sum(reports, ({ counts }) => counts.requests),
  binds: sum(reports, ({ counts }) => counts.binds),
  calls: sum(reports, ({ counts }) => counts.calls),
  texts: sum(reports, ({ counts }) => counts.texts),
  faults: sum(reports, ({ faults }) => faults),
  'killed processes': sum(reports, ({ killed }) => killed),
  acknowledged: sum(reports, ({ acknowledged }) => acknowledged),
  lost: sum(reports, ({ lost }) => lost),
  doubled: sum(reports, ({ doubled }) => doubled),
  orphans: sum(reports, ({ orphans }) => orphans),
  'wrong person': sum(reports, ({ wrongPerson }) => wrongPerson),
  leaks: sum(reports, ({ leaks }) => leaks.length),
  'unanswered requests': sum(reports, ({ unhandled }) => unhandled),
});

const USAGE = 'usage: npm run soak -- [--minutes 10] [--seed 1]';

/** @throws {Error} in words for the person who typed. */
const readArguments = (args: string[]) => {
  const options = { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } } as const;
  const { values } = parseArgs({ args, options });
  const seed = Number(values.seed ?? randomInt(SEEDS));
  const minutes = Number(values.minutes);
  if (!Number.isInteger(seed)) throw new Error('--seed must be an integer');
  if (!(minutes > 0)) throw new Error('--minutes must be a number above 0');
  return { seed, minutes };
};

const soak = async ({ seed, minutes }: ReturnType<typeof readArguments>): Promise<number> => {
  console.log(`seed ${seed}, ${minutes} minutes`);
  const reports: RoundReport[] = [];
  const endsAt = performance.now() + minutes * MINUTE_MS;
  let firstMegabytes = Number.POSITIVE_INFINITY;
  for (let round = 0; round === 0 || performance.now() < endsAt; round += 1) {
    const report = await soakRound(seed + round, ACTIONS_A_ROUND);
    reports.push(report);
    if (isFaulty(report)) console.error(`a fault with --seed ${seed + round}: ${JSON.stringify(report)}`);
    if (round + 1 === WARM_UP_ROUNDS) firstMegabytes = usedMegabytes();
  }
  const lastMegabytes = usedMegabytes();
  const hasGrown = lastMegabytes > firstMegabytes * MOST_GROWTH;
  const warm = reports.length < WARM_UP_ROUNDS ? '-' : firstMegabytes;
  console.table({ ...tableOf(reports), 'heap in MB, warm': warm, 'heap in MB': lastMegabytes });
  if (hasGrown) console.error(`the heap grew from ${firstMegabytes} to ${lastMegabytes} MB`);
  return hasGrown || reports.some(isFaulty) ? 1 : 0;
};

const main = async (args: string[]): Promise<number> => {
  if (args.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  let asked: ReturnType<typeof readArguments>;
  try {
    asked = readArguments(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return 2;
  }
  return soak(asked);
};

process.exitCode = await main(process.argv.slice(2));

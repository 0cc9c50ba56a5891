import { parseArgs } from 'node:util';
import { type AskedStage, askedStageOf, COMMON_OPTIONS, COMMON_USAGE } from '../ops/asked-stage.ts';

/** The arguments of `npm run ops -- reconcile`. */
export type ReconcileArguments = Readonly<{
  app: string;
  repair: boolean;
  /** Says what a repair would try, and changes nothing. */
  dryRun: boolean;
  force: boolean;
  /** Where a run that was stopped goes on. */
  from: string | undefined;
  json: boolean;
}> &
  AskedStage;

export const RECONCILE_USAGE = `npm run ops -- reconcile --app <name> [--from <key>]
npm run ops -- reconcile --app <name> --repair --stage <stage> [--force] [--dry-run] [--from <key>]

  --app              whose bindings are compared with the platform's
  --repair           make both sides agree; without it nothing is changed
  --force            with --repair: end what is missing at the platform, however much it is
  --dry-run          with --repair: say what would be tried, change nothing
  --from             go on where a run was stopped
${COMMON_USAGE}

Ends with 0 when both sides agree (now), 1 when something is left, 2 when it could not run.`;

/** @throws {Error} in words for the person who typed. */
export const readReconcileArguments = (written: readonly string[]): ReconcileArguments => {
  const { values } = parseArgs({
    args: [...written],
    options: {
      app: { type: 'string' },
      repair: { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      from: { type: 'string' },
      ...COMMON_OPTIONS,
    },
  });
  const { app, repair, force, from, json, 'dry-run': dryRun } = values;
  if (app === undefined) throw new Error('--app is missing');
  if (force && !repair) throw new Error('--force means nothing without --repair');
  if (dryRun && !repair) throw new Error('--dry-run means nothing without --repair');
  return { app, repair, dryRun, force, from, json, ...askedStageOf(values, repair ? 'changes' : 'looks') };
};

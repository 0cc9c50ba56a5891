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
  /** Adopts what the platform has and nobody here made. */
  adopt: boolean;
  /** The name of the file with a line of JSON for each binding that is adopted. */
  file: string | undefined;
  operator: string | undefined;
}> &
  AskedStage;

export const RECONCILE_USAGE = `npm run ops -- reconcile --app <name> [--from <key>]
npm run ops -- reconcile --app <name> --repair --stage <stage> [--force] [--dry-run] [--from <key>]
npm run ops -- reconcile --app <name> --adopt --stage <stage> [--file <lines>] [--operator <name>] [--dry-run]

  --app              whose bindings are compared with the platform's
  --repair           make both sides agree; without it nothing is changed
  --force            with --repair: end what is missing at the platform, however much it is
  --adopt            make bindings ours that the platform has and nobody here made; nothing is changed there
  --file             with --adopt: only those that it names, a line of JSON each with the subscriptionId and what the platform does not say
                     (mode 600); without it all of the app
  --operator         with --adopt: your name, for the audit and for createdBy
  --dry-run          with --repair or --adopt: say what would be tried, change nothing
  --from             go on where a run was stopped; not with --adopt
${COMMON_USAGE}

Ends with 0 when both sides agree (now) or all is adopted, 1 when something is left, 2 when it could not run.`;

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
      adopt: { type: 'boolean', default: false },
      file: { type: 'string' },
      operator: { type: 'string' },
      ...COMMON_OPTIONS,
    },
  });
  const { app, repair, force, from, json, adopt, file, operator, 'dry-run': dryRun } = values;
  if (app === undefined) throw new Error('--app is missing');
  if (force && !repair) throw new Error('--force means nothing without --repair');
  if (adopt && repair) throw new Error('--adopt and --repair are two orders: give one after the other');
  if (adopt && from !== undefined)
    throw new Error('--from means nothing with --adopt: run it again as it was');
  if (dryRun && !repair && !adopt) throw new Error('--dry-run means nothing without --repair or --adopt');
  if (file !== undefined && !adopt) throw new Error('--file means nothing without --adopt');
  if (operator !== undefined && !adopt) throw new Error('--operator means nothing without --adopt');
  const intent = repair || adopt ? 'changes' : 'looks';
  const order = { app, repair, dryRun, force, from, json, adopt, file, operator };
  return { ...order, ...askedStageOf(values, intent) };
};

import { parseArgs } from 'node:util';

/** The arguments of `npm run reconcile`. */
export type ReconcileArguments = Readonly<{
  app: string;
  repair: boolean;
  force: boolean;
  /** Where a run that was stopped goes on. */
  from: string | undefined;
  json: boolean;
  stage: string;
  endpointUrl: string | undefined;
}>;

export const RECONCILE_USAGE = `npm run reconcile -- --app <name> [--repair]

  --app              whose bindings are compared with the platform's
  --repair           make both sides agree; without it nothing is changed
  --force            with --repair: end what is missing at the platform, however much it is
  --from             go on where a run was stopped
  --stage            of the deployment (dev; local with --endpoint-url)
  --endpoint-url     a Lambda API elsewhere, such as http://127.0.0.1:3001 of npm start
  --json             print JSON

Ends with 0 when both sides agree (now), 1 when something is left, 2 when it could not run.`;

/** @throws {Error} in words for the person who typed. */
export const readReconcileArguments = (written: readonly string[]): ReconcileArguments => {
  const { values } = parseArgs({
    args: [...written],
    options: {
      app: { type: 'string' },
      repair: { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
      from: { type: 'string' },
      json: { type: 'boolean', default: false },
      stage: { type: 'string' },
      'endpoint-url': { type: 'string' },
    },
  });
  const { app, repair, force, from, json } = values;
  const endpointUrl = values['endpoint-url'];
  if (app === undefined) throw new Error('--app is missing');
  if (force && !repair) throw new Error('--force means nothing without --repair');
  const stage = values.stage ?? (endpointUrl === undefined ? 'dev' : 'local');
  return { app, repair, force, from, json, stage, endpointUrl };
};

import type { GateReport, OpenReport } from '../../../functions/manage-platform/handler.ts';
import type { GateLine } from '../../../shared/platform/gate/dynamo-gate-control.ts';

const STATES = {
  open: 'open',
  'locked-out': 'locked out',
  throttled: 'pauses, because the platform asked for fewer calls',
  probing: 'a lock-out is over; one call goes first',
} satisfies Record<GateLine['state'], string>;

const OUTCOMES = {
  opened: 'opened; one call goes first after a lock-out',
  'was-open': 'was open',
  changed: 'not opened: it was changed meanwhile. Look at it again',
  'would-open': 'would be opened',
} satisfies Record<OpenReport['opened'][number]['outcome'], string>;

/** One line a gate, and what was done. */
export const describeGates = (report: GateReport | OpenReport): string =>
  [
    ...report.gates.map(gateLine),
    ...('opened' in report
      ? ['', ...report.opened.map(({ app, outcome }) => `${named(app)}: ${OUTCOMES[outcome]}`)]
      : []),
    ...('opened' in report && report.opened.length === 0 ? ['nothing to open'] : []),
    ...('opened' in report && report.dryRun ? ['Nothing was changed (--dry-run).'] : []),
  ].join('\n');

/** The gate of one app in a line. */
export const gateLine = ({ app, state, failures, since, until }: GateLine): string =>
  [
    `${named(app)}: ${STATES[state]}`,
    ...(since === undefined ? [] : [`since ${since}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
    ...(failures === 0 ? [] : [`${failures} failed authentications in a row`]),
  ].join(', ');

const named = (app: string): string => (app === '*' ? '* (every app)' : app);

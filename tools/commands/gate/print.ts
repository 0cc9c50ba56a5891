import type { GateReport, OpenReport } from '../../../functions/manage-platform/handler.ts';
import type { GateLine } from '../../../shared/platform/gate/dynamo-gate-control.ts';
import { EVERY_APP } from '../../../shared/platform/gate/dynamo-gate-state.ts';
import { counted } from '../ops/counted.ts';

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
    ...report.gates.map((line) =>
      line.app !== EVERY_APP && letsCallsGo(line) && isAllShut(report)
        ? `${named(line.app)}: held back by ${named(EVERY_APP)}`
        : gateLine(line),
    ),
    ...('opened' in report
      ? ['', ...report.opened.map(({ app, outcome }) => `${named(app)}: ${OUTCOMES[outcome]}`)]
      : []),
    ...('opened' in report && report.opened.length === 0 ? [nothingToOpen(report)] : []),
    ...('opened' in report && report.dryRun ? ['Nothing was changed (--dry-run).'] : []),
  ].join('\n');

/** The gate of one app in a line. */
export const gateLine = ({ app, state, failures, since, until }: GateLine): string =>
  [
    `${named(app)}: ${STATES[state]}`,
    ...(since === undefined ? [] : [`since ${since}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
    ...(failures === 0 ? [] : [`${counted(failures, 'failed authentication')} in a row`]),
  ].join(', ');

/** Calls go, or one goes first. */
export const letsCallsGo = ({ state }: GateLine): boolean => state === 'open' || state === 'probing';

const isAllShut = ({ gates }: GateReport | OpenReport): boolean =>
  gates.some((line) => line.app === EVERY_APP && !letsCallsGo(line));

const nothingToOpen = (report: OpenReport): string =>
  isAllShut(report)
    ? `nothing to open for it alone: ${named(EVERY_APP)} holds it back, give the order with --app '${EVERY_APP}' or without --app`
    : 'nothing to open';

const named = (app: string): string => (app === EVERY_APP ? `${EVERY_APP} (every app)` : app);

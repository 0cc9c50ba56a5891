import type { GateReport, OpenReport } from '../../../functions/manage-platform/handler.ts';
import type { GateLine } from '../../../shared/platform/gate/dynamo-gate-control.ts';
import { EVERY_APP } from '../../../shared/platform/gate/dynamo-gate-state.ts';
import { gateLine, gateOf } from '../../../shared/status/gate-words.ts';

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
        ? `${gateOf(line.app)}: held back by ${gateOf(EVERY_APP)}`
        : gateLine(line),
    ),
    ...('opened' in report
      ? ['', ...report.opened.map(({ app, outcome }) => `${gateOf(app)}: ${OUTCOMES[outcome]}`)]
      : []),
    ...('opened' in report && report.opened.length === 0 ? [nothingToOpen(report)] : []),
    ...('opened' in report && report.dryRun ? ['Nothing was changed (--dry-run).'] : []),
  ].join('\n');

/** Calls go, or one goes first. */
export const letsCallsGo = ({ state }: GateLine): boolean => state === 'open' || state === 'probing';

const isAllShut = ({ gates }: GateReport | OpenReport): boolean =>
  gates.some((line) => line.app === EVERY_APP && !letsCallsGo(line));

const nothingToOpen = (report: OpenReport): string =>
  isAllShut(report)
    ? `nothing to open for it alone: ${gateOf(EVERY_APP)} holds it back, give the order with --app '${EVERY_APP}' or without --app`
    : 'nothing to open';

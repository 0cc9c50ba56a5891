import type { GateReport, OpenReport } from '../../../functions/manage-platform/handler.ts';
import { EVERY_APP } from '../../../shared/platform/gate/dynamo-gate-state.ts';
import { invokerOf } from '../invoke.ts';
import { deploymentCommand } from '../ops/deployment-command.ts';
import { GATE_USAGE, readGateArguments } from './arguments.ts';
import { describeGates, letsCallsGo } from './print.ts';

/** The gate before the platform: how it stands, and its opening before its time. */
export const gateCommand = deploymentCommand({
  name: 'gate',
  summary: 'how the gate before the platform stands for each app; open it before its time',
  usage: GATE_USAGE,
  read: readGateArguments,
  async run(asked, { answer }) {
    const report = (await invokerOf(asked)('manage-platform', asked.order)) as GateReport | OpenReport;
    answer(report, () => describeGates(report));
    return isOpen(report, asked.app) ? 0 : 1;
  },
});

/** Whether calls go of all that was asked about: of one app, its gate and the one that all share. */
const isOpen = (report: GateReport | OpenReport, asked: string | undefined): boolean =>
  ('opened' in report ? report.opened : []).every(({ outcome }) => outcome !== 'changed') &&
  report.gates.every(
    (line) => letsCallsGo(line) || (asked !== undefined && line.app !== asked && line.app !== EVERY_APP),
  );

import type { GateReport, OpenReport } from '../../../functions/manage-platform/handler.ts';
import { invokerOf } from '../invoke.ts';
import type { OpsCommand } from '../ops/command.ts';
import { GATE_USAGE, readGateArguments } from './arguments.ts';
import { describeGates } from './print.ts';

/** The gate before the platform: how it stands, and its opening before its time. */
export const gateCommand: OpsCommand = {
  name: 'gate',
  summary: 'how the gate before the platform stands for each app; open it before its time',
  usage: GATE_USAGE,
  async run(written, { print }) {
    const asked = readGateArguments(written);
    const report = (await invokerOf(asked)('manage-platform', asked.order)) as GateReport | OpenReport;
    print(asked.json ? JSON.stringify(report, null, 2) : describeGates(report));
    return isOpen(report) ? 0 : 1;
  },
};

/** Of an order to open, the gates that it names; a dry run leaves them as they are. */
const isOpen = (report: GateReport | OpenReport): boolean =>
  'opened' in report
    ? report.opened.every(({ outcome }) => outcome === 'opened' || outcome === 'was-open')
    : report.gates.every(({ state }) => state === 'open' || state === 'probing');

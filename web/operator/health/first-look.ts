import { opsCommand } from '../texts/ops-command.ts';
import type { StatusLine, StatusPart } from './status.ts';

/** The command that looks closer at a part; beside it the page says what to do. */
const LOOKS: Readonly<Record<StatusPart, string>> = {
  gate: 'doctor',
  backlog: 'status',
  silence: 'doctor',
  'last-pushes': 'replay --gaps',
  quarantine: 'quarantine',
  pool: 'numbers report',
  recordings: 'recordings status',
  alarms: 'status',
  runs: 'status',
};

/** The command as it is typed. @param stage of the deployment; the local stack has none */
export const firstLook = ({ part }: Pick<StatusLine, 'part'>, stage: string | undefined): string =>
  opsCommand(LOOKS[part], stage);
